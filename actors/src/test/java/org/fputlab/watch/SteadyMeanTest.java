package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadyMeanTest {

  private static Series series(int figures, LongUnaryOperator figure) {
    Series series = new Series();
    for (int i = 0; i < figures; i++) {
      series.add(figure.applyAsLong(i));
    }
    return series;
  }

  private static LongUnaryOperator noise(long around) {
    RandomStream random = RandomStream.named(1, "noise");
    return i -> around + random.below(1001) - 500;
  }

  private static SteadyMean known(Series series) {
    return SteadyMean.of(series).orElseThrow();
  }

  @Test
  void meanOfTheSameAllAlongIsExact() {
    SteadyMean mean = known(series(1_234, i -> 30_000));
    assertThat(mean.estimate().mean()).isEqualTo(30_000);
    assertThat(mean.estimate().halfWidth(0.95)).isZero();
    assertThat(mean.warmUp()).isZero();
    assertThat(mean.counted()).isEqualTo(1_230);
  }

  @Test
  void independentFiguresHaveTheIntervalOfTheirSpread() {
    SteadyMean mean = known(series(100_000, noise(10_000)));
    double error = 1_000 / Math.sqrt(12) / Math.sqrt(100_000);
    assertThat(mean.estimate().error()).isBetween(0.6 * error, 1.6 * error);
    assertThat(Math.abs(mean.estimate().mean() - 10_000)).isLessThan(4 * error);
  }

  @Test
  void warmUpIsLeftOut() {
    LongUnaryOperator noise = noise(10_000);
    SteadyMean mean = known(series(10_000, i -> noise.applyAsLong(i) + (i < 300 ? 5_000 : 0)));
    assertThat(mean.warmUp()).isBetween(300L, 400L);
    assertThat(mean.estimate().low(0.999)).isLessThan(10_000);
    assertThat(mean.estimate().high(0.999)).isGreaterThan(10_000);
  }

  @Test
  void seriesThatGrowsHasNoSteadyMean() {
    LongUnaryOperator noise = noise(10_000);
    assertThat(SteadyMean.of(series(50_000, i -> noise.applyAsLong(i) + i))).isEmpty();
  }

  @Test
  void seriesThatChangesInItsSecondHalfHasNoSteadyMean() {
    LongUnaryOperator noise = noise(10_000);
    assertThat(SteadyMean.of(series(10_000, i -> noise.applyAsLong(i) + (i < 7_000 ? 0 : 5_000))))
        .isEmpty();
  }

  @Test
  void fewFiguresHaveNoInterval() {
    assertThat(SteadyMean.of(series(499, i -> 1))).isEmpty();
    assertThat(SteadyMean.of(series(500, i -> 1))).isPresent();
    assertThat(SteadyMean.of(new Series())).isEmpty();
  }

  @Test
  void longMemoryInAShortSeriesHasNoInterval() {
    for (int seed = 1; seed <= 100; seed++) {
      assertThat(SteadyMean.of(MadeSeries.oneServer(seed, 0.95, 5_000))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.3, 5000", "0.6, 20000", "0.9, 400000"})
  void intervalOfALongEnoughSeriesHoldsTheMeanAsOftenAsItSays(double utilisation, int customers) {
    int runs = 100;
    int held = 0;
    for (int seed = 1; seed <= runs; seed++) {
      held += holds(seed, utilisation, customers).orElse(false) ? 1 : 0;
    }
    assertThat(held).isBetween(89, 99);
  }

  /** Between too short and long enough, at times an interval is given that is too narrow. */
  @ParameterizedTest
  @CsvSource({"0.3, 500", "0.6, 1000", "0.6, 2000", "0.9, 20000", "0.9, 50000", "0.95, 100000"})
  void wrongIntervalsAreFewEvenWhereRunsAreTooShort(double utilisation, int customers) {
    int runs = 200;
    int wrong = 0;
    for (int seed = 1; seed <= runs; seed++) {
      wrong += holds(seed, utilisation, customers).orElse(true) ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(runs * 15 / 100);
  }

  /** Whether the 95% interval holds the mean of theory; empty if there is none. */
  private static Optional<Boolean> holds(long seed, double utilisation, int customers) {
    double theory = MadeSeries.meanOfOneServer(utilisation);
    return SteadyMean.of(MadeSeries.oneServer(seed, utilisation, customers))
        .map(SteadyMean::estimate)
        .map(mean -> mean.low(0.95) <= theory && theory <= mean.high(0.95));
  }
}
