package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.fputlab.engine.Pace;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.LiveEnd;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;

class LiveReportTest {

  private static final Pace IN_TIME = new Pace(10, 9.99, 0, 20_000_000);
  private static final Pace TOO_SLOW = new Pace(10, 6.3, 3_000_000_000L, 3_200_000_000L);

  private static SampleRun run() {
    return SampleRun.under(ClosePolicy.SYNC);
  }

  private static List<String> body(SampleRun run) {
    return new RunText(Style.PLAIN).body(run.result(), run.options());
  }

  @Test
  void faultsStillAtWorkAreListed() {
    assertThat(body(run().atWork(2, "afs-server", "hang", 12_000_000_000L).live(IN_TIME, 1, "")))
        .contains("  fault #2 still at work at the end: afs-server hang, since 12.000000");
  }

  @Test
  void howItKeptUpIsToldInFewWords() {
    assertThat(body(run().live(IN_TIME, 0, "")))
        .contains("  ran at 10 times real time as asked, at worst 20.0 ms behind");
    assertThat(String.join(" ", body(run().live(TOO_SLOW, 0, ""))).replaceAll("\\s+", " "))
        .contains("did not keep up: 10 times real time were asked for, 6.3 were reached, at worst")
        .contains("3.20 s behind");
  }

  @Test
  void aHundredTimesIsNotOne() {
    assertThat(body(run().live(new Pace(100, 99.9, 0, 20_000_000), 0, "")))
        .contains("  ran at 100 times real time as asked, at worst 20.0 ms behind");
  }

  @Test
  void ofARunThatDidNotGetAnywhereNoPaceIsTold() {
    assertThat(body(run().live(new Pace(10, 0, 0, 0), 0, "")))
        .noneMatch(line -> line.contains("real time") || line.contains("keep up"));
  }

  @Test
  void aRecordedRunIsReplayedFromItsFile() {
    assertThat(body(run().live(IN_TIME, 3, "my run.rec")))
        .contains("./fputlab replay 'my run.rec'");
  }

  @Test
  void aRunThatNobodyTouchedIsTheSimulatedRun() {
    assertThat(body(run().live(IN_TIME, 0, "")))
        .anyMatch(line -> line.startsWith("./fputlab run scenarios/nfsd/sample.conf"));
  }

  @Test
  void whatWasDoneByHandAndNotRecordedCannotBeReplayed() {
    assertThat(body(run().live(IN_TIME, 1, "")))
        .contains("not recorded: what was done to it by hand cannot be replayed (see --record)")
        .doesNotContain("replay with");
  }

  @Test
  void theFileExpectsNothingOfARunThatWasInterferedWithOrEndedAtWill() {
    SampleRun untouched = run().live(IN_TIME, 0, "").expects(ClosePolicy.SYNC, Verdict.OK);
    assertThat(Outcome.of(untouched.result()).expected()).contains(Verdict.OK);
    SampleRun touched = run().live(IN_TIME, 1, "").expects(ClosePolicy.SYNC, Verdict.OK);
    assertThat(Outcome.of(touched.result()).expected()).isEmpty();
    SampleRun ended =
        run().live(IN_TIME, 0, "").expects(ClosePolicy.SYNC, Verdict.OK).interrupted();
    assertThat(Outcome.of(ended.result()).expected()).isEmpty();
    assertThat(Outcome.of(ended.result()).exitCode()).isZero();
  }

  @Test
  void aRecordingThatBreaksOffIsNotTakenForARunThatWasEnded() {
    Optional<String> why = Optional.of("No space left on device");
    LiveEnd live = new LiveEnd(Optional.of(IN_TIME), 0, "run.rec", why);
    assertThat(body(run().live(live).interrupted()))
        .contains(
            "ended at 12.3 s of 60s, where the recording could not go on:"
                + " this is the report so far");
    LiveEnd replay = new LiveEnd(Optional.empty(), 0, "run.rec", why);
    assertThat(body(run().live(replay).interrupted()))
        .contains("the recording breaks off at 12.3 s of 60s: this is the report so far");
    LiveEnd stopped = new LiveEnd(Optional.empty(), 0, "run.rec", Optional.empty());
    assertThat(body(run().live(stopped).interrupted()))
        .contains("ended at 12.3 s of 60s: this is the report so far");
  }
}
