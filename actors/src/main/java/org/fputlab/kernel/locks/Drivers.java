package org.fputlab.kernel.locks;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Completion;

/**
 * Everything that no built-in subsystem owns: the mutexes, semaphores and completions of drivers,
 * daemons and whatever else a scenario describes.
 */
public final class Drivers {

  /** What drivers can be asked. */
  public sealed interface Command extends Message permits WaitFor, Complete {}

  /** Waits for a completion; {@link Task.Granted} follows. */
  public record WaitFor(String completion, ActorRef<? super Task.Granted> replyTo)
      implements Command, Ungated {}

  /** {@code complete} or {@code complete_all}. */
  public record Complete(String completion, boolean all) implements Command, Ungated {}

  private final LockDesk locks;
  private final Map<String, Completion<ActorRef<? super Task.Granted>>> completions =
      new LinkedHashMap<>();

  private Drivers(Engine engine, Map<String, Integer> semaphores) {
    this.locks = new LockDesk(new ActorLog(engine, "drivers", "drivers"), semaphores);
  }

  public static Behavior<Message> create(Engine engine, Map<String, Integer> semaphores) {
    return Behaviors.setup(context -> new Drivers(engine, semaphores).serving());
  }

  private Behavior<Message> serving() {
    return Behaviors.receive(Message.class)
        .onMessage(WaitFor.class, this::onWait)
        .onMessage(Complete.class, this::onComplete)
        .onMessage(LockRequest.class, this::onLock)
        .build();
  }

  private Behavior<Message> onWait(WaitFor ask) {
    if (completion(ask.completion()).await(ask.replyTo())) {
      wake(ask.replyTo());
    }
    return Behaviors.same();
  }

  private Behavior<Message> onComplete(Complete ask) {
    if (ask.all()) {
      completion(ask.completion()).completeAll(Drivers::wake);
    } else {
      completion(ask.completion()).complete(Drivers::wake);
    }
    return Behaviors.same();
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }

  private Completion<ActorRef<? super Task.Granted>> completion(String name) {
    return completions.computeIfAbsent(name, fresh -> new Completion<>());
  }

  private static void wake(ActorRef<? super Task.Granted> waiter) {
    waiter.tell(Task.Granted.INSTANCE);
  }
}
