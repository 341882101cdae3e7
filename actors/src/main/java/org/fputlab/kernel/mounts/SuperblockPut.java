package org.fputlab.kernel.mounts;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** Whether another mount has the superblock still that a mount let go of. */
public enum SuperblockPut implements Task.Answer {
  KEPT,
  LAST;

  @Override
  public void tell(Running task) {
    task.the(MountPaths.class).superblockPut(this);
  }
}
