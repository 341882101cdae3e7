package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Prospects;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * One task as a supervisor saw it: a copy of its row that no longer moves.
 *
 * @param index its place in the table
 * @param row the row itself, to see whether it moved on
 * @param epoch the row's epoch at that moment
 * @param state what it was doing
 * @param waitsFor what it waited for, where it did
 * @param holds what it held
 * @param prospects what may come of it as long as it can go on
 * @param frame its stack
 * @param work the work item that it ran, if any
 * @param finalising the innermost file or mount that it finalised, if any
 */
record Sighting(
    int index,
    TaskRow row,
    int epoch,
    TaskRow.State state,
    @Nullable Wait waitsFor,
    List<Hold> holds,
    Prospects prospects,
    @Nullable Frame frame,
    @Nullable String work,
    @Nullable Finalised finalising) {

  /** A row that changes this often while it is copied is running, whatever it says. */
  private static final int TRIES = 8;

  /**
   * Looks at every row. Each copy is true in itself. Copies that {@link #stand} afterwards were all
   * true at the moment when the last row had been copied.
   */
  static List<Sighting> all(List<TaskRow> rows) {
    List<Sighting> seen = new ArrayList<>(rows.size());
    for (TaskRow row : rows) {
      seen.add(of(seen.size(), row));
    }
    return seen;
  }

  private static Sighting of(int index, TaskRow row) {
    for (int i = 0; i < TRIES; i++) {
      Sighting seen = copy(index, row);
      if (row.epoch() == seen.epoch) {
        return seen;
      }
    }
    return new Sighting(
        index,
        row,
        row.epoch(),
        TaskRow.State.RUNNING,
        null,
        List.of(),
        row.prospects(),
        row.frame(),
        row.work(),
        row.finalising());
  }

  private static Sighting copy(int index, TaskRow row) {
    return new Sighting(
        index,
        row,
        row.epoch(),
        row.state(),
        row.waitsFor(),
        row.holds(),
        row.prospects(),
        row.frame(),
        row.work(),
        row.finalising());
  }

  /** Whether none of these tasks has moved since it was seen. */
  static boolean stand(Collection<Sighting> tasks) {
    for (Sighting task : tasks) {
      if (task.row.epoch() != task.epoch) {
        return false;
      }
    }
    return true;
  }

  String name() {
    return row.name();
  }

  String group() {
    return row.group();
  }

  /** Its wait, which it must have. */
  Wait blockedOn() {
    if (waitsFor == null) {
      throw new IllegalStateException(name() + " does not wait");
    }
    return waitsFor;
  }

  /** Whether a fault stopped it where it stood: it waits for nothing but itself. */
  boolean isPaused() {
    return waitsFor != null
        && waitsFor.resource().kind() == Resource.Kind.TIMER
        && waitsFor.resource().name().equals(name());
  }

  /**
   * Whether it merely waits for work, as a daemon does whose clients are all gone: it holds
   * nothing, does nothing for anybody, and sleeps so that a signal could end it, or idly.
   */
  boolean waitsForWork() {
    if (waitsFor == null || row.isServing() || row.work() != null) {
      return false;
    }
    Resource.Kind kind = waitsFor.resource().kind();
    boolean forWork = kind == Resource.Kind.COMPLETION || kind == Resource.Kind.SEMAPHORE;
    boolean holdsNothing =
        holds.stream().allMatch(hold -> hold.resource().kind() == Resource.Kind.THREAD);
    return forWork && holdsNothing && waitsFor.sleep().isForWork();
  }

  /** Whether a function is on its stack. */
  boolean runs(String function) {
    for (Frame at = frame; at != null; at = at.caller()) {
      if (at.function().equals(function)) {
        return true;
      }
    }
    return false;
  }

  List<String> stack() {
    return Frame.functions(frame);
  }

  @Override
  public int hashCode() {
    return row.pid();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sighting seen && seen.row == row && seen.epoch == epoch;
  }
}
