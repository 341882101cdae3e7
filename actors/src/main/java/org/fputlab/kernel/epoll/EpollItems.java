package org.fputlab.kernel.epoll;

import akka.actor.typed.ActorRef;
import java.util.List;
import java.util.function.Function;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Epitems;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/** What one task asks the eventpolls, and what it was told last. */
final class EpollItems {

  private static final Eventpolls.Found NOTHING =
      new Eventpolls.Found(false, Epitems.NONE, List.of());

  /** What a task does with the answer. */
  interface Then {

    /** Returns whether it is done, as a step does. */
    boolean with(Eventpolls.Found found);
  }

  private final Epolls epolls;
  private final Running task;
  private Eventpolls.Found last = NOTHING;

  EpollItems(Running task, Epolls epolls) {
    this.task = task;
    this.epolls = epolls;
  }

  /** Asks, and goes on with the answer. */
  static Step asking(
      Function<ActorRef<? super Eventpolls.Found>, Eventpolls.Command> question, Then then) {
    return Step.inside(
        calls -> {
          EpollItems items = calls.the(EpollItems.class);
          Step answered = Step.inside(all -> then.with(all.the(EpollItems.class).last));
          items.task.execution().push(new Path("", List.of(answered)));
          items.epolls.actor().tell(question.apply(items.self()));
          return false;
        });
  }

  /** Tells. */
  static Step telling(Eventpolls.Command news) {
    return Step.inside(
        calls -> {
          calls.the(EpollItems.class).epolls.actor().tell(news);
          return true;
        });
  }

  private ActorRef<Task.Command> self() {
    return task.execution().self();
  }

  void found(Eventpolls.Found answer) {
    last = answer;
    task.execution().goOn();
  }
}
