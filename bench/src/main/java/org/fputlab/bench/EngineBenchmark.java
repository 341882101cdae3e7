package org.fputlab.bench;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.TimeUnit;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Messages a second through the simulated engine, with and without a timer for each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class EngineBenchmark {

  private static final int MESSAGES = 100_000;

  private SimEngine engine = new SimEngine();

  /** Belongs to the thread that JMH measures with. */
  @Setup
  public void start() {
    engine.close();
    engine = new SimEngine();
  }

  /** Ends the engine. */
  @TearDown
  public void end() {
    engine.close();
  }

  private record Ball(ActorRef<Ball> from, int left) {}

  private static Behavior<Ball> player(ActorRef<Ball> self) {
    return Behaviors.receiveMessage(
        ball -> {
          if (ball.left > 0) {
            ball.from.tell(new Ball(self, ball.left - 1));
          }
          return Behaviors.same();
        });
  }

  private static Behavior<Ball> player() {
    return Behaviors.setup(context -> player(context.getSelf()));
  }

  /** Two actors that answer one another at once. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long messages() {
    try (SimEngine.Run<Object> run =
        engine.start(
            kernel ->
                Behaviors.setup(
                    context -> {
                      ActorRef<Ball> one = context.spawn(player(), "one", kernel.gated());
                      ActorRef<Ball> two = context.spawn(player(), "two", kernel.gated());
                      one.tell(new Ball(two, MESSAGES));
                      return Behaviors.empty();
                    }),
            1,
            Strategy.fifo())) {
      run.until(1);
      return run.steps();
    }
  }

  /** One actor that sets a timer for each message. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long timers() {
    try (SimEngine.Run<Object> run =
        engine.start(
            kernel ->
                Behaviors.setup(
                    context -> {
                      kernel.after(0, context.getSelf(), "tick");
                      return Behaviors.receiveMessage(
                          tick -> {
                            kernel.after(1000, context.getSelf(), "tick");
                            return Behaviors.same();
                          });
                    }),
            1,
            Strategy.fifo())) {
      run.until(MESSAGES * 1000L);
      return run.steps();
    }
  }
}
