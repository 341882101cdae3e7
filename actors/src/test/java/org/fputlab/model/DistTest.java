package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class DistTest {

  private static final int SAMPLES = 200_000;

  private static long[] sorted(Dist dist) {
    SplittableRandom random = new SplittableRandom(11);
    DoubleSupplier open = () -> (random.nextLong() >>> 11) * 0x1.0p-53 + 0x1.0p-54;
    long[] samples = new long[SAMPLES];
    Arrays.setAll(samples, i -> dist.sample(open));
    Arrays.sort(samples);
    return samples;
  }

  private static double quantile(long[] sorted, double share) {
    return sorted[(int) (share * SAMPLES)];
  }

  private static double mean(long[] samples) {
    return Arrays.stream(samples).average().orElseThrow();
  }

  @Test
  void fixedIsAlwaysTheSame() {
    long[] samples = sorted(new Dist.Fixed(5000));
    assertThat(samples[0]).isEqualTo(5000);
    assertThat(samples[SAMPLES - 1]).isEqualTo(5000);
    assertThat(new Dist.Fixed(5000).mean()).isEqualTo(5000);
  }

  @Test
  void exponentialHasItsMeanAndQuantiles() {
    long[] samples = sorted(new Dist.Exp(2_000_000));
    assertThat(mean(samples)).isCloseTo(2_000_000, within(20_000.0));
    assertThat(quantile(samples, 0.5)).isCloseTo(2_000_000 * Math.log(2), within(25_000.0));
    assertThat(quantile(samples, 0.99)).isCloseTo(2_000_000 * Math.log(100), within(250_000.0));
    assertThat(samples[0]).isNotNegative();
  }

  @Test
  void uniformIsFlatBetweenItsBounds() {
    Dist dist = new Dist.Uniform(1_000_000, 3_000_000);
    long[] samples = sorted(dist);
    assertThat(dist.mean()).isEqualTo(2_000_000);
    assertThat(mean(samples)).isCloseTo(2_000_000, within(6_000.0));
    assertThat(quantile(samples, 0.25)).isCloseTo(1_500_000, within(12_000.0));
    assertThat(samples[0]).isGreaterThanOrEqualTo(1_000_000);
    assertThat(samples[SAMPLES - 1]).isLessThanOrEqualTo(3_000_000);
  }

  @Test
  void lognormalHasTheTwoQuantilesItIsGivenBy() {
    Dist dist = new Dist.Lognormal(1_000_000, 20_000_000);
    long[] samples = sorted(dist);
    assertThat(quantile(samples, 0.5)).isCloseTo(1_000_000, within(20_000.0));
    assertThat(quantile(samples, 0.99)).isCloseTo(20_000_000, within(1_000_000.0));
    assertThat(mean(samples)).isCloseTo(dist.mean(), within(dist.mean() * 0.03));
  }

  @Test
  void withinABucketAllTimesAreAlike() {
    Dist dist =
        new Dist.Empirical(new long[] {100, 1000}, new long[] {200, 1000}, new double[] {3, 1});
    long[] samples = sorted(dist);
    assertThat(dist.mean()).isCloseTo((3 * 150 + 1000) / 4.0, within(1e-9));
    assertThat(samples[0]).isEqualTo(100);
    assertThat(quantile(samples, 0.375)).isCloseTo(150, within(2.0));
    assertThat(share(samples, 1000)).isCloseTo(0.25, within(0.005));
  }

  @Test
  void empiricalGivesEachValueItsWeight() {
    Dist dist = new Dist.Empirical(new long[] {10, 20, 30, 40}, new double[] {1, 0, 6, 3});
    long[] samples = sorted(dist);
    assertThat(dist.mean()).isCloseTo((10 + 180 + 120) / 10.0, within(1e-9));
    assertThat(share(samples, 10)).isCloseTo(0.1, within(0.005));
    assertThat(share(samples, 20)).isZero();
    assertThat(share(samples, 30)).isCloseTo(0.6, within(0.005));
    assertThat(share(samples, 40)).isCloseTo(0.3, within(0.005));
  }

  private static double share(long[] samples, long value) {
    return Arrays.stream(samples).filter(sample -> sample == value).count() / (double) SAMPLES;
  }

  @Test
  void empiricalWithoutAnyWeightIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dist.Empirical(new long[] {1}, new double[] {0}));
  }
}
