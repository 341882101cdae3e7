package org.fputlab.kernel.files;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** Whether a task got a reference to a file, of which the last may have been gone. */
public record GotFile(boolean got) implements Task.Answer {
  @Override
  public void tell(Running task) {
    task.the(FilePolls.class).asked(this);
  }
}
