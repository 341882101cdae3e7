package org.fputlab.model;

/**
 * What counts together for the limit of a work queue: {@code pool_workqueue} (kernel/workqueue.c,
 * v6.6).
 *
 * @param cpu the processor, or {@link RunQueues#UNBOUND} where the queue's items run on any, or
 *     processors are not told apart
 */
public record WorkPool(String queue, int cpu) {

  @Override
  public String toString() {
    return cpu == RunQueues.UNBOUND ? queue : queue + " on CPU " + cpu;
  }
}
