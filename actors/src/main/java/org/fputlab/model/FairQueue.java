package org.fputlab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one processor that want it, and which of them has its turn: {@code struct cfs_rq}
 * (kernel/sched/sched.h, v6.12). The rule is that of the kernel's release: {@link Cfs} until 6.5,
 * {@link Eevdf} from 6.6 on.
 *
 * @param <E> a task
 */
abstract class FairQueue<E extends FairEntity> {

  private final List<E> waiting = new ArrayList<>();
  private @Nullable E current;
  private long least;

  /** An empty queue of a machine that runs {@code version}. */
  static <E extends FairEntity> FairQueue<E> of(KernelVersion version, long slice, long jiffy) {
    return version.isAtLeast(6, 6)
        ? new Eevdf<>(slice, jiffy, version.isAtLeast(6, 12))
        : new Cfs<>(slice);
  }

  /** Those who wait, in the order in which they came. */
  final List<E> waiting() {
    return waiting;
  }

  /** Who computes, or null. */
  final @Nullable E current() {
    return current;
  }

  /** {@code min_vruntime}: where the one that is furthest behind is; it never goes back. */
  final long least() {
    return least;
  }

  /**
   * A task wakes.
   *
   * @param from where it was before, if anywhere
   */
  final void wakes(E entity, @Nullable FairQueue<E> from) {
    place(entity, from, true);
    waiting.add(entity);
  }

  /** A waiting task of another processor comes to this one. */
  final void pull(E entity, FairQueue<E> from) {
    from.waiting.remove(entity);
    from.leaves(entity);
    place(entity, from, false);
    waiting.add(entity);
  }

  /** Whoever computes has done so for a while. */
  final void ran(long nanos) {
    E running = current;
    if (running != null && nanos > 0) {
      running.vruntime += nanos;
      running.ran += nanos;
      advanced(running);
      update();
    }
  }

  /** Whoever computes goes to sleep. */
  final void sleeps() {
    E asleep = current;
    current = null;
    if (asleep != null) {
      asleep.isProtected = false;
      slept(asleep);
    }
  }

  /** Whoever computes has to wait for another turn. */
  final void putBack() {
    E preempted = current;
    current = null;
    if (preempted != null) {
      preempted.isProtected = false;
      waiting.add(preempted);
    }
  }

  /** The next to compute; null if nobody wants to. */
  final @Nullable E next() {
    E next = pick();
    if (next != null) {
      waiting.remove(next);
      next.ran = 0;
      next.isNew = false;
      current = next;
      picked(next);
    }
    return next;
  }

  private void update() {
    long lowest = current == null ? Long.MAX_VALUE : current.vruntime;
    for (E each : waiting) {
      lowest = Math.min(lowest, each.vruntime);
    }
    if (lowest != Long.MAX_VALUE) {
      least = Math.max(least, lowest);
    }
  }

  /** Whether a task that has slept waits for the rest of its debt here ({@link Eevdf}). */
  abstract boolean owes(E entity);

  /** A sleeping task's debt is let go. */
  abstract void forgive(E entity);

  /** Where in virtual time a task goes that comes to this queue. */
  abstract void place(E entity, @Nullable FairQueue<E> from, boolean wakes);

  /** A task is about to leave this queue for another, having waited. */
  abstract void leaves(E entity);

  abstract void slept(E entity);

  abstract void advanced(E running);

  abstract @Nullable E pick();

  abstract void picked(E next);

  /** Whether a task that has just woken takes the processor from whoever computes. */
  abstract boolean preempts(E woken);

  /** Whether at a tick another has its turn. */
  abstract boolean isTurnOver();
}
