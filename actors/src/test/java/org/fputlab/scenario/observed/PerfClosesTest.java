package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** close(2) as perf trace lists and counts it. */
class PerfClosesTest {

  private static final Path SAMPLES = Path.of("../docs/samples");

  private final MeasuredText text;

  PerfClosesTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private static String perf(String... rows) {
    return "\n Summary of events:\n\n httpd (7), 8 events, 50.0%\n\n"
        + "   syscall            calls  errors  total       min       avg       max       stddev\n"
        + "                                     (msec)    (msec)    (msec)    (msec)        (%)\n"
        + "   --------------- --------  ------ -------- --------- --------- ---------     ------\n"
        + String.join("\n", rows)
        + "\n\n";
  }

  @Test
  void perfListsTellWhenACallWentOnAfterOthers() {
    Reading reading =
        text.read(
            """
                 0.000 ( 0.022 ms): true/16729 close(fd: 3)                        = 0
                 1.000 (         ): true/16729 close(fd: 4</a>)                    ...
                 1.500 (12.000 ms): close(fd: 3</tmp/a (b)>)                       = -1 EIO (Input/output error)
                 1.000 ( 2.000 ms): true/16729  ... [continued]: close())          = 0
                     ? (         ): sh/18575  ... [continued]: clone())            =
                 2.000 (         ): sh/18575 read(fd: 3<pipe:[51014]>, count: 4096) ...
                 2.500 ( 0.050 ms): python3/16845 close(fd: 99)                    = -1 EBADF (Bad file descriptor)
            LOST 3 events!
            """);
    assertThat(MeasuredText.seen(reading).get(0).times().buckets())
        .containsExactly(
            new Bucket(22_000, 22_000, 1),
            new Bucket(2_000_000, 2_000_000, 1),
            new Bucket(12_000_000, 12_000_000, 1));
    assertThat(reading.measurements().get(0).span()).hasValue(13_500_000L);
    assertThat(reading.skipped()).isEmpty();
    assertThat(reading.remarks()).anyMatch(remark -> remark.contains("3 events were lost"));
  }

  @Test
  void perfTableHasTheMeanAndTheExtremes() {
    Histogram times =
        text.seen(
                perf(
                    "   close                  4      0     0.400     0.010     0.100     0.300     31.05%"))
            .get(0)
            .times();
    assertThat(times.count()).isEqualTo(4);
    assertThat(times.mean()).isCloseTo(100_000, within(1.0));
    assertThat(times.quantile(1)).isEqualTo(300_000);
    assertThat(times.buckets().get(0)).isEqualTo(new Bucket(10_000, 10_000, 1));
  }

  @Test
  void perfTablesOfSeveralThreadsSayOfHowManyAndThatMoreMayHaveFollowed() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLES.resolve("perf-summary.txt"));
    assertThat(text.read(String.join("\n", lines)).remarks())
        .anyMatch(remark -> remark.contains(": 3 threads with closes are in the summary; "));
    int cut = lines.indexOf(" httpd (2212), 1080 events, 33.0%");
    assertThat(text.read(String.join("\n", lines.subList(0, cut))).remarks())
        .anyMatch(remark -> remark.contains(": 1 thread with closes is in the summary; "))
        .anyMatch(remark -> remark.contains("has too few closes"));
  }

  @Test
  void olderPerfTablesHaveNeitherErrorsNorSums() {
    String old =
        """
         httpd (7), 6 events, 0.0%

           syscall            calls      min       avg       max      stddev
                                       (msec)    (msec)    (msec)        (%)
           --------------- -------- --------- --------- ---------     ------
           close                  3     0.010     0.020     0.030     31.05%
        """;
    assertThat(text.seen(old).get(0).times().mean()).isCloseTo(20_000, within(1.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "   close                  4      0     0.400     0.010     0.100     0.300     31.05",
        "  close                  4      0     0.400     0.010     0.100     0.300     31.05%",
        "   close                  4      0     0.400     0.010     0.200     0.300     31.05%",
        "   close                  4      0     0.400     0.110     0.100     0.300     31.05%",
        "   close                  0      0     0.400     0.010     0.100     0.300     31.05%",
        "   close                  4      1     0.400     0.010     0.100     0.300     31.05%",
        "   close                  1      0     0.100     0.100     0.100     0.100      0.00%"
      })
  void perfTablesThatContradictThemselvesAreRefusedWithTheirLine(String row) {
    assertThat(text.refusal(perf(row), MeasuredText.over(60))).matches("m\\.txt:[49]: .*");
  }
}
