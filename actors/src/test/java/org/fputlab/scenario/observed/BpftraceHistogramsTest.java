package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BpftraceHistogramsTest {

  private static final String ROWS =
      """
      [512, 1K)             10 |@@@@@@@@@@@@@                                       |
      [1K, 2K)              40 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
      [2K, 4K)               0 |                                                    |
      [4K, 8K)              20 |@@@@@@@@@@@@@@@@@@@@@@@@@@                          |

      """;

  private final MeasuredText text;

  BpftraceHistogramsTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private static String map(String name) {
    return "Attaching 2 probes...\n^C\n\n@" + name + ": \n" + ROWS;
  }

  @Test
  void suffixesArePowersOf1024() {
    Histogram times = text.seen(map("__fput_ns")).get(0).times();
    assertThat(times.buckets())
        .containsExactly(
            new Bucket(512, 1024, 10), new Bucket(1024, 2048, 40), new Bucket(4096, 8192, 20));
  }

  @ParameterizedTest
  @CsvSource({
    "__fput_ns, 512",
    "__fput_us, 512000",
    "usecs[__fput], 512000",
    "ms[kprobe:__fput], 512000000",
    "__fput_lat_msecs, -1",
    "ns[__fput], 512"
  })
  void unitComesFromTheNameOfTheMap(String name, long least) {
    if (least < 0) {
      assertThat(text.refusal(map(name))).contains("names no function of a close");
    } else {
      Bucket first = text.seen(map(name)).get(0).times().buckets().get(0);
      assertThat(first.low()).isEqualTo(least);
    }
  }

  @Test
  void mapWithoutAUnitIsRefusedUnlessTheUserSaysWhich() {
    assertThat(text.refusal(map("[__fput]")))
        .isEqualTo(
            "m.txt:4: @[__fput] does not say its unit. Add --unit ns, us, ms or s, whichever it is.");
    Hints micros = Hints.NONE.in(1000);
    Reading reading = text.read(map("[__fput]"), micros);
    assertThat(MeasuredText.seen(reading).get(0).times().buckets().get(0).low()).isEqualTo(512_000);
  }

  @Test
  void mapWithoutAFunctionTakesThatOfTheCommandLineOrOfTheUser() {
    assertThat(text.refusal(map("ns"))).contains("names no function of a close");
    assertThat(text.read(map("ns"), MeasuredText.of("evict")).measurements().get(0).has(Part.EVICT))
        .isTrue();
    String command =
        "# bpftrace -e 'kprobe:__fput { @s[tid] = nsecs; } kretprobe:__fput { @ns = hist(1); }'\n";
    assertThat(text.seen(command + map("ns")).get(0).part()).isEqualTo(Part.CLOSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "__fput_ns[delayed_fput]      | CLOSE   | WORKER  | ''",
        "__fput_ns[nfsd]              | CLOSE   | NFSD    | ''",
        "__fput_ns[task]              | CLOSE   | USER    | ''",
        "__fput_ns[delayed_fput, xfs] | CLOSE   | WORKER  | xfs",
        "ns[__fput, delayed_fput]     | CLOSE   | WORKER  | ''",
        "__fput_ns[1234]              | CLOSE   | UNKNOWN | ''",
        "delayed_fput_ns              | BATCH   | UNKNOWN | ''",
        "evict_ns[__fput]             | EVICT   | UNKNOWN | __fput",
        "ns[xfs_file_release]         | RELEASE | UNKNOWN | xfs_file_release",
        "ns[xfs_fs_evict_inode]       | EVICT   | UNKNOWN | ''"
      })
  void nameAndKeySayFunctionCallerAndFileSystem(
      String map, Part part, Caller caller, String label) {
    Observed seen = text.seen(map(map)).get(0);
    assertThat(seen.part()).isEqualTo(part);
    assertThat(seen.caller()).isEqualTo(caller);
    assertThat(seen.label()).isEqualTo(label);
  }

  @Test
  void dropOfAReferenceIsNoClose() {
    assertThat(text.refusal(map("[kprobe:fput_close]")))
        .contains("drop of a reference, not the close");
  }

  @Test
  void statisticsOfTheSameMapGiveTheExactMean() {
    String stats = "@__fput_ns_stats: count 70, average 2500, total 175030\n";
    Histogram times = text.seen(map("__fput_ns") + stats).get(0).times();
    assertThat(times.isMeanExact()).isTrue();
    assertThat(times.mean()).isCloseTo(175_030 / 70.0, within(1e-6));
  }

  @Test
  void meanBelowTheLeastThatTheBucketsAllowIsRefused() {
    assertThat(text.seen(map("__fput_ns")).get(0).times().lowMean()).isCloseTo(1828.6, within(0.1));
    String stats = "@__fput_ns_stats: count 70, average 1500, total 105030\n";
    assertThat(text.refusal(map("__fput_ns") + stats)).contains("cannot be that of the histogram");
  }

  @Test
  void meanOfTheScenarioIsTheExactOneAndEachDurationStaysInItsBucket() {
    for (long mean : new long[] {1900, 2500, 2742, 3000, 3600}) {
      String stats =
          "@__fput_ns_stats: count 70, average %d, total %d\n".formatted(mean, 70 * mean);
      Histogram times = text.seen(map("__fput_ns") + stats).get(0).times();
      List<Bucket> placed = times.placed();
      double sum = placed.stream().mapToDouble(b -> b.count() * (b.low() + b.high()) / 2.0).sum();
      assertThat(sum / 70).isCloseTo((double) mean, within(1.0));
      for (int i = 0; i < placed.size(); i++) {
        assertThat(placed.get(i).low()).isGreaterThanOrEqualTo(times.buckets().get(i).low());
        assertThat(placed.get(i).high()).isLessThanOrEqualTo(times.buckets().get(i).high());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1K, 2K)              40 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@",
        "[1K, 2K)",
        "[1K, 2K)              4  |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|",
        "1K, 2K)              40 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|",
        "[2K, 2K)              40 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|",
        "[1K, 4K)              40 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|",
        "[  781.752971] INFO: task nfsd blocked",
      })
  void damagedRowIsRefusedWithItsLine(String row) {
    String damaged = map("__fput_ns").replaceFirst("(?m)^\\[1K, 2K\\).*$", row);
    assertThat(text.refusal(damaged, MeasuredText.over(10))).matches("(?s)m\\.txt:[67]: .*");
  }

  @Test
  void missingRowsAreRefused() {
    assertThat(text.refusal(map("__fput_ns").replaceFirst("(?m)^\\[1K.*\n", "")))
        .isEqualTo(
            "m.txt:6: this bucket begins at 2048 and the one before ends at 1024: rows are missing or mixed.");
    assertThat(text.refusal(map("__fput_ns").replaceFirst("(?m)^\\[4K.*\n", "")))
        .contains("the histogram ends with an empty row");
    assertThat(text.refusal(map("__fput_ns").replaceFirst("@__fput_ns: \n", "")))
        .isEqualTo("m.txt:4: a row of a histogram whose first lines are missing.");
  }

  @Test
  void durationsBelowZeroOrBeyondTheEndAreRefused() {
    String below =
        """
        @__fput_ns:
        (..., 0)               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
        """;
    assertThat(text.refusal(below)).startsWith("m.txt:2: 1 durations are below zero.");
    String beyond =
        """
        @__fput_us:
        [900, 1000)            3 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
        [1000, ...)            3 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
        """;
    assertThat(text.refusal(beyond)).startsWith("m.txt:3: 3 durations lie beyond");
  }

  private static String two(int times) {
    return """
        @__fput_ns:
        [512, 1K)     %10d |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
        [1K, 2K)      %10d |@@@@@@@@@@@@@                                       |

        """
        .formatted(40 * times, 10 * times);
  }

  @Test
  void mapThatGrewFromPrintToPrintCountsOnce() {
    String thrice = two(1) + two(2) + two(3);
    assertThat(text.seen(thrice).get(0).times().count()).isEqualTo(150);
    assertThat(text.seen(thrice + two(3)).get(0).times().count()).isEqualTo(150);
  }

  @Test
  void printsThatHardlyGrowMayBeThoseOfAClearedMap() {
    assertThat(text.refusal(two(30) + two(31) + two(32)))
        .startsWith("m.txt:6: @__fput_ns is printed 3 times, and whether it was cleared");
    assertThat(text.refusal(two(1) + two(1))).contains("is printed twice");
    assertThat(text.seen(two(30) + two(30)).get(0).times().count()).isEqualTo(1500);
  }

  @Test
  void durationsBelowTheLeastOfALinearHistogramAreDurations() {
    String linear =
        """
        @__fput_us:
        (..., 100)             3 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
        [100, 200)             3 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
        """;
    assertThat(text.seen(linear).get(0).times().buckets())
        .containsExactly(new Bucket(0, 100_000, 3), new Bucket(100_000, 200_000, 3));
  }

  @Test
  void countThatNoMachineCanReachIsRefused() {
    assertThat(text.refusal(map("__fput_ns").replace("     40 |", " 999999999999999999 |")))
        .isEqualTo("m.txt:6: 999999999999999999 is more than any machine can have counted.");
  }

  @Test
  void mapThatWasClearedEachTimeIsAddedUp() {
    String other =
        """
        @__fput_ns:
        [512, 1K)             40 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|
        [1K, 2K)              10 |@@@@@@@@@@@@@                                       |

        """;
    assertThat(text.seen("@__fput_ns:\n" + ROWS + other).get(0).times().count()).isEqualTo(120);
  }

  @Test
  void twoPrintsThatMayBeEitherAreRefused() {
    String more =
        ROWS.replace("20 |@@@@@@@@@@@@@@@@@@@@@@@@@@  ", "21 |@@@@@@@@@@@@@@@@@@@@@@@@@@@ ");
    assertThat(text.refusal("@__fput_ns:\n" + ROWS + "@__fput_ns:\n" + more))
        .contains("is printed twice, and whether it was cleared in between cannot be told");
  }

  @Test
  void foreignLinesAreSkippedWithACountAndTheFirst() {
    Reading reading = text.read("hello\n" + map("__fput_ns") + "bye\n");
    assertThat(reading.skipped())
        .hasSize(1)
        .allSatisfy(
            skipped -> {
              assertThat(skipped.count()).isEqualTo(2);
              assertThat(skipped.first()).isEqualTo(1);
            });
  }
}
