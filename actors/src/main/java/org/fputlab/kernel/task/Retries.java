package org.fputlab.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.model.Dist;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * A call made over again until it does not fail, as programs do that get EBUSY or ETXTBSY. No code
 * of the kernel's: its steps have no frames.
 */
public final class Retries {

  private static final String NO_FUNCTION = "";

  private Retries() {}

  /** {@code nanosleep}, in which a task may be frozen (kernel/time/hrtimer.c, v6.6). */
  public static boolean sleep(Running task, Dist time) {
    task.execution().sleep(time);
    return task.the(Freezing.class).freezableSleep();
  }

  /**
   * Between two tries a user task returns to user mode, where it decides to try again; one that was
   * killed does not.
   */
  static boolean begin(Running task, Dist pause, Step call) {
    Execution execution = task.execution();
    List<Step> between = new ArrayList<>();
    if (!execution.closer().isKthread()) {
      between.add(new TaskWords.ReturnToUser());
    }
    between.add(all -> sleep((Running) all, pause));
    Path pauseBetween = new Path(NO_FUNCTION, between);
    Step tryAgain =
        calls -> {
          if (!execution.callSucceeded() && !task.the(Signals.class).isKilled()) {
            execution.startOver();
            execution.push(pauseBetween);
          }
          return true;
        };
    execution.push(new Path(NO_FUNCTION, List.of(call, tryAgain)));
    return true;
  }
}
