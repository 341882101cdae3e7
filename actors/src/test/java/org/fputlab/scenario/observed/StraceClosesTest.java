package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** close(2) as strace lists and counts it. */
class StraceClosesTest {

  private final MeasuredText text;

  StraceClosesTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "'14:03:%02d ', 19.00005",
    "'14:03:%02d.250000 ', 19.00005",
    "'17958210%02d.478462 ', 19.00005",
    "'17958210%02d ', 19.00005",
    "'2211  14:03:%02d.250000 ', 19.00005",
    "'[pid  2211] 14:03:%02d.250000 ', 19.00005",
    "'[pid 2211<httpd>] 17958210%02d.250000 (+     1.000000) ', 19.00005",
    "'    %2d.000000 ', 190.00005",
    "'2211     %2d.000000 ', 190.00005"
  })
  void timesOfAllKindsGiveTheLength(String before, double seconds) {
    Measurement measured = text.read(MeasuredText.strace(before, 20)).measurements().get(0);
    assertThat(measured.kind()).isEqualTo("strace lists");
    assertThat(measured.span().orElse(0) / 1e9).isCloseTo(seconds, within(1e-9));
    assertThat(measured.seen().get(0).times().buckets())
        .containsExactly(new Bucket(50_000, 50_000, 20));
  }

  @Test
  void timesGoOnPastMidnight() {
    String night =
        "23:59:59.500000 close(3) = 0 <0.000001>\n00:00:01.500000 close(4) = 0 <0.000001>\n";
    assertThat(text.read(night).measurements().get(0).span()).hasValue(2_000_001_000L);
  }

  @Test
  void durationOfACallThatWasInterruptedStandsWhereItResumes() {
    Reading reading =
        text.read(
            """
            strace: Process 12 attached
            [pid    11] close(3 <unfinished ...>
            [pid    12] close(4</tmp/a (b)>) = 0 <0.000007>
            [pid    11] <... close resumed>)     = 0 <0.003>
            [pid    12] <... close resumed> )    = -1 EIO (Input/output error) <0.000009>
            [pid    12] openat(AT_FDCWD, "/x", O_RDONLY) = 4 <0.5>
            [pid    12] close(99)                = -1 EBADF (Bad file descriptor) <0.000020>
            [pid    12] close(5 <unfinished ...>
            [pid    12] +++ exited with 0 +++
            --- SIGCHLD {si_signo=SIGCHLD} ---
            """);
    assertThat(MeasuredText.seen(reading).get(0).times().buckets())
        .containsExactly(
            new Bucket(7_000, 7_000, 1),
            new Bucket(9_000, 9_000, 1),
            new Bucket(3_000_000, 3_000_000, 1));
    assertThat(reading.skipped()).isEmpty();
    assertThat(reading.remarks())
        .anyMatch(remark -> remark.contains("1 close failed with EBADF"))
        .anyMatch(remark -> remark.contains("how long 1 close took is not in the list"))
        .anyMatch(remark -> remark.contains("3 closes were called by 2 tasks"));
  }

  @Test
  void straceWithoutDurationsIsRefused() {
    assertThat(text.refusal("close(3)    = 0\nclose(4)    = 0\n"))
        .isEqualTo("m.txt: 2 of 2 closes have no duration. Run strace with -T.");
  }

  @Test
  void shortListWithoutTimesNeedsItsLength() {
    assertThat(text.refusal(MeasuredText.strace("", 20)))
        .startsWith("m.txt: 20 closes, but nothing says in what time. Add --over TIME");
    assertThat(text.server(MeasuredText.strace("", 20), MeasuredText.over(10)).rate()).isEqualTo(2);
  }

  private static String table(String close, String open, String total) {
    return """
        %% time     seconds  usecs/call     calls    errors syscall
        ------ ----------- ----------- --------- --------- ----------------
        %s
        %s
        ------ ----------- ----------- --------- --------- ----------------
        %s
        """
        .formatted(close, open, total);
  }

  private static final String CLOSE = " 30.00    0.003000          15       200           close";
  private static final String OPEN = " 70.00    0.007000          70       100         9 openat";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100.00    0.010000          33       300         9 total",
        "100.00    0.010000                   300         9 total",
        "100,00    0,010000                   300         9 total"
      })
  void straceTableHasTheMean(String total) {
    Histogram times = text.seen(table(CLOSE, OPEN, total)).get(0).times();
    assertThat(times.buckets()).containsExactly(new Bucket(15_000, 15_000, 200));
  }

  @Test
  void straceTableMayHaveOtherColumns() {
    String columns =
        """
        syscall              calls  longest shortest     seconds
        ---------------- --------- -------- -------- -----------
        close                    4 0.000300 0.000010    0.000400
        ---------------- --------- -------- -------- -----------
        total                    4 0.000300 0.000010    0.000400
        """;
    Histogram times = text.seen(columns).get(0).times();
    assertThat(times.mean()).isCloseTo(100_000, within(1.0));
    assertThat(times.quantile(1)).isEqualTo(300_000);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 201, m.txt:6: the rows of this table do not add up",
    "0.003000, 0.004000, m.txt:6: the rows of this table do not add up",
    "15  , 16.5, m.txt:3: these numbers do not fit one another",
    "15  , 17  , m.txt:3: these numbers do not fit one another",
    "30.00, 30.20, m.txt:3: these numbers do not fit one another",
    "close, clo se, m.txt:3: in the table of strace this is no row"
  })
  void straceTablesThatContradictThemselvesAreRefused(String good, String bad, String why) {
    String total = "100.00    0.010000          33       300         9 total";
    String damaged = table(CLOSE.replace(good, bad), OPEN, total);
    assertThat(text.refusal(damaged, MeasuredText.over(60))).startsWith(why);
  }

  @Test
  void straceTablesOfFailuresOrOfNoTimeOrWithoutAnEndAreRefused() {
    String total = "100.00    0.010000          33       300        %d total";
    String failed = CLOSE.replace("           close", "        20 close");
    assertThat(text.refusal(table(failed, OPEN, total.formatted(29)), MeasuredText.over(60)))
        .startsWith("m.txt:3: 20 of 200 closes failed");
    String none = "  0.00    0.000000           0       200           close";
    String all = "100.00    0.000000           0       200           total";
    assertThat(text.refusal(table(none, all, "").strip() + "\n", MeasuredText.over(60)))
        .startsWith("m.txt:3: these closes took no time at all. Run strace -T");
    assertThat(text.refusal(table(CLOSE, OPEN, "------"), MeasuredText.over(60)))
        .startsWith("m.txt:1: the end of the table that begins here is missing");
  }

  @Test
  void tableBelowAListIsOnlyComparedWithIt() {
    String rows = "100.00    %s          50       %d           close";
    String list = MeasuredText.strace("", 20);
    String good = table(rows.formatted("0.001000", 20), "------", "100.00 0.001000 50 20 total");
    assertThat(text.server(list + good, MeasuredText.over(60)).count()).isEqualTo(20);
    String other = table(rows.formatted("0.001050", 21), "------", "100.00 0.001050 50 21 total");
    assertThat(text.refusal(list + other, MeasuredText.over(60)))
        .startsWith("m.txt:23: the table counts 21 closes, and the list has 20");
  }
}
