package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BccHistogramsTest {

  private static final String TABLE =
      """
           usecs               : count     distribution
               0 -> 1          : 0        |                                        |
               2 -> 3          : 12       |*************                           |
               4 -> 7          : 36       |****************************************|
               8 -> 15         : 1        |*                                       |

      """;

  private static final String AVERAGE = "avg = 5 usecs, total: 260 usecs, count: 49\n";

  private final MeasuredText text;

  BccHistogramsTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private static String of(String function) {
    return "Tracing 1 functions for \""
        + function
        + "\"... Hit Ctrl-C to end.\n\n"
        + TABLE
        + AVERAGE;
  }

  @Test
  void rowsIncludeTheirUpperEnd() {
    assertThat(text.seen(of("__fput")).get(0).times().buckets())
        .containsExactly(
            new Bucket(2_000, 4_000, 12),
            new Bucket(4_000, 8_000, 36),
            new Bucket(8_000, 16_000, 1));
  }

  @Test
  void averageIsThatOfNanosecondsWhateverTheUnitOfTheRows() {
    assertThat(text.seen(of("__fput")).get(0).times().mean())
        .isCloseTo(260_000.0 / 49, within(1e-6));
  }

  @Test
  void nanosecondsAndMillisecondsAreTheirOwnUnits() {
    String nanos = of("__fput").replace("usecs", "nsecs");
    String millis = of("__fput").replace("usecs", "msecs");
    assertThat(text.seen(nanos).get(0).times().buckets().get(0).low()).isEqualTo(2);
    assertThat(text.seen(millis).get(0).times().buckets().get(0).low()).isEqualTo(2_000_000);
    assertThat(text.refusal(of("__fput").replace("usecs", "kbytes")))
        .contains("kbytes is no unit of time");
  }

  @Test
  void commandLineSaysFunctionAndTime() {
    String run = "# funclatency -d 30 -u __fput\n" + TABLE + AVERAGE;
    MeasuredServer server = text.server(run);
    assertThat(server.span()).hasValue(30_000_000_000L);
    assertThat(server.rate()).isCloseTo(49 / 30.0, within(1e-9));
  }

  @Test
  void tablesOfIntervalsAreAddedUp() {
    MeasuredServer server =
        text.server(
            "# funclatency -i 5 -T __fput\n"
                + interval("12:00:05", 1)
                + interval("12:00:10", 2)
                + "\n12:00:15\n"
                + interval("12:00:20", 3));
    assertThat(server.count()).isEqualTo(3 * 49);
    assertThat(server.span()).hasValue(20_000_000_000L);
    assertThat(server.streams().get(0).times().mean()).isCloseTo(260_000.0 / 49, within(1e-6));
  }

  /** As bcc prints it: the table is cleared each time, the average goes on. */
  private static String interval(String time, int number) {
    return "\n%s\n%s\navg = 5 usecs, total: %d usecs, count: %d\n"
        .formatted(time, TABLE, 260 * number, 49 * number);
  }

  @Test
  void intervalsWithoutTimesMayHaveLeftSomeOut() {
    String run = "# funclatency -i 5 __fput\n" + TABLE + AVERAGE;
    assertThat(text.refusal(run)).contains("nothing says in what time");
  }

  @Test
  void durationOfARunThatWasBrokenOffIsNotKnown() {
    String run = "# funclatency -d 60 __fput\n^C\n" + TABLE + AVERAGE;
    assertThat(text.refusal(run)).contains("nothing says in what time");
  }

  @Test
  void toolOfLibbpfGoesOnCounting() {
    String all =
        "Tracing __fput.  Hit Ctrl-C to exit\n"
            + "12:00:05\n"
            + rows(1)
            + "12:00:10\n"
            + rows(2)
            + "12:00:15\n"
            + rows(3);
    MeasuredServer server = text.server(all);
    assertThat(server.count()).isEqualTo(480);
    assertThat(server.span()).hasValue(15_000_000_000L);
  }

  private static String rows(int times) {
    return """
         usec                : count    distribution
             2 -> 3          : %-8d |*************                           |
             4 -> 7          : %-8d |****************************************|

    """
        .formatted(40 * times, 120 * times);
  }

  @Test
  void lastRowOfLibbpfsToolHoldsAllThatTookLonger() {
    String run =
        """
        Tracing __fput.  Hit Ctrl-C to exit
             nsec                : count    distribution
          16777216 -> 33554431   : 40       |****************************************|

        """;
    assertThat(text.refusal(run, MeasuredText.over(60)))
        .isEqualTo(
            "m.txt:3: into this last row the tool puts all that took longer. Measure with -u, or with -m.");
  }

  @Test
  void timesBeforeTablesSayHowLongWasMeasured() {
    String run =
        "Tracing __fput.  Hit Ctrl-C to exit\n"
            + "23:59:55\n"
            + TABLE
            + AVERAGE
            + "00:00:05\n"
            + TABLE
            + AVERAGE
            + "00:00:15\n"
            + TABLE
            + AVERAGE;
    assertThat(text.server(run).span()).hasValue(30_000_000_000L);
  }

  @Test
  void sectionsNameTheirFunctions() {
    String sections =
        "Tracing 2 functions for \"*\"... Hit Ctrl-C to end.\n\n"
            + "Function = b'ext4_release_file'\n"
            + TABLE
            + "Function = b'vfs_read' [1234]\n"
            + TABLE;
    Reading reading = text.read(sections);
    assertThat(MeasuredText.seen(reading))
        .singleElement()
        .satisfies(seen -> assertThat(seen.label()).isEqualTo("ext4_release_file"));
    assertThat(reading.remarks()).anyMatch(remark -> remark.contains("vfs_read is no function"));
  }

  @Test
  void withoutATimeTheRateIsNotKnown() {
    assertThat(text.refusal(of("__fput")))
        .isEqualTo(
            "m.txt: 49 closes, but nothing says in what time. Add --over TIME: how long it was measured; or --rate.");
    assertThat(text.server(of("__fput"), MeasuredText.over(7)).rate()).isCloseTo(7, within(1e-9));
  }

  @Test
  void damagedTablesAreRefused() {
    assertThat(text.refusal(of("__fput").replace(": 36 ", ": 3  ")))
        .matches("m\\.txt:6: a count of 3 with a bar.*|m\\.txt:9: counts 49.*");
    assertThat(text.refusal(of("__fput").replaceFirst("(?m)^ +4 -> 7.*\n", "")))
        .startsWith("m.txt:8: counts 49, and the rows above have 13");
    assertThat(text.refusal(of("__fput").replaceFirst("(?m)( +4 -> 7.{20}).*$", "$1")))
        .startsWith("m.txt:6: in the histogram of __fput this is no row");
    assertThat(text.refusal(of("__fput").replace("count: 49", "count: 4")))
        .contains("one of them is damaged");
    assertThat(text.refusal(of("__fput").replaceFirst("(?m)^ +usecs.*\n", "")))
        .contains("first lines are missing");
  }

  @Test
  void tableWithoutAnAverageMayBeCut() {
    Reading reading = text.read(of("__fput").replace(AVERAGE, ""));
    assertThat(reading.remarks()).anyMatch(remark -> remark.contains("no average follows"));
  }
}
