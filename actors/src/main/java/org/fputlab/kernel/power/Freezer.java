package org.fputlab.kernel.power;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.Moments;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Freezing;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * Who freezes all tasks for a suspend, and thaws them.
 *
 * <p>Emulates {@code try_to_freeze_tasks} (kernel/power/process.c, v6.6): all are told, and those
 * that do not stand still after {@code freeze_timeout_msecs} fail it, upon which all are thawed.
 * Leaves out wake-ups, which end it too, and the queues that are {@code WQ_FREEZABLE}.
 */
public final class Freezer {

  /** {@code freeze_timeout_msecs} (kernel/power/process.c, v6.6). */
  static final long TIMEOUT = 20_000_000_000L;

  /** What it can be asked. */
  public sealed interface Command extends Message, Ungated permits Freeze, TimeUp, Thaw {}

  /**
   * Freezes user tasks, or kernel threads that let it. {@link Task.Granted} follows when all stand
   * still, or else {@link Task.Refused}.
   */
  public record Freeze(boolean kthreads, ActorRef<? super Task.Answer> replyTo)
      implements Command {}

  private record TimeUp(int round) implements Command, Foreseen {}

  /** Ends it. */
  public enum Thaw implements Command {
    INSTANCE
  }

  private static final ReceiveTable<Freezer, Message> SERVING =
      ReceiveTable.<Freezer, Message>rows()
          .onMessage(Freeze.class, Freezer::onFreeze)
          .onMessage(Freezing.Stands.class, Freezer::onStands)
          .onMessage(TimeUp.class, Freezer::onTimeUp)
          .onMessage(Thaw.class, Freezer::onThaw)
          .build();

  private final Engine engine;
  private final Tasks tasks;
  private final ActorRef<Message> self;
  private final Set<String> refusing = new LinkedHashSet<>();
  private int round;
  private @Nullable ActorRef<? super Task.Answer> owner;
  private boolean isUnderWay;

  private Freezer(Engine engine, Tasks tasks, ActorRef<Message> self) {
    this.engine = engine;
    this.tasks = tasks;
    this.self = self;
  }

  static Behavior<Message> create(Engine engine, Tasks tasks) {
    return Behaviors.setup(context -> SERVING.of(new Freezer(engine, tasks, context.getSelf())));
  }

  /** Another suspend that is under way fails it ({@code system_transition_mutex}). */
  private Behavior<Message> onFreeze(Freeze ask) {
    if (isUnderWay || (owner != null && !owner.equals(ask.replyTo()))) {
      ask.replyTo().tell(Task.Refused.INSTANCE);
      return Behaviors.same();
    }
    owner = ask.replyTo();
    isUnderWay = true;
    round++;
    refusing.clear();
    List<String> all = tasks.names();
    refusing.addAll(all);
    tasks.tellAll(new Task.Freeze(round, ask.kthreads(), self));
    engine.after(TIMEOUT, self, new TimeUp(round));
    return Behaviors.same();
  }

  private Behavior<Message> onStands(Freezing.Stands news) {
    if (isUnderWay && news.round() == round && refusing.remove(news.task()) && refusing.isEmpty()) {
      isUnderWay = false;
      answer(Task.Granted.INSTANCE);
    }
    return Behaviors.same();
  }

  private void answer(Task.Answer how) {
    ActorRef<? super Task.Answer> asked = owner;
    if (asked != null) {
      asked.tell(how);
    }
  }

  private Behavior<Message> onTimeUp(TimeUp timer) {
    if (isUnderWay && timer.round() == round) {
      String failed =
          "failed after %s (%d tasks refusing to freeze): %s"
              .formatted(Moments.moment(TIMEOUT), refusing.size(), String.join(", ", refusing));
      engine.tables().journal().note(engine.now(), "freezer", failed);
      answer(Task.Refused.INSTANCE);
      return onThaw(Thaw.INSTANCE);
    }
    return Behaviors.same();
  }

  private Behavior<Message> onThaw(Thaw thaw) {
    isUnderWay = false;
    owner = null;
    tasks.tellAll(Task.Thaw.INSTANCE);
    return Behaviors.same();
  }
}
