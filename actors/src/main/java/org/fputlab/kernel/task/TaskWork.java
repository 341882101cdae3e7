package org.fputlab.kernel.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.fputlab.model.Effect;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * What waits until one task returns to user mode.
 *
 * <p>Mirrors the list of {@code task_work_add} and how {@code task_work_run} takes it
 * (kernel/task_work.c, v6.6): all that is there, newest first, with no locks held; then what came
 * meanwhile.
 */
public final class TaskWork {

  /** {@code task_work_run}. */
  public static final Path RUN =
      new Path(
          "task_work_run",
          List.of(
              Step.inside(
                  task -> runNext((Running) task), new Effect.Empties(Effect.Store.TASK_WORK))));

  private final Deque<Step> added = new ArrayDeque<>();
  private final Deque<Step> taken = new ArrayDeque<>();

  /** {@code task_work_add}. */
  public void add(Step work) {
    added.addFirst(work);
  }

  boolean isEmpty() {
    return added.isEmpty() && taken.isEmpty();
  }

  private static boolean runNext(Running task) {
    Step work = task.the(TaskWork.class).next();
    if (work == null) {
      return true;
    }
    task.execution().again();
    return work.run(task);
  }

  private @Nullable Step next() {
    if (taken.isEmpty()) {
      taken.addAll(added);
      added.clear();
    }
    return taken.pollFirst();
  }
}
