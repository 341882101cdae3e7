package org.fputlab.kernel.mounts;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** What mount(2) or umount(2) came to. */
public enum MountAnswer implements Task.Answer {
  DONE,
  BUSY,
  NOT_MOUNTED;

  @Override
  public void tell(Running task) {
    task.the(MountPaths.class).answered(this);
  }
}
