package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Sleep;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * How one task ends kernel threads.
 *
 * <p>Emulates {@code kthread_stop} (kernel/kthread.c, v6.6) and {@code svc_set_num_threads}
 * (net/sunrpc/svc.c, v6.6).
 */
final class Threads {

  private final Execution execution;
  private final Tasks tasks;

  Threads(Running task, Tasks tasks) {
    this.execution = task.execution();
    this.tasks = tasks;
  }

  /** Waits until the thread has ended, or one after another all those of a group. */
  boolean stop(String thread) {
    ActorRef<Task.Command> one = tasks.named(thread);
    if (one != null) {
      one.tell(new Task.Stop(execution.self()));
      return execution.block(
          execution.waits().thread(thread), false, false, Sleep.UNINTERRUPTIBLE, null);
    }
    List<Step> each = new ArrayList<>();
    tasks.those(thread).forEach(name -> each.add(new TaskWords.KthreadStop(name)));
    execution.push(new Path("svc_set_num_threads", each));
    return true;
  }
}
