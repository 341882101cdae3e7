package org.fputlab.kernel.workqueues;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;

/** The flush of an item finds it queued or running: {@link Task.Granted} follows when it ends. */
public record FlushFindsBusy(KernelSpec.Work work) implements Task.Answer {
  @Override
  public void tell(Running task) {
    task.the(WorkCalls.class).asksFor(work);
  }

  @Override
  public boolean endsWait() {
    return false;
  }
}
