package org.fputlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicksTest {

  private final Ticks hz250 = new Ticks(4_000_000);

  @Test
  void timerOfOneJiffyArmedAtATickTakesTwo() {
    assertThat(hz250.delay(0, 1)).isEqualTo(8_000_000);
    assertThat(hz250.delay(40_000_000, 1)).isEqualTo(8_000_000);
  }

  @Test
  void timerOfOneJiffyArmedJustBeforeATickTakesLittleMoreThanOne() {
    assertThat(hz250.delay(3_999_999, 1)).isEqualTo(4_000_001);
  }

  @Test
  void timesAreRoundedUpToWholeJiffies() {
    assertThat(hz250.delayOf(0, 1_000_000)).isEqualTo(8_000_000);
    assertThat(hz250.delayOf(0, 4_000_001)).isEqualTo(12_000_000);
  }

  @Test
  void msleepTookOneJiffyMoreUntil611() {
    assertThat(hz250.msleep(0, 10_000_000, KernelVersion.parse("6.1"))).isEqualTo(20_000_000);
    assertThat(hz250.msleep(0, 10_000_000, KernelVersion.parse("6.11"))).isEqualTo(20_000_000);
    assertThat(hz250.msleep(0, 10_000_000, KernelVersion.parse("6.12"))).isEqualTo(16_000_000);
  }

  @Test
  void everyFurtherJiffyTakesOneTickMore() {
    assertThat(hz250.delay(1_000_000, 3)).isEqualTo(15_000_000);
  }
}
