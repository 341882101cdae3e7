package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces and dumps of real kernels, read where they lie; skipped where they do not. */
class RealReportsTest {

  private static final Path REPORTS = Path.of("../../shared/reports");
  private static final Path KERNELS = Path.of("../../shared/realkernel/conformance");
  private static final Hints TEN_SECONDS = Hints.NONE.over(10_000_000_000L);

  /** Kinds of report: 6 is a trace, 7 a dump from /proc. */
  static List<Path> tracesAndDumps() throws IOException {
    Path index = REPORTS.resolve("INDEX.tsv");
    return !Files.exists(index)
        ? List.of(index)
        : Files.readAllLines(index).stream()
            .map(line -> line.split("\t", -1))
            .filter(cells -> cells[1].startsWith("6 ") || cells[1].startsWith("7 "))
            .map(cells -> REPORTS.resolve(cells[0]))
            .toList();
  }

  private static String refusal(Path file) {
    try {
      return MeasuredServer.of(List.of(file.toString()), Hints.NONE).toString();
    } catch (NotUsable refused) {
      return refused.what();
    }
  }

  @ParameterizedTest
  @MethodSource("tracesAndDumps")
  void noneHasEnoughForARateAndEachSaysWhatItLacks(Path file) {
    assumeTrue(Files.exists(file));
    assertThat(refusal(file)).containsAnyOf("holds nothing to import", "nothing says in what time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "167-ftrace-function-dup2-fput.txt | :2: lines of the function tracer, which times nothing",
        "171-stackcount-submit-bio-fput.txt | :4: lines that belong to none of the formats: 37",
        "171-stackcount-submit-bio-fput.txt | stackcount counts stacks and times nothing.",
        "173-klockstat-mutex.txt | the times of locks are not those of closes.",
        "174-proc-lockdep-disk-open-mutex.txt | lockdep knows an order of locks, but no times",
        "180-lock-stat-d-lock-wrapped.txt | the times of locks are not those of closes.",
        "182-slabinfo-filp-250k.txt | slabinfo is one look at objects, without a time.",
        "172-funclatency-do-sys-open.txt | do_sys_open is no function of a close",
        "188-file-nr-coreos.txt | :1: looks at file-nr without a time (say --every 1s): 1"
      })
  void refusalNamesTheReason(String file, String reason) {
    assumeTrue(Files.exists(REPORTS.resolve(file)));
    assertThat(refusal(REPORTS.resolve(file))).contains(reason);
  }

  @Test
  void closeOfADup2IsReadFromARealTrace() throws NotUsable {
    Path file = REPORTS.resolve("163-ftrace-graph-dup2-fput.txt");
    assumeTrue(Files.exists(file));
    MeasuredServer server = MeasuredServer.of(List.of(file.toString()), TEN_SECONDS);
    assertThat(server.skipped()).isEmpty();
    assertThat(server.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.caller()).isEqualTo(Caller.USER);
              assertThat(stream.times().buckets())
                  .containsExactly(new Histogram.Bucket(15_960, 15_960, 1));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "exercise.fgraph_kthread_deferred.txt, WORKER, 5, 1038583",
    "exercise.fgraph_kthread_sync.txt, UNKNOWN, 10, 5005928"
  })
  void closesOfKernelThreadsAreReadFromRealTraces(
      String name, Caller caller, long count, long longest) throws NotUsable {
    Path file = KERNELS.resolve(name);
    assumeTrue(Files.exists(file));
    MeasuredServer server = MeasuredServer.of(List.of(file.toString()), TEN_SECONDS);
    assertThat(server.skipped()).isEmpty();
    assertThat(server.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.caller()).isEqualTo(caller);
              assertThat(stream.times().count()).isEqualTo(count);
              assertThat(stream.times().quantile(1)).isEqualTo(longest);
            });
  }
}
