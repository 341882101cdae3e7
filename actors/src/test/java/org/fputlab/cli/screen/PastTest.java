package org.fputlab.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fputlab.cli.remote.StandInLiveRun;
import org.junit.jupiter.api.Test;

/** The last minute can be looked at once more. */
class PastTest {

  private static final long SECOND = 1_000_000_000L;

  private final Past past = new Past();

  private static Moment at(long seconds) {
    ObjectNode live = StandInLiveRun.sample();
    live.withObject("/state").put("now_ns", seconds * SECOND);
    return Moments.of(live);
  }

  private static long seconds(Moment moment) {
    return moment.live().state().nowNs() / SECOND;
  }

  private Moment seenUntil(long last) {
    Moment newest = at(0);
    for (long second = 0; second <= last; second++) {
      newest = at(second);
      past.add(newest, 1000 * second);
    }
    return newest;
  }

  @Test
  void theNewestIsShownUntilSomebodyLooksBack() {
    Moment newest = seenUntil(10);
    assertThat(past.chosen(newest)).isSameAs(newest);
    past.move(3);
    assertThat(seconds(past.chosen(newest))).isEqualTo(7);
    assertThat(past.chosen(newest).back()).isEqualTo(3 * SECOND);
    past.move(-1);
    assertThat(seconds(past.chosen(newest))).isEqualTo(8);
    past.move(-5);
    assertThat(past.chosen(newest)).isSameAs(newest);
  }

  @Test
  void aMinuteIsKeptAndWhatIsLookedAtStays() {
    Moment newest = seenUntil(100);
    past.move(1000);
    assertThat(seconds(past.chosen(newest))).isEqualTo(40);
    Moment later = at(150);
    past.add(later, 150_000);
    assertThat(seconds(past.chosen(later))).isEqualTo(40);
    past.toNow();
    assertThat(past.chosen(later)).isSameAs(later);
  }
}
