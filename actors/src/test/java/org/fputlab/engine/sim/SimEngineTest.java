package org.fputlab.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Gate;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Ungated;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimEngineTest {

  private record Ball(int bounces) {}

  private record Answer() implements Ungated {}

  private static SimEngine engine;

  @BeforeAll
  static void start() {
    engine = new SimEngine();
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  /** Two players who throw a ball to and fro, each after a random time. */
  private static Behavior<Ball> game(Engine engine, int bounces) {
    return Behaviors.setup(
        context -> {
          RandomStream random = RandomStream.named(engine.seed(), "game");
          AtomicReference<ActorRef<Ball>> other = new AtomicReference<>();
          ActorRef<Ball> one = context.spawn(player(engine, random, other), "one", engine.gated());
          ActorRef<Ball> two =
              context.spawn(
                  player(engine, random, new AtomicReference<>(one)), "two", engine.gated());
          other.set(two);
          one.tell(new Ball(bounces));
          return Behaviors.empty();
        });
  }

  private static <T> T set(AtomicReference<T> reference) {
    return Objects.requireNonNull(reference.get());
  }

  private static Behavior<Ball> player(
      Engine engine, RandomStream random, AtomicReference<ActorRef<Ball>> other) {
    return Behaviors.receiveMessage(
        ball -> {
          if (ball.bounces() > 0) {
            engine.after(random.below(1000), set(other), new Ball(ball.bounces() - 1));
          }
          return Behaviors.same();
        });
  }

  private static long hashOfGame(long seed, int bounces) {
    try (SimEngine.Run<?> run = engine.start(e -> game(e, bounces), seed, Strategy.random(seed))) {
      run.until(Long.MAX_VALUE);
      return run.traceHash();
    }
  }

  /** Hands its guardian's context to {@code what} and then does nothing. */
  private static Behavior<Object> guardian(
      Consumer<akka.actor.typed.javadsl.ActorContext<Object>> what) {
    return Behaviors.setup(
        context -> {
          what.accept(context);
          return Behaviors.empty();
        });
  }

  private static void fails(java.util.function.Function<Engine, Behavior<Object>> kernel) {
    SimEngine.Run<?> run = engine.start(kernel, 1, Strategy.fifo());
    run.until(1000);
    assertThatExceptionOfType(EmulatorFailure.class).isThrownBy(run::close);
  }

  @Test
  void sameSeedGivesTheSameTrace() {
    assertThat(hashOfGame(1, 500)).isEqualTo(hashOfGame(1, 500));
    assertThat(hashOfGame(2, 500)).isNotEqualTo(hashOfGame(1, 500));
  }

  @Test
  void runDoesNotDependOnTheRunsBeforeIt() {
    long alone = hashOfGame(1, 300);
    hashOfGame(5, 17);
    hashOfGame(6, 4000);
    assertThat(hashOfGame(1, 300)).isEqualTo(alone);
    fails(e -> guardian(context -> e.fail(new IllegalStateException("on purpose"))));
    assertThat(hashOfGame(1, 300)).isEqualTo(alone);
  }

  @Test
  void runThatIsCutShortLeavesNothingBehind() {
    long alone = hashOfGame(1, 300);
    try (SimEngine.Run<?> run = engine.start(e -> game(e, 1000), 3, Strategy.fifo())) {
      assertThat(run.until(5000)).isTrue();
    }
    assertThat(hashOfGame(1, 300)).isEqualTo(alone);
  }

  @Test
  void failureInTheMiddleOfABurstLeavesNothingBehind() {
    long alone = hashOfGame(1, 300);
    fails(
        e ->
            Behaviors.setup(
                context -> {
                  for (int i = 0; i < 50; i++) {
                    ActorRef<Object> child =
                        context.spawn(failsAtEveryMessage(e), "child-" + i, e.gated());
                    child.tell("a");
                    child.tell("b");
                  }
                  return Behaviors.empty();
                }));
    assertThat(hashOfGame(1, 300)).isEqualTo(alone);
  }

  private static Behavior<Object> failsAtEveryMessage(Engine engine) {
    return Behaviors.receiveMessage(
        message -> {
          engine.fail(new IllegalStateException("on purpose"));
          return Behaviors.same();
        });
  }

  @Test
  void timePassesOnlyThroughTimers() {
    List<Long> times = new ArrayList<>();
    Behavior<Object> clock =
        Behaviors.receiveMessage(
            message -> {
              times.add(engine.now());
              return Behaviors.same();
            });
    try (SimEngine.Run<?> run =
        engine.start(
            e ->
                guardian(
                    context -> {
                      ActorRef<Object> child = context.spawn(clock, "clock", e.gated());
                      child.tell("now");
                      e.after(7_000_000_000_000L, child, "much later");
                      e.after(3, child, "soon");
                    }),
            1,
            Strategy.fifo())) {
      assertThat(run.until(2)).isTrue();
      assertThat(engine.now()).isEqualTo(2);
      assertThat(run.until(Long.MAX_VALUE)).isFalse();
    }
    assertThat(times).containsExactly(0L, 3L, 7_000_000_000_000L);
  }

  @Test
  void requestBehindAClosedGateCausesNoWakeUp() {
    AtomicReference<ActorRef<Object>> child = new AtomicReference<>();
    AtomicReference<Gate> gate = new AtomicReference<>();
    List<Object> handled = new ArrayList<>();
    Behavior<Object> closed =
        Behaviors.setup(
            context -> {
              gate.set(engine.gate(context));
              set(gate).close();
              return Behaviors.receiveMessage(
                  message -> {
                    handled.add(message);
                    return Behaviors.same();
                  });
            });
    try (SimEngine.Run<?> run =
        engine.start(
            e -> guardian(context -> child.set(context.spawn(closed, "closed", e.gated()))),
            1,
            Strategy.fifo())) {
      run.until(0);
      long before = run.steps();
      for (int i = 0; i < 1000; i++) {
        set(child).tell("request");
      }
      run.until(10);
      assertThat(run.steps()).isEqualTo(before);
      set(child).tell(new Answer());
      run.until(20);
      assertThat(run.steps()).isEqualTo(before + 1);
      assertThat(handled).containsExactly(new Answer());
      assertThat(set(gate).depth()).isEqualTo(1000);
    }
  }

  @Test
  void workFromAnotherThreadEndsTheRunLoudly() throws InterruptedException {
    AtomicReference<ActorRef<Object>> child = new AtomicReference<>();
    SimEngine.Run<?> run =
        engine.start(
            e -> guardian(c -> child.set(c.spawn(Behaviors.ignore(), "child", e.gated()))),
            1,
            Strategy.fifo());
    run.until(0);
    Thread foreign = new Thread(() -> set(child).tell("from outside"), "foreign");
    foreign.start();
    foreign.join();
    run.until(10);
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(run::close)
        .withMessageContaining("foreign");
    assertThat(hashOfGame(1, 50)).isEqualTo(hashOfGame(1, 50));
  }

  @Test
  void actorsOfARunThatAForeignThreadEndedAreStopped() throws InterruptedException {
    AtomicReference<ActorRef<Object>> child = new AtomicReference<>();
    AtomicReference<Boolean> stopped = new AtomicReference<>(false);
    Behavior<Object> behavior =
        Behaviors.receive(Object.class)
            .onSignal(
                akka.actor.typed.PostStop.class,
                signal -> {
                  stopped.set(true);
                  return Behaviors.same();
                })
            .build();
    SimEngine.Run<?> run =
        engine.start(
            e -> guardian(c -> child.set(c.spawn(behavior, "child", e.gated()))),
            1,
            Strategy.fifo());
    run.until(0);
    Thread foreign = new Thread(() -> set(child).tell("from outside"), "foreign");
    foreign.start();
    foreign.join();
    assertThatExceptionOfType(EmulatorFailure.class).isThrownBy(run::close);
    assertThat(stopped).hasValue(true);
  }

  @Test
  void guardianThatCannotStartFailsTheRun() {
    fails(
        e ->
            Behaviors.setup(
                context -> {
                  throw new IllegalStateException("on purpose");
                }));
  }

  @Test
  void guardianThatFailsLaterFailsTheRun() {
    fails(
        e ->
            Behaviors.setup(
                context -> {
                  context.getSelf().tell("go");
                  return Behaviors.receiveMessage(
                      message -> {
                        throw new IllegalStateException("on purpose");
                      });
                }));
  }

  @Test
  void observersAreCalledAtTheirTimes() {
    List<Long> every = new ArrayList<>();
    List<Long> once = new ArrayList<>();
    try (SimEngine.Run<?> run = engine.start(e -> guardian(c -> {}), 1, Strategy.fifo())) {
      run.every(10, () -> every.add(engine.now()));
      run.at(25, () -> once.add(engine.now()));
      run.until(45);
    }
    assertThat(every).containsExactly(10L, 20L, 30L, 40L);
    assertThat(once).containsExactly(25L);
  }

  @Test
  void stoppedRunGoesNoFurther() {
    List<Long> times = new ArrayList<>();
    try (SimEngine.Run<?> run = engine.start(e -> guardian(c -> {}), 1, Strategy.fifo())) {
      run.every(10, () -> times.add(engine.now()));
      run.at(35, run::stop);
      assertThat(run.until(1000)).isTrue();
      assertThat(run.isOver()).isTrue();
    }
    assertThat(times).containsExactly(10L, 20L, 30L);
  }
}
