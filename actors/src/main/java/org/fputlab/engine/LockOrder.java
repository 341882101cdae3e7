package org.fputlab.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which lock class was ever taken while which other was held: what lockdep keeps as dependencies
 * (kernel/locking/lockdep.c, v6.6). Only the first sight of a pair, taken in the same modes, is
 * kept, with both stacks.
 *
 * <p>Left out: interrupt states and wait types. A running work item counts as two held locks, as
 * lockdep has it.
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
      long at) {}

  private record Pair(String held, boolean heldShared, String taken, boolean takenShared) {}

  private final Map<Pair, Dependency> seen = new LinkedHashMap<>();

  void acquiring(TaskRow row, Resource taken, boolean shared) {
    for (Hold hold : row.holds()) {
      if (hold.resource().kind().ordered()) {
        note(row, hold, taken, shared);
      }
    }
  }

  private synchronized void note(TaskRow row, Hold hold, Resource taken, boolean shared) {
    Pair pair = new Pair(hold.resource().lockClass(), hold.shared(), taken.lockClass(), shared);
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
              row.since()));
    }
  }

  /** Every dependency seen so far, in the order of first sight. */
  public synchronized List<Dependency> dependencies() {
    return new ArrayList<>(seen.values());
  }
}
