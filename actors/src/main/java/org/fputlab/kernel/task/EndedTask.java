package org.fputlab.kernel.task;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;

/**
 * A task that has ended, or was killed where it stood: whatever work still comes to it is its
 * owner's again. A killed one may yet be given a lock that it queued for, and keeps it; nobody
 * learns that it is gone.
 */
public final class EndedTask {

  private final Execution execution;
  private final Owner owner;

  private EndedTask(Execution execution, Owner owner) {
    this.execution = execution;
    this.owner = owner;
  }

  static Behavior<Task.Command> of(Execution execution, Owner owner) {
    return new EndedTask(execution, owner).gone();
  }

  private Behavior<Task.Command> gone() {
    return Behaviors.receive(Task.Command.class)
        .onMessage(Task.Run.class, run -> onWorkForNobody())
        .onMessage(Task.RunWork.class, run -> onWorkForNobody())
        .onMessage(Task.Wake.class, wake -> onWorkForNobody())
        .onMessage(Task.Stop.class, this::onStop)
        .onMessage(Task.Granted.class, this::onGrantedTooLate)
        .onMessage(Task.Signalled.class, this::onSignalled)
        .onAnyMessage(late -> Behaviors.same())
        .build();
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

  private Behavior<Task.Command> onGrantedTooLate(Task.Granted granted) {
    execution.granted();
    return Behaviors.same();
  }
}
