package org.fputlab.fault;

import java.util.List;
import org.fputlab.fault.FaultWord.Target;
import org.fputlab.kernel.Kernel;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;

/**
 * {@code hold}: a task from nowhere queues for a lock like any other, takes it exclusively (of a
 * counting semaphore all there is) and keeps it. Lifted before its turn came, it takes the lock and
 * gives it straight back.
 */
final class Hold implements Fault {

  @Override
  public FaultWord word() {
    return FaultWord.on(Target.LOCK, "hold");
  }

  @Override
  public List<Kernel.Command> begin(FaultSpec spec, int id, KernelSpec kernel) {
    boolean isSemaphore = kernel.semaphores().containsKey(spec.on());
    LockName lock = isSemaphore ? new LockName(spec.on(), "") : LockName.of(spec.on());
    return List.of(new Kernel.HoldLock(id, lock));
  }

  @Override
  public List<Kernel.Command> lift(FaultSpec spec, int id, KernelSpec kernel) {
    return List.of(new Kernel.ReleaseLock(id));
  }
}
