package org.fputlab.kernel.power;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskTable;
import org.fputlab.kernel.task.Attempts;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Freezing;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.Branch;
import org.fputlab.model.Step;

/** How one task freezes all others, and thaws them. */
final class PowerCalls {

  private final Running task;
  private final Execution execution;
  private final ActorRef<Message> freezer;
  private final TaskTable table;

  PowerCalls(Running task, ActorRef<Message> freezer) {
    this.task = task;
    this.execution = task.execution();
    this.freezer = freezer;
    this.table = execution.machine().engine().tables().tasks();
  }

  /** Whether all stand still decides how it goes on; until the thaw they are this task's. */
  boolean freeze(boolean kthreads, Branch branch) {
    Step ask = calls -> ask(kthreads);
    List<Step> then = new ArrayList<>();
    then.add(calls -> froze());
    then.addAll(branch.then());
    return Attempts.begin(task, ask, new Branch(then, branch.otherwise()));
  }

  private boolean ask(boolean kthreads) {
    task.the(Freezing.class).freezesOthers(true);
    execution.callEnded(true);
    freezer.tell(new Freezer.Freeze(kthreads, execution.self()));
    execution.block(Freezing.standstill(table), false, false, Sleep.UNINTERRUPTIBLE, null);
    return execution.blockUntil(execution.now() + Freezer.TIMEOUT);
  }

  private boolean froze() {
    execution.row().hold(Freezing.thaw(table), false, execution.now());
    return true;
  }

  boolean thaw() {
    Resource thaw = Freezing.thaw(table);
    while (execution.row().isHolding(thaw)) {
      execution.row().drop(thaw);
    }
    task.the(Freezing.class).freezesOthers(false);
    freezer.tell(Freezer.Thaw.INSTANCE);
    return true;
  }
}
