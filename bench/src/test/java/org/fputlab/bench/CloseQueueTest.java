package org.fputlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared is the same queue, so that the ratios mean something. */
class CloseQueueTest {

  private static final long CLOSES = 200_000;
  private static final double THEORY = 0.010;

  static Stream<CloseQueue> minimalModels() {
    return Stream.of(new BareLoop(), new SsjQueue());
  }

  @ParameterizedTest
  @MethodSource("minimalModels")
  void anEventAnArrivalAndOneADepartureAndTheLagOfTheory(CloseQueue queue) {
    CloseQueue.Outcome outcome = queue.run(CLOSES, 1);

    assertThat(outcome.closes()).isEqualTo(CLOSES);
    assertThat(outcome.events()).isBetween(2 * CLOSES, 2 * CLOSES + 1_000);
    assertThat(outcome.meanLag()).isCloseTo(THEORY, Percentage.withPercentage(20));
  }

  @Test
  void threeMessagesACloseBetweenTwoActorsAndTheLagOfTheory() {
    try (SimEngine engine = new SimEngine()) {
      CloseQueue.Outcome outcome = new ActorQueue(engine).run(CLOSES, 1);

      assertThat(outcome.closes()).isGreaterThanOrEqualTo(CLOSES);
      assertThat((double) outcome.events() / outcome.closes())
          .isCloseTo(3, Percentage.withPercentage(1));
      assertThat(outcome.meanLag()).isCloseTo(THEORY, Percentage.withPercentage(20));
    }
  }

  /** A tick of 4 ms passes on average half, and what waits is then done at once. */
  @Test
  void theFullModelsLagIsLongerByTheTickOfDelayedFput() {
    try (Runner runner = new Runner()) {
      CloseQueue.Outcome outcome = new FullModel(runner).run(CLOSES, 1);

      assertThat((double) outcome.closes()).isCloseTo(CLOSES, Percentage.withPercentage(1));
      assertThat(outcome.meanLag()).isBetween(THEORY, 2 * THEORY);
    }
  }
}
