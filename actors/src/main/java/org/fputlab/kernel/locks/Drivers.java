package org.fputlab.kernel.locks;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.Access;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Touches;
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
  public sealed interface Command extends Message
      permits WaitFor, WaitAtMost, TakeBack, GiveUp, Complete {}

  /** Waits for a completion; {@link Task.Granted} follows. */
  public record WaitFor(String completion, ActorRef<? super Task.Granted> replyTo)
      implements Command, Ungated {}

  /**
   * Waits for a completion for no longer than this: {@link Task.Granted} follows, or else {@link
   * Task.Refused}.
   */
  public record WaitAtMost(String completion, long nanos, ActorRef<? super Task.Answer> replyTo)
      implements Command, Ungated {}

  /** Waits no more; {@link Task.Refused} follows unless it was completed already. */
  public record TakeBack(String completion, ActorRef<? super Task.Answer> replyTo)
      implements Command, Ungated {}

  /**
   * The timer of that wait, if it still waits.
   *
   * @param waiter the number of who waits: only timers of one task keep their order
   */
  private record GiveUp(String completion, long ticket, int waiter)
      implements Command, Ungated, Foreseen, Chained {
    @Override
    public long chain() {
      return waiter + 1L;
    }
  }

  /** {@code complete} or {@code complete_all}. */
  public record Complete(String completion, boolean all) implements Command, Ungated {}

  /**
   * Who waits for a completion.
   *
   * @param ticket told apart by, where the same task waits again
   */
  private record Waiter(ActorRef<? super Task.Granted> task, long ticket) {

    void wake() {
      task.tell(Task.Granted.INSTANCE);
    }
  }

  private static final ReceiveTable<Drivers, Message> SERVING =
      ReceiveTable.<Drivers, Message>rows()
          .onMessage(WaitFor.class, Drivers::onWait)
          .onMessage(WaitAtMost.class, Drivers::onWaitAtMost)
          .onMessage(TakeBack.class, Drivers::onTakeBack)
          .onMessage(GiveUp.class, Drivers::onGiveUp)
          .onMessage(Complete.class, Drivers::onComplete)
          .onMessage(LockRequest.class, Drivers::onLock)
          .build();

  private final Engine engine;
  private final ActorRef<Message> self;
  private final Touches touches;
  private final LockDesk locks;
  private final Map<String, Completion<Waiter>> completions = new LinkedHashMap<>();
  private final Map<Long, ActorRef<? super Task.Answer>> bounded = new LinkedHashMap<>();
  private long tickets;

  private Drivers(Engine engine, Map<String, Integer> semaphores, ActorRef<Message> self) {
    this.engine = engine;
    this.self = self;
    this.touches = engine.tables().touches();
    this.locks = new LockDesk(new ActorLog(engine, "drivers", "drivers"), touches, semaphores);
  }

  public static Behavior<Message> create(Engine engine, Map<String, Integer> semaphores) {
    return Behaviors.setup(
        context -> SERVING.of(new Drivers(engine, semaphores, context.getSelf())));
  }

  private Behavior<Message> onWait(WaitFor ask) {
    Waiter waiter = new Waiter(ask.replyTo(), tickets++);
    if (completion(ask.completion()).await(waiter)) {
      waiter.wake();
    }
    return Behaviors.same();
  }

  /** {@code do_wait_for_common} (kernel/sched/completion.c, v6.6). */
  private Behavior<Message> onWaitAtMost(WaitAtMost ask) {
    Waiter waiter = new Waiter(ask.replyTo(), tickets++);
    if (completion(ask.completion()).await(waiter)) {
      waiter.wake();
    } else {
      bounded.put(waiter.ticket(), ask.replyTo());
      int number = engine.tables().mailboxes().numberOf(ask.replyTo().path().name());
      engine.after(ask.nanos(), self, new GiveUp(ask.completion(), waiter.ticket(), number));
    }
    return Behaviors.same();
  }

  private Behavior<Message> onTakeBack(TakeBack ask) {
    if (completion(ask.completion()).giveUp(one -> one.task().equals(ask.replyTo()))) {
      ask.replyTo().tell(Task.Refused.INSTANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Message> onGiveUp(GiveUp timer) {
    touches.part("completion", timer.completion(), Access.CHANGES);
    ActorRef<? super Task.Answer> task = bounded.remove(timer.ticket());
    if (task != null
        && completion(timer.completion()).giveUp(one -> one.ticket() == timer.ticket())) {
      task.tell(Task.Refused.INSTANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Message> onComplete(Complete ask) {
    if (ask.all()) {
      completion(ask.completion()).completeAll(Waiter::wake);
    } else {
      completion(ask.completion()).complete(Waiter::wake);
    }
    return Behaviors.same();
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }

  private Completion<Waiter> completion(String name) {
    touches.part("completion", name, Access.CHANGES);
    return completions.computeIfAbsent(name, fresh -> new Completion<>());
  }
}
