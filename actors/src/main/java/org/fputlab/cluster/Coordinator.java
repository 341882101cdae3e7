package org.fputlab.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.delivery.WorkPullingProducerController;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.fputlab.explore.Part;
import org.jspecify.annotations.Nullable;

/**
 * Hands searches out in ranges of schedules to whoever pulls, and enters what comes back. Ranges
 * that a node has not confirmed when it is lost are given to others by Akka's work pulling. It
 * alone puts nodes out of the cluster: whatever workers think of each other and of it, it stays.
 */
final class Coordinator {

  /** Where workers find it. */
  static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "fputlab-coordinator");

  private static final Duration TICK = Duration.ofSeconds(1);

  /** What it can be told. */
  interface Command {}

  /** A search is to be handed out. */
  record Begin(Work work) implements Command {}

  /** A search is to be handed out no longer. */
  record Drop(String search) implements Command {}

  /** Others are to be told that all is done, and not to wait for more. */
  record End(CountDownLatch told) implements Command {}

  private record Demand(ActorRef<Assignment> sendNextTo) implements Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  private record Lost(ActorRef<Worker.Command> worker) implements Command {}

  /** A worker presents itself. */
  record Hello(String name, String version, int jobs, ActorRef<Worker.Command> worker)
      implements Command, Wire {}

  /** A search comes to something else at a worker. */
  record Differs(String name, String why) implements Command, Wire {}

  /**
   * What came of an assignment.
   *
   * @param node who did it
   * @param ran how many schedules were run
   * @param failing the number of the one that failed; 0 for none
   * @param endless those that did not end, each with who took most of its last turns
   * @param nanos how long it took
   */
  record Answer(
      String node,
      String search,
      long from,
      long to,
      long ran,
      long failing,
      Map<Long, String> endless,
      long nanos,
      ActorRef<Puller.Command> puller)
      implements Command, Wire {

    Part part() {
      OptionalLong first = failing == 0 ? OptionalLong.empty() : OptionalLong.of(failing);
      return new Part(new Part.Range(from, to), ran, first, endless);
    }
  }

  private final ActorContext<Command> context;
  private final String version;
  private final Crowd crowd;
  private final Map<String, Work> works = new LinkedHashMap<>();
  private @Nullable ActorRef<Assignment> demand;

  private Coordinator(ActorContext<Command> context, String version, Crowd crowd) {
    this.context = context;
    this.version = version;
    this.crowd = crowd;
  }

  /**
   * A coordinator that begins a cluster of its own.
   *
   * @param version which workers must be of
   * @param crowd is told of workers
   */
  static Behavior<Command> create(String version, Crowd crowd) {
    return Behaviors.setup(
        context -> {
          Cluster cluster = Cluster.get(context.getSystem());
          cluster.manager().tell(Join.create(cluster.selfMember().address()));
          Presence.begin(context, any -> true, gone -> cluster.manager().tell(new Down(gone)));
          context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
          context
              .spawn(
                  WorkPullingProducerController.create(
                      Assignment.class, "ranges", Puller.KEY, Optional.empty()),
                  "ranges")
              .tell(
                  new WorkPullingProducerController.Start<>(
                      context.messageAdapter(
                          WorkPullingProducerController.<Assignment>requestNextClass(),
                          next -> new Demand(next.sendNextTo()))));
          return Behaviors.withTimers(
              timers -> {
                timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
                return new Coordinator(context, version, crowd).atWork();
              });
        });
  }

  private Behavior<Command> atWork() {
    return Behaviors.receive(Command.class)
        .onMessage(Demand.class, this::onDemand)
        .onMessage(Answer.class, this::onAnswer)
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Drop.class, this::onDrop)
        .onMessage(Hello.class, this::onHello)
        .onMessage(Lost.class, this::onLost)
        .onMessage(Differs.class, this::onDiffers)
        .onMessage(Tick.class, this::onTick)
        .onMessage(End.class, this::onEnd)
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    works.put(begin.work().id(), begin.work());
    begin.work().completeIfDone();
    handOut();
    return Behaviors.same();
  }

  private Behavior<Command> onDrop(Drop drop) {
    works.remove(drop.search());
    return Behaviors.same();
  }

  private Behavior<Command> onDemand(Demand wanted) {
    demand = wanted.sendNextTo();
    handOut();
    return Behaviors.same();
  }

  /** Gives the next range of the first search that has one, if anybody wants one. */
  private void handOut() {
    ActorRef<Assignment> wanted = demand;
    if (wanted == null) {
      return;
    }
    for (Work work : works.values()) {
      Optional<Part.Range> range = work.next(crowd.hands());
      if (range.isPresent()) {
        demand = null;
        wanted.tell(
            new Assignment(work.text(), range.get().from(), range.get().to(), context.getSelf()));
        return;
      }
    }
  }

  private Behavior<Command> onAnswer(Answer answer) {
    answer.puller().tell(new Puller.Noted(answer.search(), answer.from()));
    Work work = works.get(answer.search());
    if (work != null && work.enter(answer.part(), answer.nanos())) {
      crowd.ran(answer.node(), answer.ran());
      if (work.done().isDone()) {
        works.remove(work.id());
      }
    }
    handOut();
    return Behaviors.same();
  }

  private Behavior<Command> onHello(Hello hello) {
    if (!hello.version().equals(version)) {
      String why =
          "it is version %s, and the coordinator is %s".formatted(hello.version(), version);
      crowd.refused(hello.name(), why);
      hello.worker().tell(new Worker.Refused(why));
      return Behaviors.same();
    }
    if (crowd.comes(hello.name(), hello.jobs(), hello.worker())) {
      context.watchWith(hello.worker(), new Lost(hello.worker()));
    }
    hello.worker().tell(new Worker.Welcome());
    return Behaviors.same();
  }

  private Behavior<Command> onLost(Lost lost) {
    crowd.lost(lost.worker());
    return Behaviors.same();
  }

  private Behavior<Command> onDiffers(Differs differs) {
    crowd.refused(differs.name(), differs.why());
    crowd
        .workerOf(differs.name())
        .ifPresent(worker -> worker.tell(new Worker.Refused(differs.why())));
    return Behaviors.same();
  }

  private Behavior<Command> onTick(Tick tick) {
    crowd.measure();
    return Behaviors.same();
  }

  private Behavior<Command> onEnd(End end) {
    crowd.over();
    crowd.workers().forEach(worker -> worker.tell(new Worker.Over()));
    end.told().countDown();
    return Behaviors.same();
  }
}
