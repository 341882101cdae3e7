package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.fputlab.scenario.observed.FileNrSeries.Look;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNrSeriesTest {

  private static final String CLOSES =
      """
      # funclatency -d 60 __fput
           msecs               : count     distribution
               0 -> 1          : 29000    |****************************************|

      avg = 1 msecs, total: 29000 msecs, count: 29000
      """;

  private final MeasuredText text;

  FileNrSeriesTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private static String series(int looks, int perSecond) {
    StringBuilder series = new StringBuilder();
    for (int i = 0; i < looks; i++) {
      int files = 5000 + i * perSecond + i * 37 % 23;
      series.append(1709251200 + i).append(' ').append(files).append("\t0\t807650\n");
    }
    return series.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "1709251200.5, 1709251202.5",
    "1709251200500000000, 1709251202500000000",
    "14:03:01, 14:03:03",
    "23:59:59, 00:00:01",
    "14:03:01.25, 14:03:03.25",
    "2024-03-01T00:00:00+01:00, 2024-03-01T00:00:02+0100",
    "2024-03-01 00:00:00, 2024-03-01 00:00:02",
    "2024-02-29T23:59:59Z, 2024-03-01T00:00:01Z",
    "Thu Feb 29 23:59:59 CET 2024, Fri Mar  1 00:00:01 CET 2024",
    "Fri Mar  1 11:59:59 AM UTC 2024, Fri Mar  1 12:00:01 PM UTC 2024",
    "Fri Mar  1 12:59:59 AM UTC 2024, Fri Mar  1 01:00:01 AM UTC 2024",
    "Mar 01 14:03:01, Mar 01 14:03:03",
    "[14:03:01], [14:03:03]"
  })
  void timeMayBeWrittenInManyWays(String first, String second) {
    Reading reading = text.read("%s 10\t0\t99\n%s 12 0 99\n".formatted(first, second));
    assertThat(reading.looks()).extracting(Look::allocated).containsExactly(10L, 12L);
    long apart = reading.looks().get(1).at() - reading.looks().get(0).at();
    assertThat(apart).isEqualTo(2_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "14:03:01, 14:03:03",
    "1709251200, 1709251202",
    "Fri Mar  1 12:00:01 UTC 2024, Fri Mar  1 12:00:03 UTC 2024"
  })
  void timeMayStandInTheLineBefore(String first, String second) {
    Reading reading = text.read("%s\n10\t0\t99\n%s\n12 0 99\n".formatted(first, second));
    assertThat(reading.looks()).extracting(Look::allocated).containsExactly(10L, 12L);
    assertThat(reading.looks().get(1).at() - reading.looks().get(0).at()).isEqualTo(2_000_000_000L);
    assertThat(reading.skipped()).isEmpty();
  }

  @Test
  void looksWithoutATimeAreAsFarApartAsTheUserSays() {
    Reading reading =
        text.read("10\t0\t99\n12\t0\t99\n15\t0\t99\n", Hints.NONE.withEvery(5_000_000_000L));
    assertThat(reading.looks())
        .extracting(Look::at)
        .containsExactly(0L, 5_000_000_000L, 10_000_000_000L);
  }

  @Test
  void freeFilesAreNotInUse() {
    Reading reading =
        text.read("14:03:01 500 120 8192\n14:03:02 510 100 8192\n14:03:03 9 10 8192\n");
    assertThat(reading.looks()).extracting(Look::allocated).containsExactly(380L, 410L);
    assertThat(reading.skipped()).extracting(Skipped::first).containsExactly(3);
  }

  @Test
  void timeWithoutALookIsAForeignLine() {
    Reading reading = text.read("1709251200\nhello\n14:03:01 500 0 8192\n14:03:02 510 0 8192\n");
    assertThat(reading.skipped(Reading.FOREIGN)).isEqualTo(2);
    assertThat(reading.skipped()).extracting(Skipped::first).containsExactly(1);
  }

  @Test
  void growthIsAddedToTheRateWhileCloserAreNeverIdle() {
    MeasuredServer server = text.server(CLOSES.replace("29000", "58000") + series(60, 400));
    Stream stream = server.streams().get(0);
    assertThat(stream.finished()).isEqualTo(58000 / 60.0);
    assertThat(stream.added()).isBetween(395.0, 405.0);
    assertThat(Objects.requireNonNull(server.growth()).grows()).isTrue();
  }

  @Test
  void growthBehindAnIdleWorkerIsFilesHeldOpen() {
    MeasuredServer server = text.server(CLOSES.replace("29000", "290") + series(60, 400));
    assertThat(server.streams().get(0).added()).isZero();
    assertThat(server.notes()).anyMatch(note -> note.contains("files held open"));
  }

  @Test
  void steadyFilesAddNothing() {
    MeasuredServer server = text.server(CLOSES.replace("29000", "58000") + series(60, 0));
    assertThat(server.streams().get(0).added()).isZero();
    assertThat(server.notes()).anyMatch(note -> note.contains("no steady growth"));
  }

  @Test
  void aFewLooksAreNoTest() {
    MeasuredServer server = text.server(CLOSES.replace("29000", "58000") + series(20, 400));
    assertThat(server.streams().get(0).added()).isZero();
    assertThat(server.notes()).anyMatch(note -> note.contains("20 looks are too few"));
  }

  @Test
  void seriesAloneSaysNoDurations() {
    assertThat(text.refusal(series(60, 400)))
        .isEqualTo(
            "these files do not say how long a close takes. Add a histogram or a trace of __fput.");
  }

  @Test
  void looksOfTwoClocksOrBackInTimeAreRefused() {
    assertThat(text.refusal("14:03:01 10 0 99\n1709251200 12 0 99\n"))
        .startsWith("m.txt:2: this look at file-nr has another kind of time");
    assertThat(text.refusal("14:03:01 10 0 99\n14:03:00 12 0 99\n"))
        .startsWith("m.txt:2: time goes back here");
  }

  @Test
  void looksWithoutATimeOrWithACutLimitAreSkipped() {
    Reading reading =
        text.read(
            "14:03:01 10\t0\t807650\n14:03:02 12\t0\t8076\n1408\t0\t807650\n14:03:03 9\t0\t807650\n");
    assertThat(reading.looks()).hasSize(2);
    assertThat(reading.skipped()).extracting(Skipped::first).containsExactly(2, 3);
  }

  @Test
  void singleLookIsNoSeries() {
    assertThat(text.refusal("14:03:01 10\t0\t807650\n")).contains("a single look at file-nr");
    assertThat(text.refusal("1408\t0\t807650\n")).contains("looks at file-nr without a time");
  }
}
