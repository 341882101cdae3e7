package org.fputlab.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.fputlab.explore.Hand;
import org.fputlab.explore.Part;
import org.fputlab.explore.ScheduleRunner;

/**
 * Pulls assignments from the coordinator and has a hand do them, one after another. An assignment
 * is confirmed when the coordinator has noted what came of it; until then it belongs to this one,
 * and if this one is gone it is given to another.
 */
final class Puller {

  /** Whom the coordinator hands work to. */
  static final ServiceKey<ConsumerController.Command<Assignment>> KEY =
      ServiceKey.create(ConsumerController.serviceKeyClass(), "fputlab-pullers");

  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** What it can be told. */
  interface Command {}

  private record Deliver(Assignment assignment, ActorRef<ConsumerController.Confirmed> confirmTo)
      implements Command {}

  private record Ran(Assignment assignment, Part part, long nanos) implements Command {}

  private record Failed(Throwable why) implements Command {}

  private enum SendAgain implements Command {
    INSTANCE
  }

  /** The coordinator has noted what came of an assignment. */
  record Noted(String search, long from) implements Command, Wire {
    boolean isOf(Assignment assignment) {
      return from == assignment.from() && search.equals(assignment.search().id());
    }
  }

  /** Hears of a search that comes to something else here. */
  interface Trouble {
    void differs(String why);
  }

  private final ActorContext<Command> context;
  private final Hand hand;
  private final Known known;
  private final String node;
  private final LongSupplier nanos;
  private final Trouble trouble;

  private Puller(
      ActorContext<Command> context,
      Hand hand,
      Known known,
      String node,
      LongSupplier nanos,
      Trouble trouble) {
    this.context = context;
    this.hand = hand;
    this.known = known;
    this.node = node;
    this.nanos = nanos;
    this.trouble = trouble;
  }

  /**
   * One that has this hand do what it pulls.
   *
   * @param node the name of the node that it belongs to
   */
  static Behavior<Command> create(
      Hand hand, Known known, String node, LongSupplier nanos, Trouble trouble) {
    return Behaviors.setup(
        context -> {
          ActorRef<ConsumerController.Command<Assignment>> controller =
              context.spawn(ConsumerController.create(KEY), "controller");
          controller.tell(
              new ConsumerController.Start<>(
                  context.messageAdapter(
                      ConsumerController.<Assignment>deliveryClass(),
                      delivery -> new Deliver(delivery.message(), delivery.confirmTo()))));
          return new Puller(context, hand, known, node, nanos, trouble).idle();
        });
  }

  private Behavior<Command> idle() {
    return Behaviors.receive(Command.class)
        .onMessage(Deliver.class, this::onDeliver)
        .onMessage(Noted.class, late -> Behaviors.same())
        .build();
  }

  private Behavior<Command> onDeliver(Deliver delivered) {
    Assignment assignment = delivered.assignment();
    context.pipeToSelf(
        hand.does(runner -> ran(runner, assignment)),
        (ran, failed) -> failed == null ? ran : new Failed(failed));
    return Behaviors.receive(Command.class)
        .onMessage(Ran.class, ran -> onRan(ran, delivered.confirmTo()))
        .onMessage(Failed.class, this::onFailed)
        .onMessage(Noted.class, late -> Behaviors.same())
        .build();
  }

  /** On the hand's thread. */
  private Command ran(ScheduleRunner runner, Assignment assignment) {
    try {
      long begun = nanos.getAsLong();
      Part part =
          known.of(assignment.search(), runner).run(runner, assignment.range(), number -> true);
      return new Ran(assignment, part, nanos.getAsLong() - begun);
    } catch (Known.Differs differs) {
      return new Failed(differs);
    }
  }

  private Behavior<Command> onFailed(Failed failed) {
    Throwable why = failed.why();
    if (why instanceof CompletionException && why.getCause() != null) {
      why = why.getCause();
    }
    trouble.differs(
        why instanceof Known.Differs ? String.valueOf(why.getMessage()) : why.toString());
    return Behaviors.ignore();
  }

  private Behavior<Command> onRan(Ran ran, ActorRef<ConsumerController.Confirmed> confirmTo) {
    Coordinator.Answer answer = answer(ran);
    ran.assignment().replyTo().tell(answer);
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(SendAgain.INSTANCE, AGAIN);
          return Behaviors.receive(Command.class)
              .onMessage(
                  SendAgain.class,
                  again -> {
                    ran.assignment().replyTo().tell(answer);
                    return Behaviors.same();
                  })
              .onMessage(
                  Noted.class,
                  noted -> {
                    if (!noted.isOf(ran.assignment())) {
                      return Behaviors.same();
                    }
                    timers.cancelAll();
                    confirmTo.tell(ConsumerController.confirmed());
                    return idle();
                  })
              .build();
        });
  }

  private Coordinator.Answer answer(Ran ran) {
    Part part = ran.part();
    OptionalLong failing = part.failing();
    return new Coordinator.Answer(
        node,
        ran.assignment().search().id(),
        part.numbers().from(),
        part.numbers().to(),
        part.ran(),
        failing.orElse(0),
        Map.copyOf(part.endless()),
        ran.nanos(),
        context.getSelf());
  }
}
