package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredInterruptsTest {

  /** Ten of a thousand releases take 20 us longer, a hundred of the opens wait 7 us for memory. */
  private static MeasuredRun run(String policy, int rate) {
    return Samples.run(
        "run",
        List.of(
            "policy=%s threads=1 s_us=0 smode=0 rate=%d pois=0 dur_ms=5 drain_ms=500 bound=4 HZ=250"
                .formatted(policy, rate),
            "elapsed_ns=5000000 opened_end=1000 released_end=1000 inversions=0",
            "hist open 900 1100 900",
            "hist open 7900 8100 100",
            "hist service 90 110 990",
            "hist service 20000 20200 10",
            "hist delay 290 310 1000",
            "hist caller 290 310 1000"));
  }

  @Test
  void releasesThatTookManyTimesAsLongWereInterrupted() {
    MeasuredInterrupts are = MeasuredInterrupts.ofReleases(run("ownwq", 0)).orElseThrow();
    assertThat(are.every()).isCloseTo(10_000, within(10.0));
    assertThat(are.take().mean()).isCloseTo(20_000, within(1.0));
  }

  @Test
  void opensLoseAsManyOfTheLongestAsWereInterrupted() {
    MeasuredInterrupts are =
        new MeasuredInterrupts(
            170_000, MeasuredInterrupts.ofReleases(run("ownwq", 0)).orElseThrow().take());
    assertThat(are.without(run("ownwq", 0).opens()).total()).isEqualTo(990);
  }

  @Test
  void releasesDoNotTellOfClosersThatPauseOrLeaveThemToOneWorker() {
    assertThat(MeasuredInterrupts.ofReleases(run("sync", 100))).isEmpty();
    assertThat(MeasuredInterrupts.ofReleases(run("deferred", 0))).isEmpty();
  }
}
