package org.fputlab.kernel.workqueues;

import org.fputlab.engine.Resource;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/**
 * The flush of a queue waits for this item: {@link Task.Granted} follows when it waits for none.
 */
public record FlushWaitsFor(Resource item) implements Task.Answer {
  @Override
  public void tell(Running task) {
    task.execution().blockOn(item);
  }

  @Override
  public boolean endsWait() {
    return false;
  }
}
