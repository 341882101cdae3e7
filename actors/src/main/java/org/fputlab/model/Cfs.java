package org.fputlab.model;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The completely fair scheduler (kernel/sched/fair.c, v6.1): whoever has computed least is next; a
 * woken task preempts if it is behind by more than the wake-up granularity ({@code
 * wakeup_preempt_entity}), and sleep is credited with half a latency ({@code place_entity}, {@code
 * GENTLE_FAIR_SLEEPERS}).
 *
 * <p>Leaves out weights, groups and buddies.
 *
 * @param <E> a task
 */
final class Cfs<E extends FairEntity> extends FairQueue<E> {

  /** {@code sched_nr_latency}: 6 ms to 0.75 ms. */
  private static final int LATENCY_SLICES = 8;

  private final long slice;
  private final long latency;
  private final long wakeupGranularity;

  /**
   * @param slice {@code sysctl_sched_min_granularity}, 0.75 ms times 1 + log2 of the processors, to
   *     which latency (6 ms) and wake-up granularity (1 ms) stand as there
   */
  Cfs(long slice) {
    this.slice = slice;
    this.latency = LATENCY_SLICES * slice;
    this.wakeupGranularity = slice / 3 * 4;
  }

  @Override
  boolean owes(E entity) {
    return false;
  }

  @Override
  void forgive(E entity) {}

  @Override
  void place(E entity, @Nullable FairQueue<E> from, boolean wakes) {
    if (entity.isNew || from == null) {
      entity.vruntime = least();
      return;
    }
    entity.vruntime += least() - from.least();
    if (wakes) {
      entity.vruntime = Math.max(entity.vruntime, least() - latency / 2);
    }
  }

  @Override
  void leaves(E entity) {}

  @Override
  void slept(E entity) {}

  @Override
  void advanced(E running) {}

  @Override
  @Nullable E pick() {
    return waiting().stream().min(Comparator.comparingLong(each -> each.vruntime)).orElse(null);
  }

  @Override
  void picked(E next) {}

  @Override
  boolean preempts(E woken) {
    E running = current();
    return running != null && running.vruntime - woken.vruntime > wakeupGranularity;
  }

  /** {@code check_preempt_tick}. */
  @Override
  boolean isTurnOver() {
    E running = current();
    E first = pick();
    if (running == null || first == null) {
      return false;
    }
    long ideal = ideal(waiting().size() + 1);
    return running.ran > ideal
        || (running.ran >= slice && running.vruntime - first.vruntime > ideal);
  }

  /** {@code sched_slice}. */
  private long ideal(int runnable) {
    return runnable > LATENCY_SLICES ? slice : Math.max(slice, latency / runnable);
  }
}
