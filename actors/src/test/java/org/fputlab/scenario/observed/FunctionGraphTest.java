package org.fputlab.scenario.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.scenario.observed.Histogram.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionGraphTest {

  private final MeasuredText text;

  FunctionGraphTest(@TempDir Path folder) {
    this.text = new MeasuredText(folder);
  }

  private Observed close(String trace) {
    List<Observed> closes =
        text.seen(trace).stream().filter(each -> each.part() == Part.CLOSE).toList();
    assertThat(closes).hasSize(1);
    return closes.get(0);
  }

  private static long nanos(Observed seen) {
    return seen.times().quantile(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'   0.502 us    ' |        502",
        "'   9.5 us      ' |       9500",
        "' + 15.960 us   ' |      15960",
        "' ! 343 us      ' |     343000",
        "' # 1837.709 us ' |    1837709",
        "' * 33998.59 us ' |   33998590",
        "' @ 119760.2 us ' |  119760200",
        "' $ 3594274 us  ' | 3594274000"
      })
  void durationIsInMicrosecondsWhateverItsMark(String duration, long nanos) {
    String column = duration.replace("'", "");
    assertThat(nanos(close(" 0) " + column + "|  __fput();\n"))).isEqualTo(nanos);
  }

  @Test
  void durationSmallerThanItsMarkIsDamaged() {
    String good = " 0) # 1837.709 us |  __fput();\n".repeat(30);
    Reading reading = text.read(good + " 0) # 37.709 us |  __fput();\n");
    assertThat(reading.skipped(FunctionGraph.DAMAGED)).isEqualTo(1);
    assertThat(MeasuredText.seen(reading).get(0).times().count()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "' 0)   '",
        "' 12)   '",
        "' 0)   kworker-88   |   '",
        "'  360.774522 |   1)   '",
        "'  360.774522 |   1)  nfsd-1234   |   '",
        "'  360.774522 |   1)  tmux: s-12  |  d..1. |   '",
        "' 3)  nfsd-99    |  ...1 |   '",
        "''"
      })
  void everyChoiceOfColumnsIsRead(String columns) {
    String trace = columns + "            |  __fput() {\n" + columns + "+ 15.960 us   |  }\n";
    assertThat(nanos(close(trace))).isEqualTo(15960);
  }

  @Test
  void callerIsReadFromTheStack() {
    String frame =
        """
         1)               |  %s() {
         1)               |    __fput() {
         1) ! 100.5 us    |    }
         1) ! 102.5 us    |  }
        """;
    assertThat(close(frame.formatted("delayed_fput")).caller()).isEqualTo(Caller.WORKER);
    assertThat(close(frame.formatted("____fput")).caller()).isEqualTo(Caller.USER);
    assertThat(close(frame.formatted("fput_close_sync")).caller()).isEqualTo(Caller.USER);
    assertThat(close(frame.formatted("__fput_sync")).caller()).isEqualTo(Caller.UNKNOWN);
    assertThat(close(frame.formatted("____fput").replace(" 1) ", " 1)  nfsd-7 | ")).caller())
        .isEqualTo(Caller.NFSD);
  }

  @Test
  void tasksThatTakeTurnsOnACpuHaveAStackEach() {
    Observed close =
        close(
            """
             0)               |  __fput() {
             0)               |    evict() {
             ------------------------------------------
             0)  bash-1234   =>  kworker-88
             ------------------------------------------

             0)               |  schedule() {
             0)   1.000 us    |  }
             ------------------------------------------
             1)  kworker-9   =>  bash-1234
             ------------------------------------------

             1) # 5000.000 us |    }
             1) # 7000.000 us |  }
            """);
    assertThat(close.times().buckets()).containsExactly(new Bucket(7_000_000, 7_000_000, 1));
  }

  @Test
  void overlappingCallsOfTwoTasksDoNotMix() {
    List<Observed> seen =
        text.seen(
            """
               1.000001 |   0)    a-1     |               |  __fput() {
               1.000002 |   1)    b-2     |               |  __fput() {
               1.000003 |   1)    b-2     |               |    evict() {
               1.000004 |   0)    a-1     |   3.000 us    |  }
               1.000009 |   1)    b-2     |   5.000 us    |    }
               1.000010 |   1)    b-2     |   8.000 us    |  }
            """);
    assertThat(seen)
        .filteredOn(each -> each.part() == Part.CLOSE)
        .flatExtracting(each -> each.times().buckets())
        .containsExactly(new Bucket(3000, 3000, 1), new Bucket(8000, 8000, 1));
  }

  @Test
  void closeWithinACloseIsNotCountedTwice() {
    Reading reading =
        text.read(
            """
             0)               |  __fput() {
             0)               |    unix_release() {
             0)               |      __fput() {
             0)   4.000 us    |      }
             0)   6.000 us    |    }
             0)   9.000 us    |  }
            """);
    assertThat(MeasuredText.seen(reading))
        .singleElement()
        .satisfies(
            seen -> assertThat(seen.times().buckets()).containsExactly(new Bucket(9000, 9000, 1)));
    assertThat(reading.remarks()).anyMatch(remark -> remark.contains("1 close ran within"));
  }

  @Test
  void interruptsWithinACloseDoNotEndIt() {
    assertThat(
            nanos(
                close(
                    """
                     0)               |  __fput() {
                     0)   ==========> |
                     0)               |    irq_enter() {
                     0)   0.5 us      |    }
                     0)   <========== |
                     0)               |    /* sched_wakeup: comm=x pid=3 */
                     0)   9.000 us    |  }
                    """)))
        .isEqualTo(9000);
  }

  @Test
  void endWithoutABeginningCountsIfItIsNamed() {
    Reading reading =
        text.read(
            """
             0) + 77.000 us   |  } /* __fput */
             0) + 88.000 us   |  }
             0)   1.000 us    |  } /* __fput ret=0x0 */
             0)               |  schedule() {
            """);
    assertThat(MeasuredText.seen(reading).get(0).times().buckets())
        .containsExactly(new Bucket(1000, 1000, 1), new Bucket(77_000, 77_000, 1));
    assertThat(reading.skipped(TracedCalls.NO_ENTRY)).isEqualTo(1);
  }

  @Test
  void closeThatHasNotEndedIsToldAndNotCounted() {
    Reading reading =
        text.read(" 0)   2.0 us      |  __fput();\n 0)               |  __fput() {\n");
    assertThat(MeasuredText.seen(reading).get(0).times().count()).isEqualTo(1);
    assertThat(reading.remarks()).anyMatch(remark -> remark.contains("the end of 1 close is not"));
  }

  @Test
  void lostEventsEndAllStacks() {
    Reading reading =
        text.read(
            """
             0)   2.0 us      |  __fput();
             0)               |  __fput() {
            CPU:0 [LOST 213 EVENTS]
             0) + 88.000 us   |  }
            """);
    assertThat(MeasuredText.seen(reading).get(0).times().count()).isEqualTo(1);
    assertThat(reading.remarks())
        .anyMatch(remark -> remark.contains("213 events or more were lost"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CPU 0 lost 12 events", "CPU:1 [EVENTS DROPPED]", "CPU:12 [27 EVENTS DROPPED]"})
  void lossIsToldHoweverItIsWritten(String lost) {
    Reading reading = text.read(" 0)   2.0 us      |  __fput();\n" + lost + "\n");
    assertThat(reading.skipped()).isEmpty();
    assertThat(reading.remarks()).anyMatch(remark -> remark.contains("were lost"));
  }

  @Test
  void releasesOfOtherThingsAreNoCloses() {
    String trace =
        """
         0)               |  vfs_read() {
         0)   1.000 us    |    pid_release();
         0)   2.000 us    |  }
         0)   1.000 us    |  lock_release();
        """;
    assertThat(text.refusal(trace, MeasuredText.over(10))).contains("holds nothing to import");
    String filtered = " 0)   1.000 us    |  xfs_file_release();\n".repeat(20);
    assertThat(text.server(filtered, MeasuredText.over(10)).streams())
        .extracting(Stream::function)
        .containsExactly("xfs_file_release");
  }

  @Test
  void traceOfLongCallsOnlyIsRefused() {
    String ends = " 0) ! 277.000 us  |  } /* __fput */\n".repeat(10);
    assertThat(text.refusal(ends, MeasuredText.over(10)))
        .startsWith("m.txt: none of 10 closes has its beginning in the trace. With tracing_thresh");
  }

  @Test
  void linesCutInTheMiddleAreSkippedAndCounted() {
    String good = " 0)               |  __fput() {\n 0) + 15.000 us   |  }\n".repeat(40);
    Reading reading =
        text.read(good + " 0)               |  __fput(\n 0) + 15.0\n5.000 us   |  }\n");
    assertThat(MeasuredText.seen(reading).get(0).times().count()).isEqualTo(40);
    assertThat(reading.skipped()).isNotEmpty().allMatch(each -> each.first() > 80);
  }

  @Test
  void traceThatIsLargelyDamagedIsRefused() {
    String damaged = " 0) + 15.000 us   |  __fput();\n 0) ! 15.000 us   |  __fput();\n".repeat(20);
    assertThat(text.refusal(damaged)).startsWith("m.txt: 20 of 40 lines of the trace are damaged");
  }

  @Test
  void twoClocksInOneTraceAreRefused() {
    String line = "  %s |   0) + 15.000 us   |  __fput();\n";
    assertThat(text.refusal(line.formatted("17663.96") + line.formatted("1709251200.1")))
        .startsWith("m.txt:2: time jumps to 1709251200.1 s here");
    assertThat(text.refusal(line.formatted("17663.96") + line.formatted("11.5")))
        .startsWith("m.txt:2: time jumps to 11.5 s here");
  }

  @Test
  void ticksOfAnUnknownClockGiveNoRate() {
    String trace = "111735834116555 |   0)   1.602 us    |  __fput();\n".repeat(20);
    assertThat(text.refusal(trace)).contains("nothing says in what time");
  }

  @Test
  void fewClosesOfATraceGiveNoRate() {
    String trace =
        "  10.5 |   0)   1.602 us    |  __fput();\n  10.6 |   0)   1.602 us    |  __fput();\n";
    assertThat(text.refusal(trace))
        .startsWith("m.txt: a trace of 2 closes is too short for a rate");
  }

  @Test
  void functionTracerSaysNoTimes() {
    String trace = "bash-42511   [010] ...1. 17663.960584: __fput <-task_work_run\n";
    assertThat(text.refusal(trace)).contains("lines of the function tracer, which times nothing");
  }
}
