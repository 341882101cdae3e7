package org.fputlab.kernel.workqueues;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;

/**
 * The flush of an item finds it queued or running: {@link Task.Granted} follows when it ends.
 *
 * @param tellItem whether lockdep is told only now that the task asks for the item
 * @param tellQueue whether it is told that the task asks for its queue
 */
public record FlushFindsBusy(KernelSpec.Work work, boolean tellItem, boolean tellQueue)
    implements Task.Answer {
  @Override
  public void tell(Running task) {
    if (tellItem) {
      task.the(WorkCalls.class).asksFor(work);
    }
    if (tellQueue) {
      task.the(WorkCalls.class).asksForQueue(work);
    }
  }

  @Override
  public boolean endsWait() {
    return false;
  }
}
