package org.fputlab.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.fputlab.model.ServerRequest;
import org.fputlab.scenario.running.LoneServer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what one live run at a time asks of a server, each request once however often it comes, and
 * sends back what was served.
 */
final class ServerHost {

  private static final Duration TICK = Duration.ofSeconds(1);

  /** A run that is silent for so long gives way to another. */
  private static final long GIVES_WAY_NANOS = 5_000_000_000L;

  /** A run that is silent for so long has ended. */
  private static final long GONE_NANOS = 60_000_000_000L;

  /**
   * What it serves.
   *
   * @param version which program this is
   * @param scenario the sum over the scenario's texts
   * @param server the name of the server in it
   */
  record Plan(String version, String scenario, String server) {}

  /** What it can be told. */
  interface Command {}

  /**
   * A live run presents itself.
   *
   * @param run names it, as no other
   * @param name where it is, for a person to read
   * @param speed seconds of it that pass in one of real time
   */
  record Hello(
      Plan wanted, String run, String name, double speed, ActorRef<ServerLink.Command> link)
      implements Command, Wire {}

  /** A live run asks the server. */
  record Ask(String run, ServerRequest request) implements Command, Wire {}

  /**
   * A live run is there.
   *
   * @param oldest it waits for no answer to a request with a lower number
   */
  record Ping(String run, long oldest, ActorRef<ServerLink.Command> link)
      implements Command, Wire {}

  /** A live run has ended. */
  record Bye(String run) implements Command, Wire {}

  private record Answered(String run, int life, long id) implements Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  /** The live run that is served. */
  private static final class Guest {
    private final Hello hello;
    private final Map<Long, Boolean> answered = new LinkedHashMap<>();
    private int life;
    private long heardAt;

    Guest(Hello hello, long now) {
      this.hello = hello;
      this.heardAt = now;
    }
  }

  private final ActorContext<Command> context;
  private final Plan plan;
  private final LoneServer server;
  private final ServerFigures figures;
  private final Consumer<String> says;
  private final LongSupplier nanos;
  private @Nullable Guest guest;
  private String told = "";

  private ServerHost(
      ActorContext<Command> context,
      Plan plan,
      LoneServer server,
      ServerFigures figures,
      Consumer<String> says,
      LongSupplier nanos) {
    this.context = context;
    this.plan = plan;
    this.server = server;
    this.figures = figures;
    this.says = says;
    this.nanos = nanos;
  }

  /**
   * One that has nobody to serve yet.
   *
   * @param says tells the user
   * @param nanos real time
   */
  static Behavior<Command> create(
      Plan plan,
      LoneServer server,
      ServerFigures figures,
      Consumer<String> says,
      LongSupplier nanos) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
                  return new ServerHost(context, plan, server, figures, says, nanos).atWork();
                }));
  }

  private Behavior<Command> atWork() {
    return Behaviors.receive(Command.class)
        .onMessage(Hello.class, this::onHello)
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Ping.class, this::onPing)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Bye.class, this::onBye)
        .onMessage(Tick.class, this::onTick)
        .build();
  }

  private @Nullable Guest guest(String run) {
    Guest one = guest;
    return one != null && one.hello.run().equals(run) ? one : null;
  }

  private Behavior<Command> onHello(Hello hello) {
    String refusal = refusal(hello);
    if (!refusal.isEmpty()) {
      sayOnce("live run at %s is refused: %s".formatted(hello.name(), refusal));
      hello.link().tell(new ServerLink.Refused(refusal));
      return Behaviors.same();
    }
    if (guest(hello.run()) == null) {
      dismiss("gives way");
      Guest fresh = new Guest(hello, nanos.getAsLong());
      guest = fresh;
      figures.comes();
      says.accept("live run at %s has come".formatted(hello.name()));
      start(fresh);
    }
    hello.link().tell(new ServerLink.Welcome());
    return Behaviors.same();
  }

  /** Who is refused may ask again and again. */
  private void sayOnce(String line) {
    if (!line.equals(told)) {
      told = line;
      says.accept(line);
    }
  }

  private String refusal(Hello hello) {
    Plan wanted = hello.wanted();
    if (!wanted.version().equals(plan.version())) {
      return "it is version %s, and this is %s".formatted(wanted.version(), plan.version());
    }
    if (!wanted.scenario().equals(plan.scenario())) {
      return "it runs another scenario: the sum of its texts is %s, and here %s"
          .formatted(wanted.scenario(), plan.scenario());
    }
    if (!wanted.server().equals(plan.server())) {
      return "it asks for %s, and this is %s".formatted(wanted.server(), plan.server());
    }
    Guest present = guest;
    if (present != null
        && guest(hello.run()) == null
        && nanos.getAsLong() - present.heardAt < GIVES_WAY_NANOS) {
      return "the live run at %s is served".formatted(present.hello.name());
    }
    return "";
  }

  private void start(Guest whom) {
    String run = whom.hello.run();
    int life = whom.life;
    server.start(whom.hello.speed(), id -> context.getSelf().tell(new Answered(run, life, id)));
  }

  private Behavior<Command> onAsk(Ask asked) {
    Guest from = guest(asked.run());
    ServerRequest request = asked.request();
    if (from == null || request.life() < from.life) {
      return Behaviors.same();
    }
    if (request.life() > from.life) {
      from.life = request.life();
      from.answered.clear();
      start(from);
    }
    Boolean answered = from.answered.putIfAbsent(request.id(), false);
    if (answered == null) {
      figures.asked();
      server.ask(request);
    } else if (answered) {
      tellServed(from, request.id());
    }
    return Behaviors.same();
  }

  private static void tellServed(Guest whom, long id) {
    whom.hello.link().tell(new ServerLink.Served(whom.life, id));
  }

  private Behavior<Command> onAnswered(Answered news) {
    Guest whom = guest(news.run());
    if (whom != null && news.life() == whom.life) {
      whom.answered.put(news.id(), true);
      figures.answered();
      tellServed(whom, news.id());
    }
    return Behaviors.same();
  }

  private Behavior<Command> onPing(Ping ping) {
    Guest from = guest(ping.run());
    if (from == null) {
      ping.link().tell(new ServerLink.Unknown());
    } else {
      from.heardAt = nanos.getAsLong();
      from.answered.keySet().removeIf(id -> id < ping.oldest());
      ping.link().tell(new ServerLink.Pong());
    }
    return Behaviors.same();
  }

  private Behavior<Command> onBye(Bye bye) {
    if (guest(bye.run()) != null) {
      dismiss("has ended");
    }
    return Behaviors.same();
  }

  private Behavior<Command> onTick(Tick tick) {
    Guest present = guest;
    if (present != null && nanos.getAsLong() - present.heardAt > GONE_NANOS) {
      dismiss("is not heard of any more");
    }
    return Behaviors.same();
  }

  private void dismiss(String why) {
    Guest present = guest;
    if (present != null) {
      guest = null;
      server.stop();
      says.accept("live run at %s %s".formatted(present.hello.name(), why));
    }
  }
}
