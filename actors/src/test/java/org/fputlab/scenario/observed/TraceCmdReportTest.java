package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Locale;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCmdReportTest {

  private static final String REPORT =
      """
      cpus=2
         kworker/0:1-88    [000]   100.000100: funcgraph_entry:                   |  delayed_fput() {
         kworker/0:1-88    [000]   100.000101: funcgraph_entry:      + 15.960 us  |    __fput();
                nfsd-700   [001] ..... 100.000102: funcgraph_entry:                   |  __fput() {
         kworker/0:1-88    [001]   100.000160: funcgraph_entry:                   |    __fput() {
               <...>-700   [000]   100.000170: funcgraph_exit:       + 68.000 us  |  }
         kworker/0:1-88    [001]   100.002160: funcgraph_exit:       # 2000.125 us |    }
         kworker/0:1-88    [001]   100.002170: funcgraph_exit:       # 2070.000 us |  }
      """;

  private final MeasuredText text;

  TraceCmdReportTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  @Test
  void eachTaskHasItsStackWhateverItsCpuAndName() {
    Reading reading = text.read(REPORT);
    assertThat(reading.skipped()).isEmpty();
    assertThat(reading.surroundings().cpus()).hasValue(2);
    assertThat(MeasuredText.seen(reading))
        .anySatisfy(
            seen -> {
              assertThat(seen.caller()).isEqualTo(Caller.WORKER);
              assertThat(seen.part()).isEqualTo(Part.CLOSE);
              assertThat(seen.times().buckets())
                  .containsExactly(
                      new Bucket(15_960, 15_960, 1), new Bucket(2_000_125, 2_000_125, 1));
            })
        .anySatisfy(
            seen -> {
              assertThat(seen.caller()).isEqualTo(Caller.NFSD);
              assertThat(seen.times().buckets()).containsExactly(new Bucket(68_000, 68_000, 1));
            });
  }

  @Test
  void rateIsByTheTimesOfTheLines() {
    StringBuilder report = new StringBuilder();
    for (int i = 0; i <= 100; i++) {
      report.append(
          String.format(
              Locale.ROOT,
              "  nfsd-7 [001] %d.%06d: funcgraph_entry:  + 20.000 us | __fput();%n",
              5000 + i / 10,
              i % 10 * 100_000));
    }
    MeasuredServer server = text.server(report.toString());
    assertThat(server.span()).hasValue(10_000_000_000L);
    assertThat(server.rate()).isCloseTo(10.1, within(1e-9));
  }

  @Test
  void otherEventsAndHalfLinesAreSkippedAndCounted() {
    String more =
        """
          bash-9 [001] 100.003000: sched_switch: prev_comm=bash
          nfsd-700 [001] 100.003001: funcgraph_en
        """;
    Reading reading = text.read(REPORT.repeat(4) + more);
    assertThat(reading.skipped())
        .extracting(Skipped::why, Skipped::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "events other than funcgraph_entry and funcgraph_exit", 1L),
            org.assertj.core.groups.Tuple.tuple(FunctionGraph.DAMAGED, 1L));
  }

  @Test
  void droppedEventsAreTold() {
    Reading reading = text.read(REPORT + "CPU:1 [1027 EVENTS DROPPED]\n");
    assertThat(reading.remarks()).anyMatch(remark -> remark.contains("events were dropped"));
  }
}
