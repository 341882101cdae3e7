package org.fputlab.kernel.workqueues;

import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;

/**
 * Who queues work has {@code pool->lock}, and knows what that is going to take.
 *
 * @param behindWorker whether a worker had it last
 * @param wakes whether a worker is to be woken
 */
record PoolLocked(boolean behindWorker, boolean wakes) implements Task.Answer {
  @Override
  public void tell(Running task) {
    task.the(WorkCalls.class).poolLocked(this);
  }
}
