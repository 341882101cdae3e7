package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a wait for a completion can still end: who is left that may complete it. */
class CompletionWaitsTest {

  private static final String PIPES =
      """
      filesystems.pipe { release = [ complete closed ] }
      mounts.pipes { filesystem = pipe }
      files.end { on = pipes }
      """;

  @RegisterExtension static final WrittenRuns RUNS = new WrittenRuns("duration = 20s");

  @Test
  void whatNobodyCompletesIsWaitedForInVain() {
    RunResult result = RUNS.run("tasks.t { context = user, run = [ wait_for_completion c ] }");

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(result.findings().get(0).headline()).contains("nobody is left to do it");
  }

  @Test
  void aTaskThatHasNotStartedYetMayStillComplete() {
    RunResult result =
        RUNS.run(
            """
            tasks.t { context = user, run = [ wait_for_completion c ] }
            tasks.late { context = user, start = 15s, run = [ complete c ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void anIdleServiceThreadMayStillComplete() {
    RunResult result =
        RUNS.run(
            """
            mounts.m { filesystem = tmpfs }
            nfsd { threads = 2 }
            clients.c { mount = m, rate = 0.1/s, arrivals = paced, op = [ complete c ] }
            tasks.t { context = user, run = [ wait_for_completion c ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void twoTasksThatWouldCompleteForEachOtherWaitForEver() {
    RunResult result =
        RUNS.run(
            """
            tasks.a { context = user, run = [ wait_for_completion x, complete y ] }
            tasks.b { context = user, run = [ wait_for_completion y, complete x ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(deadlock(result)).isEqualTo("a and b wait for each other forever");
  }

  @Test
  void aFileOnTheListIsClosedBySomeWorkerThatIsNotThereYet() {
    RunResult result =
        RUNS.run(
            PIPES
                + """
                hz = 100
                watch.sample-every = 1ms
                tasks.t { context = kthread, run = [ fput end, wait_for_completion closed ] }
                """);

    assertThat(result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aFileOnTheListIsNotLostWhileTheWorkerIsPaused() {
    RunResult result =
        RUNS.run(
            PIPES
                + """
                tasks.t { context = kthread, run = [ fput end, wait_for_completion closed ] }
                faults = [ { at = 0s, on = delayed_fput, do = pause, for = 10s } ]
                """);

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void aWorkerThatWaitsForAFileBehindItOnTheListWaitsForEver() {
    RunResult result =
        RUNS.run(
            PIPES
                + """
                filesystems.reader { release = [ wait_for_completion closed ] }
                mounts.readers { filesystem = reader }
                tasks.t { context = kthread, run = [ open r on readers, fput end, fput r ] }
                """);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(deadlock(result))
        .isEqualTo("kworker-0 waits forever for completion closed, which only it could end");
  }

  @Test
  void aWorkItemThatIsQueuedMayStillComplete() {
    RunResult result =
        RUNS.run(
            """
            works.w { run = [ io 8s, complete c ] }
            tasks.t { context = user, run = [ queue_work w, wait_for_completion c ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
  }

  private static String deadlock(RunResult result) {
    return result.findings().stream()
        .filter(finding -> finding.kind() == Finding.Kind.DEADLOCK)
        .map(Finding::headline)
        .findFirst()
        .orElse("none");
  }
}
