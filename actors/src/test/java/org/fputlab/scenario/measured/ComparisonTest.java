package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(Lifecycle.PER_CLASS)
class ComparisonTest {

  private final SimEngine engine = new SimEngine();

  @AfterAll
  void stopTheEngine() {
    engine.close();
  }

  private static Figures model(double slope, double closes, double median, double tail) {
    return new Figures(
        OptionalDouble.of(slope),
        0,
        closes,
        OptionalDouble.of(median),
        OptionalDouble.of(tail),
        median,
        tail,
        0,
        50);
  }

  private static boolean inside(Quantity quantity, Figures model) {
    Comparison comparison = Comparison.of(Samples.run("sync"), model);
    Optional<Comparison.Cell> cell = comparison.cell(quantity);
    return cell.orElseThrow().inside();
  }

  @Test
  void ratesMayBeOffByFivePercent() {
    assertThat(inside(Quantity.CLOSES, model(0, 47.6, 1, 1))).isTrue();
    assertThat(inside(Quantity.CLOSES, model(0, 52.4, 1, 1))).isTrue();
    assertThat(inside(Quantity.CLOSES, model(0, 47.4, 1, 1))).isFalse();
    assertThat(inside(Quantity.CLOSES, model(0, 52.6, 1, 1))).isFalse();
  }

  @Test
  void mediansMayBeOffByAFifth() {
    assertThat(inside(Quantity.WAIT_P50, model(0, 50, 1.31e6, 1))).isTrue();
    assertThat(inside(Quantity.WAIT_P50, model(0, 50, 1.33e6, 1))).isFalse();
    assertThat(inside(Quantity.LAG_P50, model(0, 50, 0.87e6, 1))).isFalse();
  }

  @Test
  void tailsMayBeOffByAFactorOfTwo() {
    assertThat(inside(Quantity.LAG_P99, model(0, 50, 1, 2.3e6))).isTrue();
    assertThat(inside(Quantity.LAG_P99, model(0, 50, 1, 0.61e6))).isTrue();
    assertThat(inside(Quantity.LAG_P99, model(0, 50, 1, 2.5e6))).isFalse();
    assertThat(inside(Quantity.WAIT_P99, model(0, 50, 1, 0.5e6))).isFalse();
  }

  @Test
  void slopeIsKnownUpToOneFileOverTheLoad() {
    assertThat(inside(Quantity.SLOPE, model(0.9, 50, 1, 1))).isTrue();
    assertThat(inside(Quantity.SLOPE, model(1.1, 50, 1, 1))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyPolicyHasAScenarioThatRuns(MeasuredRun.Policy policy) {
    MeasuredRun run = Samples.run(policy.name().toLowerCase(java.util.Locale.ROOT));
    Comparison comparison = Comparison.of(run, engine);
    assertThat(comparison.cell(Quantity.CLOSES).orElseThrow().model()).isBetween(49.0, 50.0);
    assertThat(comparison.cells()).hasSize(Quantity.values().length);
  }

  @Test
  void closesInPlaceComeOutAsTheyWereMeasured() {
    assertThat(Comparison.of(Samples.run("sync"), engine).isInside()).isTrue();
    assertThat(Comparison.of(Samples.run("user"), engine).isInside()).isTrue();
  }

  @Test
  void sameRunComesToTheSameTwice() {
    assertThat(Comparison.of(Samples.run("deferred"), engine).cells())
        .isEqualTo(Comparison.of(Samples.run("deferred"), engine).cells());
  }
}
