package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  /** Closes that do nothing: one opens for 1 us, and the call takes so long. */
  private static MeasuredRun unpaced(String policy, long call) {
    return Samples.run("unpaced", summary(policy, call));
  }

  private static List<String> summary(String policy, long call) {
    return List.of(
        "policy=%s threads=1 s_us=0 smode=0 rate=0 pois=0 dur_ms=5 drain_ms=500 bound=4 HZ=250"
            .formatted(policy),
        "elapsed_ns=5000000 opened_end=1000 released_end=1000 inversions=0",
        "hist open 900 1100 1000",
        "hist service 90 110 1000",
        "hist delay 290 310 1000",
        "hist caller %d %d 1000".formatted(call - 10, call + 10));
  }

  /** Closes 10 ms apart, each of which starts the timer. */
  private static MeasuredRun slow() {
    return Samples.run(
        "slow",
        List.of(
            "policy=deferred threads=1 s_us=0 smode=0 rate=100 pois=0 dur_ms=1000 drain_ms=500 bound=4 HZ=250",
            "elapsed_ns=1000000000 opened_end=100 released_end=100 inversions=0",
            "hist open 9000 11000 100",
            "hist service 90 110 100",
            "hist delay 6000000 7000000 100",
            "hist batch 1 2 100",
            "hist caller 10990 11010 100"));
  }

  @Test
  void costsAreSharesOfTheOpensOfRunsThatDoNothingElse() {
    MeasuredRun sync = unpaced("sync", 1_300);
    Costs costs = Calibration.from(List.of(sync)).costs(sync);
    assertThat(costs.beforeRelease()).isCloseTo(0.2, within(0.001));
    assertThat(costs.afterRelease()).isCloseTo(1.0, within(0.001));
    assertThat(costs.restOfLoop()).isCloseTo(2.7, within(0.001));
    assertThat(costs.fput()).isEqualTo(Costs.OF_KERNEL_THREADS.fput());
  }

  @Test
  void ofSeveralRunsTheMedianCounts() {
    Calibration calibration =
        Calibration.from(List.of(named("a", 100), named("b", 120), named("c", 900)));
    assertThat(calibration.costs(slow()).fput()).isCloseTo(0.12, within(0.001));
  }

  @Test
  void closesThatAllStartTheTimerTellWhatThatCostsWhenCold() {
    Calibration calibration = Calibration.from(List.of(unpaced("deferred", 100), slow()));
    double warmth = Math.exp(-10.0 / 11);
    assertThat(calibration.costs(slow()).coldTimer()).isCloseTo(10_000 / (1 - warmth), within(1.0));
  }

  @Test
  void onlyRunOfItsKindIsFedItsOwnFigure() {
    MeasuredRun unpaced = unpaced("deferred", 100);
    Calibration calibration = Calibration.from(List.of(unpaced, slow()));
    assertThat(calibration.isFedIn(unpaced, Quantity.WAIT_P50)).isTrue();
    assertThat(calibration.isFedIn(slow(), Quantity.WAIT_P50)).isTrue();
    assertThat(calibration.isFedIn(unpaced, Quantity.SLOPE)).isFalse();
    assertThat(calibration.isFedIn(Samples.run("sync"), Quantity.WAIT_P50)).isFalse();
  }

  @Test
  void costsOfARunAreTakenFromTheOthersOfItsKind() {
    MeasuredRun one = named("one", 100);
    MeasuredRun other = named("other", 120);
    Calibration calibration = Calibration.from(List.of(one, other));
    assertThat(calibration.costs(one).fput()).isCloseTo(0.12, within(0.001));
    assertThat(calibration.costs(other).fput()).isCloseTo(0.10, within(0.001));
    assertThat(calibration.isFedIn(one, Quantity.WAIT_P50)).isFalse();
  }

  private static MeasuredRun named(String name, long call) {
    return Samples.run(name, summary("deferred", call));
  }

  @Test
  void callsOfQueueWorkTellWhatALockBehindAWorkerAndAWakeUpTake() {
    List<String> lines = new java.util.ArrayList<>(summary("ownwq", 100));
    lines.removeIf(line -> line.startsWith("hist caller"));
    lines.add("hist caller 290 310 500");
    lines.add("hist caller 890 910 400");
    lines.add("hist caller 2390 2410 100");
    MeasuredRun own = Samples.run("own", lines);
    Calibration calibration = Calibration.from(List.of(own));
    Costs costs = calibration.costs(own);
    assertThat(costs.queueWork()).isCloseTo(0.292, within(0.001));
    assertThat(costs.poolLock()).isCloseTo(0.608, within(0.001));
    assertThat(costs.wakeWorker()).isCloseTo(1.5, within(0.001));
    assertThat(calibration.isFedIn(own, Quantity.WAIT_P99)).isTrue();
  }
}
