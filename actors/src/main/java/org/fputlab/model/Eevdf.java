package org.fputlab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fair scheduler since 6.6, earliest eligible virtual deadline first (kernel/sched/fair.c,
 * v6.12): of those who have had no more than their share, the one whose slice would end first
 * ({@code pick_eevdf}). Who computes keeps the processor until its slice ends or it has had more
 * than its share ({@code RUN_TO_PARITY}); a woken task preempts if it would be picked ({@code
 * check_preempt_wakeup_fair}). A task that sleeps keeps its lag ({@code PLACE_LAG}); since 6.12 one
 * that has had too much stays in the queue until it no longer has ({@code DELAY_DEQUEUE}).
 *
 * <p>Leaves out weights, groups, slices of a task's own, and 6.17's {@code vprot}.
 *
 * @param <E> a task
 */
final class Eevdf<E extends FairEntity> extends FairQueue<E> {

  private final long slice;
  private final long mostLag;
  private final boolean delaysDequeue;

  /** Asleep, but counted until they are eligible again. */
  private final List<E> owing = new ArrayList<>();

  private boolean isSliceOver;

  /**
   * @param slice {@code sysctl_sched_base_slice}
   * @param delaysDequeue whether {@code DELAY_DEQUEUE} is known
   */
  Eevdf(long slice, long jiffy, boolean delaysDequeue) {
    this.slice = slice;
    this.mostLag = Math.max(2 * slice, jiffy);
    this.delaysDequeue = delaysDequeue;
  }

  @Override
  boolean owes(E entity) {
    return owing.contains(entity);
  }

  @Override
  void forgive(E entity) {
    if (owing.remove(entity)) {
      entity.lag = 0;
    }
  }

  private int count() {
    return waiting().size() + owing.size() + (current() == null ? 0 : 1);
  }

  private long sum() {
    E running = current();
    long sum = running == null ? 0 : running.vruntime;
    for (E each : waiting()) {
      sum += each.vruntime;
    }
    for (E each : owing) {
      sum += each.vruntime;
    }
    return sum;
  }

  /** {@code avg_vruntime}: where everybody would be if all had had the same. */
  private long average() {
    int count = count();
    return count == 0 ? least() : Math.floorDiv(sum(), (long) count);
  }

  private boolean isEligible(E entity, long sum, int count) {
    return entity.vruntime * count <= sum;
  }

  /** {@code place_entity}; one that still owes, {@code requeue_delayed_entity}. */
  @Override
  void place(E entity, @Nullable FairQueue<E> from, boolean wakes) {
    if (owing.contains(entity)) {
      boolean stillOwes = entity.vruntime >= average();
      owing.remove(entity);
      if (stillOwes) {
        return;
      }
      entity.lag = 0;
    }
    int others = count();
    long lag = others == 0 || entity.isNew ? 0 : entity.lag * (others + 1) / others;
    entity.vruntime = average() - lag;
    entity.deadline = entity.vruntime + slice;
  }

  @Override
  void leaves(E entity) {
    // it has left the waiting list, but its lag is to the average with it
    long average = Math.floorDiv(sum() + entity.vruntime, (long) count() + 1);
    entity.lag = clamp(average - entity.vruntime);
  }

  private long clamp(long lag) {
    return Math.max(-mostLag, Math.min(mostLag, lag));
  }

  @Override
  void slept(E entity) {
    leaves(entity);
    isSliceOver = false;
    if (delaysDequeue && entity.lag < 0) {
      owing.add(entity);
    }
  }

  /** {@code update_deadline}. */
  @Override
  void advanced(E running) {
    if (running.vruntime >= running.deadline) {
      running.deadline = running.vruntime + slice;
      running.isProtected = false;
      isSliceOver = count() > 1;
    }
  }

  /** The earliest deadline of all who are eligible and do not run. */
  private @Nullable E earliest() {
    long sum = sum();
    int count = count();
    E best = earliest(waiting(), null, sum, count);
    return earliest(owing, best, sum, count);
  }

  private @Nullable E earliest(List<E> of, @Nullable E sofar, long sum, int count) {
    E best = sofar;
    for (E each : of) {
      if (isEligible(each, sum, count) && (best == null || each.deadline < best.deadline)) {
        best = each;
      }
    }
    return best;
  }

  @Override
  @Nullable E pick() {
    if (waiting().isEmpty()) {
      owing.forEach(each -> each.lag = 0);
      owing.clear();
      return null;
    }
    E best = earliest();
    while (best != null && owing.contains(best)) {
      forgive(best);
      best = earliest();
    }
    return best;
  }

  @Override
  void picked(E next) {
    isSliceOver = false;
    next.isProtected = true;
  }

  @Override
  boolean preempts(E woken) {
    E running = current();
    if (running == null || isSliceOver) {
      return running != null;
    }
    boolean mayStay = isEligible(running, sum(), count());
    if (mayStay && running.isProtected) {
      return false;
    }
    E best = earliest();
    return best == woken && !(mayStay && running.deadline <= woken.deadline);
  }

  @Override
  boolean isTurnOver() {
    return isSliceOver && !waiting().isEmpty();
  }
}
