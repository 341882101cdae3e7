package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.fputlab.engine.Series;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  private static final double UTILISATION = 0.6;
  private static final double SLOWER = 1.05;
  private static final int CUSTOMERS = 20_000;

  private static Series fast(long seed) {
    return MadeSeries.oneServer(seed, UTILISATION, CUSTOMERS);
  }

  private static Series slow(long seed) {
    return MadeSeries.oneServer(seed, UTILISATION, CUSTOMERS, SLOWER);
  }

  private static PairedDifference known(Series one, Series other) {
    return PairedDifference.of(one, other).orElseThrow();
  }

  @Test
  void intervalOfTheDifferenceHoldsWhatTheoryGives() {
    double theory =
        MadeSeries.SERVICE / (1 / SLOWER - UTILISATION) - MadeSeries.meanOfOneServer(UTILISATION);
    int held = 0;
    for (int seed = 1; seed <= 100; seed++) {
      Estimate difference = known(slow(seed), fast(seed)).estimate();
      held += Math.abs(difference.mean() - theory) <= difference.halfWidth(0.95) ? 1 : 0;
    }
    assertThat(held).isBetween(87, 99);
  }

  @Test
  void varianceSavedIsThatOfManyRuns() {
    int runs = 200;
    double[] common = new double[runs];
    double[] independent = new double[runs];
    double[] told = new double[runs];
    for (int seed = 0; seed < runs; seed++) {
      common[seed] = slow(seed).mean() - fast(seed).mean();
      independent[seed] = slow(seed).mean() - fast(seed + runs).mean();
      told[seed] = saved(slow(seed), fast(seed));
    }
    double saved = 1 - variance(common) / variance(independent);
    assertThat(saved).isBetween(0.9, 0.99);
    double[] known = Arrays.stream(told).filter(Double::isFinite).toArray();
    assertThat(known).hasSizeGreaterThan(runs * 3 / 4);
    assertThat(Arrays.stream(known).average().orElseThrow()).isCloseTo(saved, within(0.02));
  }

  /** What one pair of runs tells of it, if it does. */
  private static double saved(Series one, Series other) {
    return PairedDifference.of(one, other)
        .map(two -> two.varianceSaved().orElse(Double.NaN))
        .orElse(Double.NaN);
  }

  private static double variance(double[] figures) {
    double error = Estimate.of(figures).error();
    return error * error;
  }

  @Test
  void sameRunTwiceDiffersByNothingAndSavesAllVariance() {
    PairedDifference none = known(fast(1), fast(1));
    assertThat(none.estimate().mean()).isZero();
    assertThat(none.estimate().error()).isZero();
    assertThat(none.varianceSaved()).hasValue(1);
  }

  @Test
  void whatDoesNotVaryHasNoVarianceToSave() {
    Series one = new Series();
    Series other = new Series();
    for (int i = 0; i < 1_000; i++) {
      one.add(5);
      other.add(3);
    }
    PairedDifference two = known(one, other);
    assertThat(two.estimate().mean()).isEqualTo(2);
    assertThat(two.varianceSaved()).isEmpty();
  }

  @Test
  void otherSeedsSaveNothing() {
    assertThat(known(slow(1), fast(1_001)).varianceSaved().orElseThrow()).isBetween(-0.9, 0.6);
  }

  @Test
  void longerRunIsComparedAsFarAsTheShorterGoes() {
    Series longer = MadeSeries.oneServer(1, UTILISATION, 10 * CUSTOMERS);
    PairedDifference two = known(longer, fast(1));
    assertThat(two.pairs()).isBetween(CUSTOMERS / 2L, (long) CUSTOMERS);
    assertThat(two.estimate().mean()).isZero();
  }

  @Test
  void runThatGrowsIsNotCompared() {
    Series growing = new Series();
    for (int i = 0; i < CUSTOMERS; i++) {
      growing.add(i);
    }
    assertThat(PairedDifference.of(growing, fast(1))).isEmpty();
  }
}
