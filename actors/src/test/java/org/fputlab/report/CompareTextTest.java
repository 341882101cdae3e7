package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;

class CompareTextTest {

  private static final long MILLISECOND = 1_000_000;

  private final CompareText text = new CompareText(Style.PLAIN);

  private static RunResult deferred() {
    return SampleRun.under(ClosePolicy.DEFERRED)
        .verdict(Verdict.GROWS)
        .expects(ClosePolicy.DEFERRED, Verdict.GROWS)
        .backlog(60_000, 1_000)
        .times(1_000, 15 * SampleRun.SECOND, MILLISECOND)
        .result();
  }

  private static SampleRun sync() {
    return SampleRun.under(ClosePolicy.SYNC)
        .expects(ClosePolicy.SYNC, Verdict.OK)
        .times(2 * MILLISECOND, 2 * MILLISECOND, 3 * MILLISECOND);
  }

  private List<String> body(RunResult... results) {
    return text.body(List.of(results), SampleRun.DURATION);
  }

  @Test
  void oneRowForEachPolicyUnderAlignedHeadings() {
    assertThat(body(deferred(), sync().result()))
        .startsWith(
            "         closes         growth  closer's wait      close lag          RPC latency"
                + "           how",
            "close        /s backlog     /s    p50   p99   max    p50   p99   max    p50   p99"
                + "  verdict  known",
            "deferred  1,000  60,000 +1,000  1.0us 4.0us 4.0us    15s   60s   60s  1.0ms 4.0ms"
                + "  grows    one run",
            "sync      2,000       0      0  2.0ms 8.0ms 8.0ms  2.0ms 8.0ms 8.0ms  3.0ms  12ms"
                + "  ok       proved",
            "",
            "proved: that nobody hangs follows from the steps; all else is one run",
            "")
        .endsWith("", "all 2 verdicts as expected");
  }

  @Test
  void differencesFromTheFirstPolicyHaveIntervals() {
    assertThat(body(deferred(), sync().result()))
        .containsSequence(
            "                  closer's wait                    RPC latency",
            "against deferred      mean  95% interval    saved      mean  95% interval    saved",
            "sync              +2.12 ms  +2.12 to +2.12      -  +2.12 ms  +2.12 to +2.12      -",
            "",
            "mean: how much longer it is; saved: how much less variance than with independent"
                + " seeds");
  }

  @Test
  void policyThatCannotBeComparedHasNoRow() {
    RunResult stuck = SampleRun.under(ClosePolicy.FPUT_NOW).withoutAnyClose().result();
    assertThat(body(deferred(), stuck)).noneMatch(line -> line.startsWith("against"));
    assertThat(body(deferred(), stuck, sync().result()))
        .anyMatch(line -> line.startsWith("against deferred"))
        .filteredOn(line -> line.startsWith("fput-now"))
        .hasSize(1);
  }

  @Test
  void sentenceSaysWhoPaysFromTheFigures() {
    assertThat(WhoPays.sentence(List.of(deferred(), sync().result())))
        .isEqualTo(
            "Under deferred memory pays, in a list of pending closes (60,000 at the end, +1,000 a"
                + " second); under sync the closer pays, inside its call (p99 8.00 ms, at most"
                + " 8.00 ms); clients pay most under sync (RPC p99 12.0 ms) and least under"
                + " deferred (4.00 ms).");
  }

  @Test
  void policiesWithTheSamePayerShareAClause() {
    RunResult fputNow =
        SampleRun.under(ClosePolicy.FPUT_NOW)
            .times(MILLISECOND, MILLISECOND, 3 * MILLISECOND)
            .result();
    assertThat(WhoPays.sentence(List.of(sync().result(), fputNow)))
        .startsWith(
            "Under sync and fput-now the closer pays, inside its call (p99 4.00 ms to 8.00 ms,");
  }

  @Test
  void closeThatOutlastsItsCallCostsTheCallerLittle() {
    RunResult later =
        SampleRun.under(ClosePolicy.DEFERRED).times(1_000, MILLISECOND, MILLISECOND).result();
    assertThat(WhoPays.sentence(List.of(later)))
        .startsWith(
            "Under deferred files are closed later than the call (p99 4.00 ms, at most 4.00 ms; in"
                + " the call p99 4.00 us)");
  }

  @Test
  void stuckTasksPayWhateverTheTimesSay() {
    RunResult stuck = sync().verdict(Verdict.DEADLOCK).backlog(3, 0).result();
    assertThat(WhoPays.sentence(List.of(stuck)))
        .startsWith("Under sync tasks that never run again pay (3 closes pending at the end)");
  }

  @Test
  void unexpectedVerdictIsMarkedAndReplayed() {
    assertThat(body(deferred(), sync().verdict(Verdict.DEADLOCK).result()))
        .anyMatch(line -> line.startsWith("sync ") && line.endsWith(" deadlock! one run"))
        .endsWith(
            "sync: deadlock (EXPECTED ok); replay with",
            "./fputlab run scenarios/nfsd/sample.conf --close sync --seed 1");
  }

  @Test
  void widestTableFitsAHundredColumns() {
    RunResult wide =
        SampleRun.under(ClosePolicy.NFSD_TASK_WORK)
            .verdict(Verdict.DEADLOCK)
            .expects(ClosePolicy.NFSD_TASK_WORK, Verdict.OK)
            .backlog(99_999, 99_999)
            .times(123_456, 123_456_789, 1_234_567)
            .result();
    assertThat(body(wide)).allMatch(line -> line.length() <= Paragraph.COLUMNS);
  }

  @Test
  void callsHaveNoColumnsWhereNobodyCalls() {
    RunResult silent = sync().withoutAnyClose().result();
    assertThat(body(deferred(), silent)).anyMatch(line -> line.contains("RPC latency"));
    assertThat(body(silent)).noneMatch(line -> line.contains("RPC"));
  }

  @Test
  void runsInWhichAFaultBeganHaveNoDifferences() {
    assertThat(body(deferred(), sync().changedCourse().result()))
        .noneMatch(line -> line.startsWith("against"));
  }

  @Test
  void rowTellsWhatHadNotEndedAndAtLeastHowMuchThatMakes() {
    RunResult hangs =
        sync().verdict(Verdict.WAITS).unfinished(8, 8, 40, 10 * SampleRun.SECOND).result();
    assertThat(body(deferred(), hangs))
        .startsWith(
            "         closes         growth closer's wait     close lag        RPC latency"
                + "               how",
            "close        /s backlog     /s   p50   p99   max   p50   p99  max   p50   p99"
                + "   max verdict known",
            "deferred  1,000  60,000 +1,000 1.0us 4.0us 4.0us   15s   60s  60s 1.0ms 4.0ms"
                + " 4.0ms grows   one run",
            "sync      2,000       0      0 2.0ms 8.0ms  >50s 2.0ms 8.0ms >50s 3.0ms >12ms"
                + "  >50s waits!  one run",
            "",
            ">: at least, as some had not ended; max is how long the longest of them had lasted",
            "");
  }

  @Test
  void rowOfARunInWhichNothingEndedTellsTheLongestThatHasNot() {
    RunResult one = sync().withoutAnyClose().unfinished(1, 1, 0, 10 * SampleRun.SECOND).result();
    assertThat(body(one)).anyMatch(line -> line.contains("  >50s >50s >50s  >50s >50s >50s  "));
    RunResult many = sync().withoutAnyClose().unfinished(3, 3, 0, 10 * SampleRun.SECOND).result();
    assertThat(body(many)).anyMatch(line -> line.contains("    - >50s >50s    - >50s >50s  "));
  }

  @Test
  void percentileThatTheUnfinishedMayMoveIsToldOfThoseThatEndedAlone() {
    RunResult most = sync().unfinished(2_000, 0, 0, 10 * SampleRun.SECOND).result();
    assertThat(body(most))
        .anyMatch(line -> line.contains(" ~2.0ms ~8.0ms >50s  2.0ms 8.0ms 8.0ms"))
        .contains("~: of those that ended; of all it is not known");
  }

  @Test
  void whatHadNotEndedButWasNoLongerThanWhatDidChangesNoRow() {
    RunResult brief = sync().unfinished(8, 8, 40, SampleRun.DURATION - 1_000).result();
    assertThat(body(brief)).isEqualTo(body(sync().result()));
  }

  @Test
  void differenceOfMeansIsNotToldWhereTheLongestHadNotEnded() {
    RunResult hangs = sync().unfinished(8, 0, 0, 10 * SampleRun.SECOND).result();
    assertThat(body(deferred(), hangs))
        .anyMatch(line -> line.startsWith("against deferred "))
        .noneMatch(line -> line.contains("+2.12 ms  +2.12 to +2.12      -  +2.12 ms"))
        .anyMatch(line -> line.startsWith("sync  ") && line.contains("+2.12 ms  +2.12 to +2.12"));
    RunResult silent = sync().unfinished(8, 0, 40, 10 * SampleRun.SECOND).result();
    assertThat(body(deferred(), silent)).noneMatch(line -> line.startsWith("against"));
  }

  @Test
  void widestTableFitsAHundredColumnsWithWhatHadNotEndedToo() {
    RunResult wide =
        SampleRun.under(ClosePolicy.NFSD_TASK_WORK)
            .verdict(Verdict.DEADLOCK)
            .expects(ClosePolicy.NFSD_TASK_WORK, Verdict.OK)
            .backlog(99_999, 99_999)
            .times(123_456, 123_456_789, 1_234_567)
            .unfinished(500, 500, 500, 10 * SampleRun.SECOND)
            .result();
    assertThat(body(wide))
        .allMatch(line -> line.length() <= Paragraph.COLUMNS)
        .anyMatch(line -> line.endsWith(" deadlock! one run"))
        .anyMatch(line -> line.startsWith(">: at least"));
  }

  @Test
  void whoNeverGoesOnPaysMost() {
    RunResult hangs = sync().unfinished(8, 8, 40, 10 * SampleRun.SECOND).result();
    assertThat(WhoPays.sentence(List.of(deferred(), hangs)))
        .contains("(p99 8.00 ms, at most 8.00 ms; 8 unfinished, the longest 50.0 s)")
        .endsWith(
            "clients pay most under sync (RPC p99 12.0 ms; 40 unfinished, the longest 50.0 s) and"
                + " least under deferred (4.00 ms).");
  }
}
