package org.fputlab.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.fputlab.engine.Pace;
import org.junit.jupiter.api.Test;

class WallClockTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong real = new AtomicLong(17 * SECOND);

  private WallClock clock(double speed) {
    return new WallClock(real::get, speed);
  }

  @Test
  void atSpeedTenTenSecondsPassInOne() {
    WallClock clock = clock(10);
    real.addAndGet(SECOND);
    assertThat(clock.now()).isEqualTo(10 * SECOND);
    assertThat(clock.until(15 * SECOND)).isEqualTo(SECOND / 2);
    assertThat(clock.until(9 * SECOND)).isZero();
  }

  @Test
  void aRunThatIsALittleBehindStillKeepsUp() {
    WallClock clock = clock(1);
    real.addAndGet(SECOND);
    clock.behind(SECOND - 10_000_000);
    Pace pace = clock.pace(SECOND - 10_000_000, SECOND - 10_000_000);
    assertThat(pace.keepsUp()).isTrue();
    assertThat(pace.lag()).isEqualTo(10_000_000);
    assertThat(pace.worstLag()).isEqualTo(10_000_000);
  }

  @Test
  void aClockThatWaitedShowsInTheMeasuredSpeedAndNotInALagThatGrows() {
    WallClock clock = clock(2);
    real.addAndGet(10 * SECOND);
    clock.behind(4 * SECOND);
    assertThat(clock.now()).isEqualTo(5 * SECOND);
    Pace pace = clock.pace(4 * SECOND, 4 * SECOND);
    assertThat(pace.keepsUp()).isFalse();
    assertThat(pace.lag()).isEqualTo(SECOND);
    assertThat(pace.worstLag()).isEqualTo(16 * SECOND);
    assertThat(pace.measured()).isEqualTo(0.4);
  }

  @Test
  void nothingDueMeansNothingBehind() {
    WallClock clock = clock(1);
    real.addAndGet(3 * SECOND);
    assertThat(clock.pace(SECOND, 4 * SECOND).lag()).isZero();
  }
}
