package org.fputlab.cluster;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.SelfRemoved;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.fputlab.explore.Hand;

/** A node that joins a coordinator's cluster, does what it pulls from there, and ends with it. */
public final class Worker {

  private static final Duration HELLO_AGAIN = Duration.ofSeconds(2);
  private static final int MOST_HELLOS = 5;

  /** How it ended. */
  public enum End {
    /** The coordinator needs nothing more. */
    DONE,
    /** The coordinator would not have it. */
    REFUSED,
    /** There is no coordinator, or none any more. */
    LOST
  }

  /** How it ended, and what is to be said of it. */
  public record Ending(End end, String why) {}

  /**
   * What a worker is.
   *
   * @param join where the coordinator listens
   * @param listen where it listens itself
   * @param jobs how many schedules it runs at a time
   * @param version which program it is
   * @param patience how long to try to join
   */
  public record Plan(Place join, Place listen, int jobs, String version, Duration patience) {}

  /** What it can be told. */
  interface Command {}

  /** The coordinator will have it. */
  record Welcome() implements Command, Wire {}

  /** The coordinator will not have it. */
  record Refused(String why) implements Command, Wire {}

  /** The coordinator needs nothing more. */
  record Over() implements Command, Wire {}

  private record Found(ActorRef<Coordinator.Command> coordinator) implements Command {}

  private enum Event implements Command {
    NOTHING,
    HELLO_AGAIN,
    JOIN_LIMIT,
    COORDINATOR_LOST,
    OUT_OF_REACH
  }

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Plan plan;
  private final Consumer<String> says;
  private final CompletableFuture<Ending> ending;
  private final List<Hand> hands = new ArrayList<>();
  private final LongSupplier nanos;
  private int hellos;

  private Worker(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Plan plan,
      Consumer<String> says,
      LongSupplier nanos,
      CompletableFuture<Ending> ending) {
    this.context = context;
    this.timers = timers;
    this.plan = plan;
    this.says = says;
    this.nanos = nanos;
    this.ending = ending;
  }

  /**
   * Works until there is no more to do.
   *
   * @param says tells the user
   */
  public static Ending run(Plan plan, Security security, Consumer<String> says)
      throws CannotOpen, InterruptedException {
    security.check(plan.join(), plan.listen());
    Address coordinator = Node.address(plan.join(), security);
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    ActorSystem<Command> system =
        Node.open(
            plan.listen(),
            security,
            Behaviors.setup(
                context ->
                    Behaviors.withTimers(
                        timers ->
                            new Worker(context, timers, plan, says, System::nanoTime, ending)
                                .joining(coordinator))));
    var unused =
        system
            .getWhenTerminated()
            .whenComplete((done, failed) -> ending.complete(lost("it was put out of the cluster")));
    try {
      return ending.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } finally {
      system.terminate();
    }
  }

  private static Ending lost(String why) {
    return new Ending(End.LOST, why);
  }

  private Behavior<Command> joining(Address coordinator) {
    Cluster cluster = Cluster.get(context.getSystem());
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(SelfRemoved.class, removed -> Event.OUT_OF_REACH),
                SelfRemoved.class));
    ActorRef<Command> self = context.getSelf();
    Presence.begin(context, coordinator::equals, gone -> self.tell(Event.OUT_OF_REACH));
    cluster.manager().tell(new JoinSeedNodes(List.of(coordinator)));
    context
        .getSystem()
        .receptionist()
        .tell(
            Receptionist.subscribe(
                Coordinator.KEY,
                context.messageAdapter(
                    Receptionist.Listing.class,
                    listing ->
                        listing.getServiceInstances(Coordinator.KEY).stream()
                            .findFirst()
                            .<Command>map(Found::new)
                            .orElse(Event.NOTHING))));
    timers.startSingleTimer(Event.JOIN_LIMIT, plan.patience());
    return common()
        .onMessage(Found.class, this::onFound)
        .onMessageEquals(
            Event.JOIN_LIMIT,
            () ->
                ends(
                    lost(
                        "nobody answers at %s within %d s"
                            .formatted(plan.join(), plan.patience().toSeconds()))))
        .build();
  }

  private akka.actor.typed.javadsl.BehaviorBuilder<Command> common() {
    return Behaviors.receive(Command.class)
        .onMessageEquals(Event.NOTHING, Behaviors::same)
        .onMessageEquals(
            Event.OUT_OF_REACH,
            () ->
                ends(lost("the coordinator at " + plan.join() + " is not to be reached any more")))
        .onMessageEquals(
            Event.COORDINATOR_LOST,
            () -> ends(lost("the coordinator at " + plan.join() + " is gone")))
        .onMessage(Refused.class, refused -> ends(new Ending(End.REFUSED, refused.why())))
        .onMessage(Over.class, over -> ends(new Ending(End.DONE, "all is done")));
  }

  private Behavior<Command> onFound(Found found) {
    timers.cancel(Event.JOIN_LIMIT);
    context.watchWith(found.coordinator(), Event.COORDINATOR_LOST);
    sayHello(found.coordinator());
    timers.startTimerWithFixedDelay(Event.HELLO_AGAIN, HELLO_AGAIN);
    return common()
        .onMessage(Found.class, again -> Behaviors.same())
        .onMessageEquals(Event.HELLO_AGAIN, () -> again(found.coordinator()))
        .onMessage(Welcome.class, welcome -> onWelcome(found.coordinator()))
        .build();
  }

  private String name() {
    return Node.place(context.getSystem()).toString();
  }

  private void sayHello(ActorRef<Coordinator.Command> coordinator) {
    hellos++;
    coordinator.tell(new Coordinator.Hello(name(), plan.version(), plan.jobs(), context.getSelf()));
  }

  private Behavior<Command> again(ActorRef<Coordinator.Command> coordinator) {
    if (hellos >= MOST_HELLOS) {
      return ends(lost("the coordinator does not answer; is it another version?"));
    }
    sayHello(coordinator);
    return Behaviors.same();
  }

  private Behavior<Command> onWelcome(ActorRef<Coordinator.Command> coordinator) {
    timers.cancelAll();
    says.accept("joined %s as %s".formatted(plan.join(), name()));
    Known known = new Known();
    for (int i = 0; i < plan.jobs(); i++) {
      Hand hand = new Hand();
      hands.add(hand);
      context.spawn(
          Puller.create(
              hand,
              known,
              name(),
              nanos,
              why -> coordinator.tell(new Coordinator.Differs(name(), why))),
          "puller-" + i);
    }
    return common()
        .onMessage(Found.class, again -> Behaviors.same())
        .onMessage(Welcome.class, again -> Behaviors.same())
        .build();
  }

  private Behavior<Command> ends(Ending how) {
    hands.forEach(Hand::close);
    ending.complete(how);
    return Behaviors.ignore();
  }
}
