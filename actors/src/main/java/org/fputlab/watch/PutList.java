package org.fputlab.watch;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/**
 * A list of puts that were put off, as its mailbox shows it, and the worker that is in the midst of
 * what it took from there, if one is.
 *
 * @param worker the task whose work item is called like the list
 */
record PutList(GatedQueue queue, @Nullable TaskRow worker) {

  /** The list of files; others are of mounts. */
  static final String FILES = "delayed_fput";

  /** The lists on which something waits. */
  static List<PutList> waiting(List<GatedQueue> queues, List<TaskRow> rows) {
    List<PutList> lists = new ArrayList<>();
    for (GatedQueue queue : queues) {
      if (!queue.isAwaited() && queue.depth() > 0) {
        lists.add(new PutList(queue, workerOf(queue, rows)));
      }
    }
    return lists;
  }

  /** The task that works off what was on this list, or null. */
  static @Nullable TaskRow workerOf(GatedQueue queue, List<TaskRow> rows) {
    if (queue.isAwaited()) {
      return null;
    }
    for (TaskRow row : rows) {
      if (isWorkerOf(queue.owner(), row.work())) {
        return row;
      }
    }
    return null;
  }

  /** Whether a work item, as in {@code events delayed_fput}, is the one that serves this list. */
  static boolean isWorkerOf(String list, @Nullable String work) {
    return work != null && work.endsWith(" " + list);
  }

  /** What the worker took from the list and is finalising now, or null. */
  @Nullable Finalised release() {
    return worker == null ? null : releaseOf(worker);
  }

  static @Nullable Finalised releaseOf(TaskRow worker) {
    Finalised innermost = worker.finalising();
    return innermost == null ? null : innermost.outermost();
  }

  /** For how long the worker has been at one and the same release, or asleep between two. */
  static long atOne(TaskRow worker, long now) {
    Finalised release = releaseOf(worker);
    if (release != null) {
      return now - release.since();
    }
    return worker.state() == TaskRow.State.BLOCKED ? now - worker.since() : 0;
  }

  /** How long the oldest has waited on the list. */
  long oldestAge(long now) {
    return now - queue.oldestAt();
  }
}
