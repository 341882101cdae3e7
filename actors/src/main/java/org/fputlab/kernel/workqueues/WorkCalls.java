package org.fputlab.kernel.workqueues;

import java.util.List;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.processors.TimeCalls;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.fputlab.model.WorkItems;

/** How one task queues work, and waits for its end. */
public final class WorkCalls {

  private final Running task;
  private final Execution execution;
  private final Workqueues queues;
  private final KernelSpec.Costs costs;

  WorkCalls(Running task, Workqueues queues) {
    this.task = task;
    this.execution = task.execution();
    this.queues = queues;
    this.costs = execution.machine().spec().costs();
  }

  boolean queue(String work) {
    queues.workqueue().tell(new Workqueue.Queue(work, execution.cpu()));
    return queueing().run(task);
  }

  /** What {@code queue_work} itself takes. */
  public Step queueing() {
    return TimeCalls.computing(costs.queueWork().sample(execution.draws().aside()));
  }

  /** {@code __queue_work} up to where the item is on its list, if that takes any time. */
  public boolean lockPool(String work) {
    if (costs.queueWork().mean() == 0) {
      return true;
    }
    queues.workqueue().tell(new Workqueue.LockPool(work, execution.self()));
    return false;
  }

  void poolLocked(PoolLocked pool) {
    RandomStream random = execution.draws().aside();
    long cost = costs.queueWork().sample(random);
    if (pool.behindWorker()) {
      cost += costs.poolLock().sample(random);
    }
    if (pool.wakes()) {
      cost += costs.wakeWorker().sample(random);
    }
    execution.push(new Path("__queue_work", List.of(TimeCalls.computing(cost))));
    execution.goOn();
  }

  boolean queueDelayed(String work, Dist delay, boolean startsOver) {
    long nanos = execution.draws().sample(delay);
    queues.workqueue().tell(new Workqueue.QueueDelayed(work, nanos, startsOver, execution.cpu()));
    return queueing().run(task);
  }

  boolean cancel(String work) {
    queues.workqueue().tell(new Workqueue.Cancel(work));
    return true;
  }

  boolean cancelSync(String name) {
    queues.workqueue().tell(new Workqueue.CancelSync(name, execution.self()));
    return sleepUntilFlushed(queues.work(name));
  }

  boolean flushDelayed(String name) {
    queues.workqueue().tell(new Workqueue.FlushDelayed(name, execution.self()));
    return sleepUntilFlushed(queues.work(name));
  }

  boolean flush(String name) {
    queues.workqueue().tell(new Workqueue.Flush(name, execution.self()));
    return sleepUntilFlushed(queues.work(name));
  }

  /** Sleeps until the item has ended; who asked for that is told. */
  public boolean sleepUntilFlushed(KernelSpec.Work work) {
    if (!WorkItems.flushTellsOnlyOfBusy(execution.machine().spec().version())) {
      asksFor(work);
    }
    return execution.blockUnasked(
        execution.waits().work(work), false, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** Lockdep is told that the task asks for the item. */
  void asksFor(KernelSpec.Work work) {
    execution.row().asks(execution.waits().work(work), false, execution.now());
  }

  /** The same of its queue. */
  void asksForQueue(KernelSpec.Work work) {
    execution.row().asks(execution.waits().queue(work.queue()), false, execution.now());
  }

  boolean flushAll(String queue) {
    queues.workqueue().tell(new Workqueue.FlushAll(queue, execution.self()));
    return execution.block(
        execution.waits().flush(queue), false, false, Sleep.UNINTERRUPTIBLE, null);
  }
}
