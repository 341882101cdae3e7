package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CoolingTest {

  @Test
  void codeThatNeverRanIsCold() {
    assertThat(new Cooling(1_000).run(5)).isEqualTo(1);
  }

  @Test
  void codeThatJustRanIsWarm() {
    Cooling cooling = new Cooling(1_000);
    cooling.run(5);
    assertThat(cooling.run(5)).isZero();
  }

  @Test
  void warmthFallsToOneInEAfterItsTime() {
    Cooling cooling = new Cooling(1_000);
    cooling.run(5);
    assertThat(1 - cooling.run(1_005)).isCloseTo(1 / Math.E, within(1e-9));
  }

  @Test
  void codeThatDoesNotWarmUpIsAlwaysCold() {
    Cooling cooling = new Cooling(0);
    cooling.run(5);
    assertThat(cooling.run(5)).isEqualTo(1);
  }
}
