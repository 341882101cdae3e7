package org.fputlab.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which lock class was ever taken right after which other: what lockdep keeps as dependencies. Only
 * the first sight of a pair, taken in the same modes, is kept, with both stacks.
 *
 * <p>Mirrors {@code check_deadlock()} and {@code check_prevs_add()} (kernel/locking/lockdep.c,
 * v6.6): a class that is held already is recursion; else there is one dependency, from the lock
 * taken last, since that one depends on those before it. A running work item counts as two held
 * locks, its queue and itself (process_one_work, kernel/workqueue.c). A trylock depends on nothing,
 * as it would not have waited; what is taken after it depends on it and on those before it, back to
 * the last that was no trylock. Left out: interrupt states.
 */
public final class LockOrder {

  /**
   * The first time that {@code taken} was asked for while {@code held} was held.
   *
   * @param task who did it
   * @param held the lock held
   * @param heldShared whether it was held as a reader
   * @param heldAt the stack when it was taken
   * @param taken the lock asked for
   * @param takenShared whether it was asked for as a reader
   * @param takenAt the stack when it was asked for
   * @param holding all that the task held that has a lock class, the first taken first
   * @param at when, in nanoseconds of the run
   */
  public record Dependency(
      String task,
      Resource held,
      boolean heldShared,
      @Nullable Frame heldAt,
      Resource taken,
      boolean takenShared,
      @Nullable Frame takenAt,
      List<Hold> holding,
      long at) {}

  private final Map<Long, Dependency> seen = new LinkedHashMap<>();

  void acquiring(TaskRow row, Resource taken, boolean shared, long now) {
    LockClass lockClass = taken.lockClass();
    lockClass.taken(shared);
    if (lockClass.validated()) {
      Hold same = sameClass(row, lockClass);
      if (same != null) {
        note(row, same, taken, shared, now);
      } else {
        noteLast(row, taken, shared, now);
      }
    }
  }

  private static @Nullable Hold sameClass(TaskRow row, LockClass lockClass) {
    for (Hold hold : row.held()) {
      if (hold.resource().lockClass() == lockClass) {
        return hold;
      }
    }
    return null;
  }

  /** Those taken last, as far back as one that was waited for. */
  private void noteLast(TaskRow row, Resource taken, boolean shared, long now) {
    Hold[] held = row.held();
    for (int i = held.length - 1; i >= 0; i--) {
      Hold hold = held[i];
      if (hold.resource().kind().ordered() && hold.resource().lockClass().validated()) {
        note(row, hold, taken, shared, now);
        if (!hold.tried()) {
          return;
        }
      }
    }
  }

  private synchronized void note(TaskRow row, Hold hold, Resource taken, boolean shared, long now) {
    long from = 2L * hold.resource().lockClass().number() + (hold.shared() ? 1 : 0);
    long to = 2L * taken.lockClass().number() + (shared ? 1 : 0);
    long pair = from << 32 | to;
    if (!seen.containsKey(pair)) {
      seen.put(
          pair,
          new Dependency(
              row.name(),
              hold.resource(),
              hold.shared(),
              hold.at(),
              taken,
              shared,
              row.frame(),
              row.holds().stream().filter(one -> one.resource().kind().ordered()).toList(),
              now));
    }
  }

  /** Every dependency seen so far, in the order of first sight. */
  public synchronized List<Dependency> dependencies() {
    return new ArrayList<>(seen.values());
  }
}
