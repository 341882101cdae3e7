package org.fputlab.kernel.task;

import java.util.List;
import org.fputlab.model.Branch;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * A call that may come out either way, with what its caller does then. No code of the kernel's: its
 * steps have no frames.
 */
public final class Attempts {

  private static final String NO_FUNCTION = "";

  private Attempts() {}

  /**
   * Makes the call, then goes on as {@code branch} says.
   *
   * @param call tells by {@link Execution#callEnded} how it came out
   */
  public static boolean begin(Running task, Step call, Branch branch) {
    Execution execution = task.execution();
    Step goOn =
        calls -> {
          List<Step> next = execution.callSucceeded() ? branch.then() : branch.otherwise();
          if (!next.isEmpty()) {
            execution.push(new Path(NO_FUNCTION, next));
          }
          return true;
        };
    execution.push(new Path(NO_FUNCTION, List.of(call, goOn)));
    return true;
  }
}
