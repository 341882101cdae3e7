package org.fputlab.kernel.task;

import org.fputlab.engine.Frame;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/** What a task has in hand beside its steps: the call that it serves, or the item of a worker. */
final class InHand {

  private final TaskRow row;
  private final Waits waits;
  private final Frame processOneWork;
  private @Nullable Resource served;
  private @Nullable Resource place;

  /**
   * @param bottom where the task's stack begins
   */
  InHand(TaskRow row, Waits waits, Frame bottom) {
    this.row = row;
    this.waits = waits;
    this.processOneWork = Frame.push(Frame.push(bottom, "worker_thread"), "process_one_work");
  }

  /** A call or a request that somebody else waits for, or none. */
  void serves(@Nullable Resource call, long now) {
    served = call;
    row.serving(true);
    if (call != null) {
      row.hold(call, false, now);
    }
  }

  /**
   * A work item, as {@code process_one_work} takes it (kernel/workqueue.c, v6.6).
   *
   * @param item what the worker holds as long as the item runs
   * @param among its place among those of its queue that may be active, if they are counted
   */
  void works(KernelSpec.Work work, Resource item, @Nullable Resource among, long now) {
    place = among;
    row.work(work.queue() + " " + work.run().function());
    row.run();
    row.frame(processOneWork);
    row.take(waits.queue(work.queue()), false, now);
    row.take(item, false, now);
    if (among != null) {
      row.hold(among, false, now);
    }
  }

  /** It is over: nothing may be left of it. */
  void over() {
    if (served != null) {
      row.drop(served);
      served = null;
    }
    if (place != null) {
      row.drop(place);
      place = null;
    }
    if (row.work() != null) {
      waits.endWork(row);
      row.work(null);
    }
    row.serving(false);
  }
}
