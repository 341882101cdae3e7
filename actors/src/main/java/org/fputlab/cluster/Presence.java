package org.fputlab.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tells who is gone. A node that anybody in the cluster calls unreachable is asked by this one; who
 * does not answer for {@code fputlab.cluster.given-up-after} is gone. So two nodes between which
 * the link is cut, or one that is slow, do not make a third believe it of either.
 *
 * <p>There is no split-brain resolver beside it. One node of a cluster, the coordinator, is
 * special: it puts out who is gone for it, and a worker for which the coordinator is gone ends by
 * itself. A resolver puts out both ends of a link that is cut between two whom others still reach,
 * and the coordinator may be one of them.
 */
final class Presence {

  private static final String NAME = "presence";

  /** What it can be told. */
  interface Command {}

  private record AreYouThere(ActorRef<Command> replyTo) implements Command, Wire {}

  private record Here(String path) implements Command, Wire {}

  /** Somebody in the cluster cannot reach a node. */
  record Unreachable(Address node) implements Command {}

  private record Reachable(Address node) implements Command {}

  private record Check(Address node) implements Command {}

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Predicate<Address> matters;
  private final Consumer<Address> gone;
  private final Duration bound;
  private final Set<String> answered = new HashSet<>();

  private Presence(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Predicate<Address> matters,
      Consumer<Address> gone) {
    this.context = context;
    this.timers = timers;
    this.matters = matters;
    this.gone = gone;
    this.bound =
        context.getSystem().settings().config().getDuration("fputlab.cluster.given-up-after");
  }

  /**
   * Begins for a node, below its guardian.
   *
   * @param matters whose presence does
   * @param gone is told who is gone
   */
  static void begin(ActorContext<?> guardian, Predicate<Address> matters, Consumer<Address> gone) {
    guardian.spawn(create(matters, gone), NAME);
  }

  static Behavior<Command> create(Predicate<Address> matters, Consumer<Address> gone) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Presence(context, timers, matters, gone).watching()));
  }

  private Behavior<Command> watching() {
    var subscriptions = Cluster.get(context.getSystem()).subscriptions();
    subscriptions.tell(
        Subscribe.create(
            context.messageAdapter(
                ClusterEvent.UnreachableMember.class,
                event -> new Unreachable(event.member().address())),
            ClusterEvent.UnreachableMember.class));
    subscriptions.tell(
        Subscribe.create(
            context.messageAdapter(
                ClusterEvent.ReachableMember.class,
                event -> new Reachable(event.member().address())),
            ClusterEvent.ReachableMember.class));
    return Behaviors.receive(Command.class)
        .onMessage(AreYouThere.class, this::onAreYouThere)
        .onMessage(Here.class, this::onHere)
        .onMessage(Unreachable.class, this::onUnreachable)
        .onMessage(Reachable.class, this::onReachable)
        .onMessage(Check.class, this::onCheck)
        .build();
  }

  private Behavior<Command> onAreYouThere(AreYouThere asked) {
    asked.replyTo().tell(new Here(path(Cluster.get(context.getSystem()).selfMember().address())));
    return Behaviors.same();
  }

  private Behavior<Command> onHere(Here here) {
    answered.add(here.path());
    return Behaviors.same();
  }

  private Behavior<Command> onUnreachable(Unreachable unreachable) {
    Address node = unreachable.node();
    if (matters.test(node)) {
      ask(node);
      timers.startTimerWithFixedDelay(node, new Check(node), bound);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onReachable(Reachable reachable) {
    timers.cancel(reachable.node());
    return Behaviors.same();
  }

  private Behavior<Command> onCheck(Check check) {
    Address node = check.node();
    if (answered.contains(path(node))) {
      ask(node);
    } else {
      timers.cancel(node);
      gone.accept(node);
    }
    return Behaviors.same();
  }

  private void ask(Address node) {
    answered.remove(path(node));
    ActorRefResolver.get(context.getSystem())
        .<Command>resolveActorRef(path(node))
        .tell(new AreYouThere(context.getSelf()));
  }

  private static String path(Address node) {
    return node + "/user/" + NAME;
  }
}
