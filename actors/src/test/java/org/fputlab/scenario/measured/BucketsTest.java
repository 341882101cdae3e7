package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketsTest {

  private static Buckets buckets() {
    Buckets buckets = new Buckets();
    buckets.add(100, 200, 30);
    buckets.add(200, 400, 10);
    return buckets;
  }

  @Test
  void quantileLiesEvenlyWithinItsBucket() {
    assertThat(buckets().quantile(0.5))
        .isCloseTo(166.7, org.assertj.core.api.Assertions.within(0.1));
    assertThat(buckets().quantile(0.875)).isEqualTo(300);
  }

  @Test
  void distributionHasTheExactMean() {
    Buckets buckets = buckets();
    buckets.exactly(40 * 200, 400);
    assertThat(buckets.distribution(1)).isEqualTo("empirical(107ns..213ns 30 213ns..427ns 10)");
    assertThat(buckets.distribution(0.5)).isEqualTo("empirical(53ns..107ns 30 107ns..213ns 10)");
  }

  @Test
  void percentileOfFewLiesAnywhereInTheBucketsOfTheRanksAround() {
    Estimate median = buckets().estimate(0.75);
    assertThat(median.value()).isEqualTo(200);
    assertThat(median.low()).isEqualTo(100);
    assertThat(median.high()).isEqualTo(400);
  }

  @Test
  void percentileOfManyIsKnownUpToItsBucket() {
    Buckets many = new Buckets();
    many.add(100, 200, 30_000);
    many.add(200, 400, 10_000);
    Estimate median = many.estimate(0.5);
    assertThat(median.low()).isEqualTo(100);
    assertThat(median.high()).isEqualTo(200);
  }

  @Test
  void whatIsTooLongIsLeftOutUnlessItIsAll() {
    assertThat(buckets().upTo(200).total()).isEqualTo(30);
    assertThat(buckets().upTo(50).total()).isEqualTo(40);
  }

  @Test
  void longestGoFirstAndOneAlwaysStays() {
    assertThat(buckets().withoutLongest(15).distribution(1))
        .isEqualTo("empirical(100ns..200ns 25)");
    assertThat(buckets().withoutLongest(50).total()).isEqualTo(1);
  }

  @Test
  void whatLiesBetweenTwoValuesUnlessNothingDoes() {
    assertThat(buckets().between(150, 500).distribution(1)).isEqualTo("empirical(200ns..400ns 10)");
    assertThat(buckets().between(300, 350).total()).isEqualTo(40);
  }

  @Test
  void eachIsLonger() {
    assertThat(buckets().later(50).distribution(1))
        .isEqualTo("empirical(150ns..250ns 30 250ns..450ns 10)");
  }

  @Test
  void longOnesWithoutTheirUsualPart() {
    assertThat(buckets().from(200, 150).distribution(1)).isEqualTo("empirical(50ns..250ns 10)");
  }

  @Test
  void beyondALimitOnlyTheExcessCounts() {
    assertThat(buckets().beyond(200).distribution(1))
        .isEqualTo("empirical(0ns..0ns 30 0ns..200ns 10)");
  }
}
