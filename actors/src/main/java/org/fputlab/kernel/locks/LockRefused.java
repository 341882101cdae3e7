package org.fputlab.kernel.locks;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/** A trylock found its lock taken. */
public enum LockRefused implements Task.Answer {
  INSTANCE;

  @Override
  public void tell(Running task) {
    task.execution().callEnded(false);
    task.execution().goOn();
  }
}
