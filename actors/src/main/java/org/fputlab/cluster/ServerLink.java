package org.fputlab.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.fputlab.model.ServerRequest;
import org.fputlab.scenario.running.Elsewhere;
import org.jspecify.annotations.Nullable;

/**
 * The way from a live run to one server that another program runs: it sends requests until they are
 * answered, and notes when the other side falls silent and when it is back.
 */
final class ServerLink {

  private static final long AGAIN_NANOS = 1_000_000_000L;
  private static final double SILENT_AFTER_OF_THE_RUN = 2e9;
  private static final double LEAST_SILENT_AFTER = 5e8;
  private static final double MOST_SILENT_AFTER = 2e9;

  /** So many questions whether the other side is there fit into the time after which it is not. */
  private static final long PINGS = 8;

  /**
   * Where it leads.
   *
   * @param wanted what is to be there
   * @param run names this run, as no other
   * @param name where this run is, for a person to read
   * @param speed seconds of the run that pass in one of real time
   */
  record Plan(ServerHost.Plan wanted, String run, String name, double speed) {

    String server() {
      return wanted.server();
    }

    /** A server is silent that has not answered for so long: 2 s of the run, or nearly so. */
    long silentAfterNanos() {
      double nanos = SILENT_AFTER_OF_THE_RUN / speed;
      return (long) Math.min(MOST_SILENT_AFTER, Math.max(LEAST_SILENT_AFTER, nanos));
    }
  }

  /** What it can be told. */
  interface Command {}

  /** The server is there. */
  record Welcome() implements Command, Wire {}

  /** The server will not have it. */
  record Refused(String why) implements Command, Wire {}

  /** A request of this number was served. */
  record Served(int life, long id) implements Command, Wire {}

  /** The server is still there. */
  record Pong() implements Command, Wire {}

  /** The server knows nothing of this run: it is another process. */
  record Unknown() implements Command, Wire {}

  /** The run asks something. */
  record Ask(ServerRequest request) implements Command {}

  /** The run wants to hear of all from now on. */
  record Begin(Elsewhere.Inbox inbox) implements Command {}

  /** The run has ended. */
  record End() implements Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  private record Sent(ServerRequest request, long at) {}

  private final ActorContext<Command> context;
  private final Plan plan;
  private final ActorRef<ServerHost.Command> host;
  private final CompletableFuture<String> refusal;
  private final Consumer<String> says;
  private final LongSupplier nanos;
  private final Map<Long, Sent> open = new LinkedHashMap<>();
  private Elsewhere.@Nullable Inbox inbox;
  private String told = "";
  private boolean joined;
  private boolean silent;
  private long heardAt;
  private int life;
  private long next;

  private ServerLink(
      ActorContext<Command> context,
      Plan plan,
      ActorRef<ServerHost.Command> host,
      CompletableFuture<String> refusal,
      Consumer<String> says,
      LongSupplier nanos) {
    this.context = context;
    this.plan = plan;
    this.host = host;
    this.refusal = refusal;
    this.says = says;
    this.nanos = nanos;
  }

  /**
   * A way to {@code host}.
   *
   * @param refusal is told why the server will not have this run, or nothing where it will
   * @param says tells the user of a server that comes back and will not have this run any more
   * @param nanos real time
   */
  static Behavior<Command> create(
      Plan plan,
      ActorRef<ServerHost.Command> host,
      CompletableFuture<String> refusal,
      Consumer<String> says,
      LongSupplier nanos) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new ServerLink(context, plan, host, refusal, says, nanos).going(timers)));
  }

  private Behavior<Command> going(TimerScheduler<Command> timers) {
    timers.startTimerWithFixedDelay(
        Tick.INSTANCE, Duration.ZERO, Duration.ofNanos(plan.silentAfterNanos() / PINGS));
    return Behaviors.receive(Command.class)
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Served.class, this::onServed)
        .onMessage(Pong.class, this::onPong)
        .onMessage(Welcome.class, this::onWelcome)
        .onMessage(Unknown.class, this::onUnknown)
        .onMessage(Refused.class, this::onRefused)
        .onMessage(Tick.class, this::onTick)
        .onMessage(End.class, this::onEnd)
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    inbox = begin.inbox();
    heardAt = nanos.getAsLong();
    return Behaviors.same();
  }

  private Behavior<Command> onAsk(Ask asked) {
    ServerRequest request = asked.request();
    if (request.life() > life) {
      life = request.life();
      open.clear();
    }
    send(request);
    return Behaviors.same();
  }

  private void send(ServerRequest request) {
    next = Math.max(next, request.id() + 1);
    open.put(request.id(), new Sent(request, nanos.getAsLong()));
    host.tell(new ServerHost.Ask(plan.run(), request));
  }

  private Behavior<Command> onServed(Served news) {
    heard(false);
    if (inbox != null && news.life() == life && open.remove(news.id()) != null) {
      inbox.served(plan.server(), life, news.id());
    }
    return Behaviors.same();
  }

  private Behavior<Command> onPong(Pong pong) {
    heard(false);
    return Behaviors.same();
  }

  private void heard(boolean forgets) {
    heardAt = nanos.getAsLong();
    if (inbox != null && (silent || forgets)) {
      silent = false;
      inbox.heard(plan.server(), forgets);
    }
  }

  private Behavior<Command> onWelcome(Welcome welcome) {
    if (!joined) {
      joined = true;
      told = "";
      if (!refusal.complete("")) {
        open.clear();
        heard(true);
      }
    }
    return Behaviors.same();
  }

  private Behavior<Command> onUnknown(Unknown unknown) {
    joined = false;
    sayHello();
    return Behaviors.same();
  }

  private void sayHello() {
    host.tell(
        new ServerHost.Hello(
            plan.wanted(), plan.run(), plan.name(), plan.speed(), context.getSelf()));
  }

  private Behavior<Command> onRefused(Refused refused) {
    if (!refusal.complete(refused.why()) && !told.equals(refused.why())) {
      told = refused.why();
      says.accept("%s refuses this run: %s".formatted(plan.server(), told));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onTick(Tick tick) {
    long now = nanos.getAsLong();
    if (!joined) {
      sayHello();
    } else {
      long oldest = open.isEmpty() ? next : Collections.min(open.keySet());
      host.tell(new ServerHost.Ping(plan.run(), oldest, context.getSelf()));
    }
    if (inbox != null && !silent && now - heardAt > plan.silentAfterNanos()) {
      silent = true;
      inbox.unheard(plan.server(), (long) ((now - heardAt) * plan.speed()));
    } else if (joined && !silent) {
      open.values().stream()
          .filter(sent -> now - sent.at() > AGAIN_NANOS)
          .map(Sent::request)
          .toList()
          .forEach(this::send);
    }
    return Behaviors.same();
  }

  private Behavior<Command> onEnd(End end) {
    host.tell(new ServerHost.Bye(plan.run()));
    return Behaviors.stopped();
  }
}
