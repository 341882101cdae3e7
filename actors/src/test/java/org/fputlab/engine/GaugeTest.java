package org.fputlab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class GaugeTest {

  private final Gauge gauge = new Gauge("pending closes");

  @Test
  void depthIsWhatCameLessWhatWent() {
    gauge.add(5);
    gauge.remove(2);
    assertThat(gauge.depth()).isEqualTo(3);
    assertThat(gauge.in()).isEqualTo(5);
    assertThat(gauge.out()).isEqualTo(2);
  }

  @Test
  void peakIsKeptWhenTheQueueShrinks() {
    gauge.add(5);
    gauge.remove(5);
    gauge.add(2);
    assertThat(gauge.peak()).isEqualTo(5);
  }

  @Test
  void moreCannotGoThanCame() {
    gauge.add(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> gauge.remove(2))
        .withMessageContaining("pending closes");
  }
}
