package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.fputlab.scenario.measured.Comparison.Standing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(Lifecycle.PER_CLASS)
class ComparisonTest {

  private static final Calibration NOTHING_KNOWN = Calibration.from(List.of());

  private final SimEngine engine = new SimEngine();

  @AfterAll
  void stopTheEngine() {
    engine.close();
  }

  private static Figures model(double slope, double closes, double median, double tail) {
    return new Figures(
        OptionalDouble.of(slope),
        0,
        Estimate.exactly(closes),
        Optional.of(Estimate.exactly(median)),
        Optional.of(Estimate.exactly(tail)),
        Estimate.exactly(median),
        Estimate.exactly(tail),
        Estimate.exactly(0),
        50);
  }

  private static Standing standing(Quantity quantity, Figures model) {
    return Comparison.of(Samples.run("ownwq"), NOTHING_KNOWN, model)
        .cell(quantity)
        .orElseThrow()
        .standing();
  }

  private static boolean inside(Quantity quantity, Figures model) {
    return standing(quantity, model) == Standing.WITHIN;
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
  void measuredPercentileIsOnlyKnownUpToItsBucket() {
    assertThat(standing(Quantity.WAIT_P50, model(0, 50, 1.43e6, 1))).isEqualTo(Standing.UNRESOLVED);
    assertThat(standing(Quantity.WAIT_P50, model(0, 50, 1.45e6, 1))).isEqualTo(Standing.OUTSIDE);
  }

  @Test
  void figureThatDependsOnWhenTheClosersBeganCannotBeTold() {
    Figures model = model(0, 50, 2e6, 2e6);
    Figures either =
        new Figures(
            model.slope(),
            0,
            model.closesPerSecond(),
            model.waitP50(),
            model.waitP99(),
            new Estimate(2e6, 1.2e6, 4e6),
            model.lagP99(),
            model.inversions(),
            50);
    assertThat(standing(Quantity.LAG_P50, model)).isEqualTo(Standing.OUTSIDE);
    assertThat(standing(Quantity.LAG_P50, either)).isEqualTo(Standing.UNRESOLVED);
  }

  @Test
  void timesThatAreNearlyAllTheReleasesOwnAreComparedAndAnyQueueGetsThemRight() {
    Comparison.Cell lag =
        Comparison.of(Samples.run("sync"), NOTHING_KNOWN, model(0, 50, 1.1e6, 3e6))
            .cell(Quantity.LAG_P99)
            .orElseThrow();
    assertThat(lag.standing()).isEqualTo(Standing.OUTSIDE);
    assertThat(lag.isPlain()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, WITHIN", "2, WITHIN", "3, UNRESOLVED", "16, UNRESOLVED", "17, OUTSIDE"})
  void newestFirstMayBeOffByFivePercentOfThoseThatWere(int fewer, Standing standing) {
    List<String> lines = new ArrayList<>(Samples.summary("sync"));
    lines.replaceAll(line -> line.replace("inversions=0", "inversions=40"));
    Figures exact = model(0, 50, 1, 1);
    Figures model =
        new Figures(
            exact.slope(),
            0,
            exact.closesPerSecond(),
            exact.waitP50(),
            exact.waitP99(),
            exact.lagP50(),
            exact.lagP99(),
            Estimate.exactly(40 - fewer),
            50);
    assertThat(
            Comparison.of(Samples.run("sample", lines), NOTHING_KNOWN, model)
                .cell(Quantity.INVERSIONS)
                .orElseThrow()
                .standing())
        .isEqualTo(standing);
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
    Comparison comparison = Comparison.of(run, NOTHING_KNOWN, engine, () -> false);
    assertThat(comparison.cell(Quantity.CLOSES).orElseThrow().model()).isBetween(49.0, 50.0);
    assertThat(comparison.cells()).hasSize(Quantity.values().length);
  }

  @Test
  void closesInPlaceComeOutAsTheyWereMeasured() {
    assertThat(Comparison.of(Samples.run("sync"), NOTHING_KNOWN, engine, () -> false).isInside())
        .isTrue();
    assertThat(Comparison.of(Samples.run("user"), NOTHING_KNOWN, engine, () -> false).isInside())
        .isTrue();
  }

  @Test
  void sameRunComesToTheSameTwice() {
    MeasuredRun run = Samples.run("deferred");
    assertThat(Comparison.of(run, NOTHING_KNOWN, engine, () -> false).cells())
        .isEqualTo(Comparison.of(run, NOTHING_KNOWN, engine, () -> false).cells());
  }
}
