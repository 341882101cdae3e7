package org.fputlab.cli.screen;

import java.util.Objects;
import java.util.Optional;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Task;
import org.jspecify.annotations.Nullable;

/**
 * What was last heard of a live run.
 *
 * @param live the run
 * @param task with stack and tree, the task that is looked at, if any
 * @param trouble why nothing newer was heard, or ""
 * @param log what was told so far
 * @param back how long ago in the run that is; 0 for the present
 */
record Moment(LiveView live, @Nullable Task task, String trouble, LogLines log, long back) {

  /** What was heard just now. */
  Moment(LiveView live, @Nullable Task task) {
    this(live, task, "", new LogLines(), 0);
  }

  /** All that is known of a task. */
  Optional<Task> task(String name) {
    if (task != null && task.name().equals(name)) {
      return Optional.of(task);
    }
    return live.tasks().stream().filter(brief -> brief.name().equals(name)).findFirst();
  }

  /** The same at the moment of the mailboxes: a tree is left out if it is that of another wait. */
  Optional<Task> taskThen(String name) {
    Optional<Task> brief =
        live.tasks().stream().filter(known -> known.name().equals(name)).findFirst();
    return brief.map(then -> isNow(then) ? task(name).orElse(then) : then);
  }

  private boolean isNow(Task then) {
    return task != null && Objects.equals(task.waitsFor(), then.waitsFor());
  }

  Moment troubledBy(String why) {
    return new Moment(live, task, why, log, back);
  }

  Moment asOf(long ago) {
    return new Moment(live, task, trouble, log, ago);
  }

  Moment with(LogLines told) {
    return new Moment(live, task, trouble, told, back);
  }
}
