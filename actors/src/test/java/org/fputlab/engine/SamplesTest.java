package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples = new Samples("lag");

  @Test
  void allAreCountedHoweverOftenSomebodyAsks() {
    for (int i = 1; i <= 1000; i++) {
      samples.record(i);
      if (i % 70 == 0) {
        assertThat(samples.longest()).isEqualTo(i);
      }
    }
    assertThat(samples.snapshot().getTotalCount()).isEqualTo(1000);
    assertThat(samples.snapshot().getMean()).isEqualTo(500.5);
    assertThat(samples.snapshot().getCountBetweenValues(1, 100)).isEqualTo(100);
    assertThat(samples.series().count()).isEqualTo(1000);
  }

  @Test
  void noneIsNoDuration() {
    assertThat(samples.longest()).isZero();
    assertThat(samples.snapshot().getTotalCount()).isZero();
  }

  @Test
  void aNegativeOneIsRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> samples.record(-1));
    assertThat(samples.snapshot().getTotalCount()).isZero();
  }
}
