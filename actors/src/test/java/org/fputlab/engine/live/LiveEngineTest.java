package org.fputlab.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Turns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveEngineTest {

  private static final long MILLI = 1_000_000L;

  private static LiveEngine engine;

  @BeforeAll
  static void start() {
    engine = new LiveEngine();
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  private static LiveEngine.Run<String> started(
      Behavior<String> guardian, double speed, long endsAt) {
    return engine.start(
        ignored -> guardian, 1, speed, Turns.UNHEARD, run -> run.at(endsAt, run::stop));
  }

  /** Takes a step of 20 us, again and again, and notes when each ended. */
  private static Behavior<String> stepper(Engine engine, List<Long> ends) {
    return Behaviors.setup(
        context -> {
          context.getSelf().tell("go");
          return Behaviors.receiveMessage(
              message -> {
                ends.add(engine.now());
                engine.after(20_000, context.getSelf(), "step");
                return Behaviors.same();
              });
        });
  }

  @Test
  void aStepTakesItsTimeExactlyHoweverCoarseTheMachinesTimersAre() throws InterruptedException {
    List<Long> ends = Collections.synchronizedList(new ArrayList<>());
    try (LiveEngine.Run<String> run = started(stepper(engine, ends), 1, 10 * MILLI)) {
      run.await();
      assertThat(ends).hasSize(500).startsWith(0L, 20_000L, 40_000L).endsWith(9_980_000L);
    }
  }

  @Test
  void aRunTakesAsMuchRealTimeAsItsSpeedSays() throws InterruptedException {
    long begun = System.nanoTime();
    try (LiveEngine.Run<String> run = started(Behaviors.ignore(), 4, 400 * MILLI)) {
      run.await();
      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(100 * MILLI);
      assertThat(run.pace().measured()).isLessThanOrEqualTo(4).isGreaterThan(0);
    }
  }

  @Test
  void messagesAreHandledByThreadsOfAkkaOneAtATime() throws InterruptedException {
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    int[] inside = new int[1];
    Behavior<String> one =
        Behaviors.receiveMessage(
            message -> {
              assertThat(inside[0]++).isZero();
              threads.add(Thread.currentThread().getName());
              inside[0]--;
              return Behaviors.same();
            });
    Behavior<String> guardian =
        Behaviors.setup(
            context -> {
              for (int i = 0; i < 50; i++) {
                ActorRef<String> child = context.spawn(one, "one-" + i, engine.gated());
                for (int message = 0; message < 100; message++) {
                  engine.after(message * MILLI, child, "go");
                }
              }
              return Behaviors.ignore();
            });
    try (LiveEngine.Run<String> run = started(guardian, 10, 200 * MILLI)) {
      run.await();
      assertThat(run.isOver()).isTrue();
    }
    assertThat(threads).hasSize(5_000).allMatch(name -> name.contains("dispatcher"));
  }

  @Test
  void somebodyOutsideHasATurnBetweenMessages() throws InterruptedException {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch got = new CountDownLatch(1);
    Behavior<String> guardian =
        Behaviors.receiveMessage(
            message -> {
              heard.add(message);
              got.countDown();
              return Behaviors.same();
            });
    try (LiveEngine.Run<String> run = started(guardian, 1, 3_600_000 * MILLI)) {
      run.changed(
          "a message",
          () -> {
            run.kernel().tell("from outside");
            return true;
          });
      assertThat(got.await(10, TimeUnit.SECONDS)).isTrue();
      run.stop();
      run.await();
    }
    assertThat(heard).containsExactly("from outside");
  }

  @Test
  void aMessageFromAThreadWithoutATurnEndsTheRunLoudly() throws InterruptedException {
    LiveEngine.Run<String> run = started(Behaviors.ignore(), 1, 3_600_000 * MILLI);
    run.kernel().tell("from nowhere");
    run.await();
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(run::close)
        .withMessageContaining("outside a turn");
  }

  @Test
  void anActorThatFailsEndsTheRunAndTheNextRunIsNotTouched() throws InterruptedException {
    Behavior<String> broken =
        Behaviors.setup(
            context -> {
              context.getSelf().tell("go");
              return Behaviors.receiveMessage(
                  message -> {
                    throw new IllegalStateException("broken");
                  });
            });
    LiveEngine.Run<String> run = started(broken, 1, 3_600_000 * MILLI);
    run.await();
    assertThatExceptionOfType(EmulatorFailure.class).isThrownBy(run::close);
    List<Long> ends = Collections.synchronizedList(new ArrayList<>());
    try (LiveEngine.Run<String> next = started(stepper(engine, ends), 100, MILLI)) {
      next.await();
      assertThat(ends).hasSize(50);
    }
  }

  @Test
  void anErrorInAnActorEndsTheRun() throws InterruptedException {
    Behavior<String> broken =
        Behaviors.setup(
            context -> {
              context.getSelf().tell("go");
              return Behaviors.receiveMessage(
                  message -> {
                    throw new StackOverflowError("broken");
                  });
            });
    LiveEngine.Run<String> run = started(broken, 1, 3_600_000 * MILLI);
    run.await();
    assertThatExceptionOfType(EmulatorFailure.class).isThrownBy(run::close);
  }

  @Test
  void anErrorInATimerOrInATurnFromOutsideHoldsUpNobody() throws InterruptedException {
    LiveEngine.Run<String> run = started(Behaviors.ignore(), 1, 3_600_000 * MILLI);
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                run.between(
                    () -> {
                      throw new StackOverflowError("outside");
                    }));
    run.between(
        () -> {
          run.at(
              MILLI,
              () -> {
                throw new StackOverflowError("in a timer");
              });
          return true;
        });
    run.await();
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(run::close)
        .withMessageContaining("in a timer");
  }
}
