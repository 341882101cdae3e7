package org.fputlab.bench;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import org.fputlab.engine.Engine;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Ungated;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;

/** The queue of closes as two actors in the simulated engine: clients and a worker. */
final class ActorQueue implements CloseQueue {

  private static final double NANOS_IN_SECOND = 1e9;

  private final SimEngine engine;

  ActorQueue(SimEngine engine) {
    this.engine = engine;
  }

  private enum Arrive implements Ungated {
    INSTANCE
  }

  private record Close(long at) {}

  private enum Done implements Ungated {
    INSTANCE
  }

  private static final class Tally {
    long done;
    double lagNanos;
  }

  @Override
  public String name() {
    return "two actors of the simulated engine";
  }

  @Override
  public Outcome run(long closes, long seed) {
    Tally tally = new Tally();
    try (SimEngine.Run<Object> run =
        engine.start(kernel -> wiring(kernel, tally), seed, Strategy.fifo())) {
      long slice = (long) (closes / ARRIVALS_PER_SECOND * NANOS_IN_SECOND / 100) + 1;
      for (long until = slice; tally.done < closes; until += slice) {
        run.until(until);
      }
      return new Outcome(tally.done, run.steps(), tally.lagNanos / tally.done / NANOS_IN_SECOND);
    }
  }

  /** The guardian, which only wires. */
  private static Behavior<Object> wiring(Engine engine, Tally tally) {
    return Behaviors.setup(
        context -> {
          ActorRef<Object> worker =
              context.spawn(
                  Behaviors.setup(own -> new Worker(engine, tally, own).serving()),
                  "worker",
                  engine.gated());
          context.spawn(clients(engine, worker), "clients", engine.gated());
          return Behaviors.empty();
        });
  }

  private static Behavior<Object> clients(Engine engine, ActorRef<Object> worker) {
    return Behaviors.setup(
        context -> {
          RandomStream random = RandomStream.named(engine.seed(), "arrivals");
          engine.after(0, context.getSelf(), Arrive.INSTANCE);
          return Behaviors.receiveMessage(
              message -> {
                worker.tell(new Close(engine.now()));
                engine.after(
                    nanos(random, 1 / ARRIVALS_PER_SECOND), context.getSelf(), Arrive.INSTANCE);
                return Behaviors.same();
              });
        });
  }

  private static long nanos(RandomStream random, double meanSeconds) {
    return (long) (-meanSeconds * NANOS_IN_SECOND * Math.log(random.getAsDouble()));
  }

  private static final class Worker {
    private final Engine engine;
    private final Tally tally;
    private final ActorContext<Object> context;
    private final RandomStream random;
    private final ArrayDeque<Close> queue = new ArrayDeque<>();

    Worker(Engine engine, Tally tally, ActorContext<Object> context) {
      this.engine = engine;
      this.tally = tally;
      this.context = context;
      this.random = RandomStream.named(engine.seed(), "services");
    }

    Behavior<Object> serving() {
      return Behaviors.receive(Object.class)
          .onMessage(Close.class, this::onClose)
          .onMessage(Done.class, this::onDone)
          .build();
    }

    private Behavior<Object> onClose(Close close) {
      queue.add(close);
      if (queue.size() == 1) {
        startNext();
      }
      return Behaviors.same();
    }

    private Behavior<Object> onDone(Done done) {
      tally.lagNanos += engine.now() - queue.remove().at();
      tally.done++;
      if (!queue.isEmpty()) {
        startNext();
      }
      return Behaviors.same();
    }

    private void startNext() {
      engine.after(nanos(random, MEAN_SERVICE), context.getSelf(), Done.INSTANCE);
    }
  }
}
