package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fputlab.model.ClosePolicy;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;

class RunTextTest {

  private static final String REPLAY =
      "./fputlab run scenarios/nfsd/sample.conf --close deferred --seed 1";

  private final RunText text = new RunText(Style.PLAIN);

  private static SampleRun growing() {
    return SampleRun.under(ClosePolicy.DEFERRED)
        .verdict(Verdict.GROWS)
        .expects(ClosePolicy.DEFERRED, Verdict.GROWS)
        .backlog(60_000, 1_000)
        .fault("afs-server", "hang", 10 * SampleRun.SECOND, 20 * SampleRun.SECOND)
        .event(1_500_000, "nfsd/1", "opens its first file")
        .event(10 * SampleRun.SECOND, "afs-server", "hangs for 20s")
        .finding(Finding.Kind.BACKLOG, "delayed_fput_list grows", Verdict.GROWS, "out of memory")
        .finding(Finding.Kind.DEEP_STACK, "17 frames in nfsd/3", Verdict.OK);
  }

  private List<String> body(SampleRun run) {
    return text.body(run.result(), run.options());
  }

  @Test
  void headerSaysWhatIsRun() {
    assertThat(text.header(growing().scenario(), growing().options()))
        .containsExactly(
            "nfsd closes files",
            "  scenario  scenarios/nfsd/sample.conf",
            "  close     deferred: kernel threads hand a close to delayed_fput, user tasks to"
                + " task_work",
            "  duration  60s of simulated time",
            "  machine   8 cpus, seed 1",
            "  faults    hang on afs-server at 10s for 20s",
            "");
  }

  @Test
  void bodyHasEventsFindingsSummaryReplayAndVerdictUnderOneAnother() {
    assertThat(body(growing()))
        .containsExactly(
            "events",
            "   0.001500  nfsd/1      opens its first file",
            "  10.000000  afs-server  hangs for 20s",
            "",
            "findings",
            "  2.000000  backlog     delayed_fput_list grows",
            "      out of memory",
            "  2.000000  deep stack  17 frames in nfsd/3",
            "",
            "summary",
            "  files opened        120,000  2,000/s",
            "  files closed         60,000  1,000/s",
            "  pending at the end   60,000  +1,000/s (99% interval +995 to +1,005)",
            "",
            "                    mean  95% interval      p50      p99      max  count",
            "  closer's wait  1.06 us  1.06 to 1.06  1.00 us  4.00 us  4.00 us  1,000",
            "  close lag      2.12 ms  2.12 to 2.12  2.00 ms  8.00 ms  8.00 ms  1,000",
            "  RPC latency    3.18 ms  3.18 to 3.18  3.00 ms  12.0 ms  12.0 ms  1,000",
            "",
            "replay with",
            REPLAY,
            "verdict: grows (expected): a queue grows without bound");
  }

  @Test
  void unexpectedRunEndsWithTheCommandThatReplaysIt() {
    List<String> lines = body(growing().expects(ClosePolicy.DEFERRED, Verdict.OK));
    assertThat(lines).endsWith("replay with", REPLAY);
    assertThat(lines).contains("verdict: grows (EXPECTED ok): a queue grows without bound");
  }

  @Test
  void interruptedRunSaysSoAndReplaysAsFarAsItGot() {
    assertThat(body(growing().interrupted()))
        .contains("interrupted at 12.3 s of 60s simulated: this is the report so far")
        .endsWith(REPLAY + " --duration 12345678901ns");
  }

  @Test
  void longListOfEventsLosesItsMiddle() {
    SampleRun run = SampleRun.under(ClosePolicy.SYNC);
    for (int i = 0; i < 1_234; i++) {
      run.event(i * SampleRun.SECOND, "nfsd", "event " + i);
    }
    assertThat(body(run))
        .contains("     0.000000  nfsd  event 0", "  ... 1,204 more events ...")
        .contains("  1233.000000  nfsd  event 1233")
        .doesNotContain("    20.000000  nfsd  event 20");
  }

  @Test
  void manyFindingsOfOneKindAreCountedAndOtherKindsStillShown() {
    SampleRun run = SampleRun.under(ClosePolicy.SYNC);
    for (int i = 0; i < 50; i++) {
      run.finding(Finding.Kind.LONG_WAIT, "nfsd/" + i + " waits", Verdict.WAITS);
    }
    run.finding(Finding.Kind.EBUSY, "umount says EBUSY", Verdict.OK);
    assertThat(body(run))
        .contains("  ... 44 more of the kind 'long wait': see --json ...")
        .anyMatch(line -> line.contains("umount says EBUSY"))
        .noneMatch(line -> line.contains("nfsd/6 waits"));
  }

  @Test
  void longHeadlineIsBrokenWithinTheScreen() {
    SampleRun run =
        SampleRun.under(ClosePolicy.SYNC)
            .finding(Finding.Kind.LONG_WAIT, "nfsd waits ".repeat(30), Verdict.WAITS);
    assertThat(body(run)).allMatch(line -> line.length() <= Paragraph.COLUMNS);
  }

  @Test
  void runWithoutCloseHasDashesForTimes() {
    assertThat(body(SampleRun.under(ClosePolicy.SYNC).withoutAnyClose()))
        .contains(
            "  pending at the end  0  too few samples for its growth",
            "  close lag         -  -               -    -    -      0");
  }

  @Test
  void colourChangesMarksOnly() {
    SampleRun run = growing();
    List<String> coloured = new RunText(Style.COLOUR).body(run.result(), run.options());
    assertThat(coloured.get(0)).startsWith("\u001B[1m");
    assertThat(coloured.stream().map(line -> line.replaceAll("\u001B\\[[0-9;]*m", "")))
        .containsExactlyElementsOf(body(run));
  }

  @Test
  void runInWhichAFaultBeganHasNoIntervals() {
    assertThat(body(growing().changedCourse()))
        .contains("  closer's wait  1.06 us  -             1.00 us  4.00 us  4.00 us  1,000");
  }

  @Test
  void runThatHangsHasNoIntervals() {
    assertThat(body(growing().verdict(Verdict.DEADLOCK)))
        .contains("  closer's wait  1.06 us  -             1.00 us  4.00 us  4.00 us  1,000");
  }

  @Test
  void whatNeverEndedIsTold() {
    assertThat(body(growing().unfinished(8, 10_886, 40, 10 * SampleRun.SECOND)))
        .containsSequence(
            "  closer's wait       8 unfinished, the longest 50.0 s",
            "  close lag      10,886 unfinished, the longest 50.0 s",
            "  RPC latency        40 unfinished, the longest 50.0 s");
  }

  @Test
  void whatIsUnderWayAtTheEndAsEverIsNotWorthALine() {
    assertThat(body(growing().unfinished(1, 1, 1, SampleRun.DURATION - 1_000)))
        .noneMatch(line -> line.contains("unfinished"));
  }

  @Test
  void deadlockBehindAKilledTaskIsNotSaidToBeACycle() {
    Map<String, Object> figures = Map.of("rootKilled", true);
    SampleRun run =
        SampleRun.under(ClosePolicy.SYNC)
            .verdict(Verdict.DEADLOCK)
            .finding(
                new Finding(
                    Finding.Kind.DEADLOCK, "a", "", 0, 0, List.of(), figures, Verdict.DEADLOCK));
    assertThat(body(run))
        .contains(
            "verdict: deadlock (nothing expected): tasks wait forever for what a killed task held,"
                + " proven");
  }
}
