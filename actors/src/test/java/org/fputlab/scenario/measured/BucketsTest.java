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
    buckets.sum(40 * 200);
    assertThat(buckets.distribution(1)).isEqualTo("empirical(107ns..213ns 30 213ns..427ns 10)");
    assertThat(buckets.distribution(0.5)).isEqualTo("empirical(53ns..107ns 30 107ns..213ns 10)");
  }

  @Test
  void whatIsTooLongIsLeftOutUnlessItIsAll() {
    assertThat(buckets().upTo(200).total()).isEqualTo(30);
    assertThat(buckets().upTo(50).total()).isEqualTo(40);
  }

  @Test
  void beyondALimitOnlyTheExcessCounts() {
    assertThat(buckets().beyond(200).distribution(1))
        .isEqualTo("empirical(0ns..0ns 30 0ns..200ns 10)");
  }
}
