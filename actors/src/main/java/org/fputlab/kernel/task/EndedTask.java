package org.fputlab.kernel.task;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import org.fputlab.engine.ReceiveTable;

/**
 * A task that has ended, or was killed where it stood: whatever work still comes to it is its
 * owner's again. A killed one may yet be given a lock that it queued for, and keeps it; nobody
 * learns that it is gone.
 */
public final class EndedTask {

  private static final ReceiveTable<EndedTask, Task.Command> GONE =
      ReceiveTable.<EndedTask, Task.Command>rows()
          .onMessage(Task.Run.class, (task, work) -> task.onWorkForNobody())
          .onMessage(Task.RunWork.class, (task, work) -> task.onWorkForNobody())
          .onMessage(Task.Wake.class, (task, work) -> task.onWorkForNobody())
          .onMessage(Task.Stop.class, EndedTask::onStop)
          .onMessage(Task.Granted.class, EndedTask::onGrantedTooLate)
          .onMessage(Task.Signalled.class, EndedTask::onSignalled)
          .onMessage(Task.Freeze.class, EndedTask::onFreeze)
          .onMessage(Task.Command.class, (task, late) -> Behaviors.same())
          .build();

  private final Execution execution;
  private final Owner owner;

  private EndedTask(Execution execution, Owner owner) {
    this.execution = execution;
    this.owner = owner;
  }

  static Behavior<Task.Command> of(Execution execution, Owner owner) {
    return GONE.of(new EndedTask(execution, owner));
  }

  private Behavior<Task.Command> onWorkForNobody() {
    if (!execution.isKilled()) {
      owner.exited();
    }
    return Behaviors.same();
  }

  private Behavior<Task.Command> onStop(Task.Stop stop) {
    if (!execution.isKilled()) {
      stop.replyTo().tell(Task.Granted.INSTANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Task.Command> onSignalled(Task.Signalled news) {
    execution.machine().engine().tables().agenda().done(news.matter());
    return Behaviors.same();
  }

  private Behavior<Task.Command> onFreeze(Task.Freeze freeze) {
    freeze.replyTo().tell(new Freezing.Stands(freeze.round(), execution.seat().name()));
    return Behaviors.same();
  }

  private Behavior<Task.Command> onGrantedTooLate(Task.Granted granted) {
    execution.granted();
    return Behaviors.same();
  }
}
