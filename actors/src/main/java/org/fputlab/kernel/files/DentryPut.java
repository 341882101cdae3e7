package org.fputlab.kernel.files;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** What dropping the dentry came to. */
public enum DentryPut implements Task.Answer {
  NOT_YET,
  KEPT,
  EVICT,
  SILLY_REMOVE;

  @Override
  public void tell(Running task) {
    task.the(ClosePaths.class).dentryPut(this);
  }
}
