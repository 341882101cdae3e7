package org.fputlab.kernel.mounts;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/**
 * What dropping the mount came to. Where it was attached, the file that held it has been freed;
 * where the mount table counts, whoever closes the file frees it at the end.
 */
public enum MountPut implements Task.Answer {
  ATTACHED,
  KEPT,
  CLEAN_UP_HERE,
  CLEAN_UP_LATER;

  @Override
  public void tell(Running task) {
    task.the(MountPaths.class).mountPut(this);
  }
}
