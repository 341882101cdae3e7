package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Who gives a task its work, if anybody does, as the task tells of itself there. */
public final class Owner {

  private final @Nullable ActorRef<? super WorkerNews> owner;
  private final WorkerNews.Idle idle;
  private final int number;

  Owner(TaskSeat seat) {
    this.owner = seat.owner();
    this.number = seat.number();
    this.idle = new WorkerNews.Idle(number);
  }

  void replied() {
    if (owner != null) {
      owner.tell(new WorkerNews.Replied(number));
    }
  }

  void idle() {
    if (owner != null) {
      owner.tell(idle);
    }
  }

  void exited() {
    if (owner != null) {
      owner.tell(new WorkerNews.Exited(number));
    }
  }
}
