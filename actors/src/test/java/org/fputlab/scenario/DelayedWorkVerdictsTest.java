package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What follows from work that a timer queues: who may still end a wait, and who never will. */
class DelayedWorkVerdictsTest {

  private static final String WAITER =
      "tasks.waiter { context = kthread, start = 100ms, run = [ wait_for_completion c ] }\n";

  @RegisterExtension static final WrittenRuns RUNS = new WrittenRuns("duration = 20s");

  @Test
  void aTimerThatRunsMayStillEndAWait() {
    RunResult result =
        RUNS.run(
            WAITER
                + """
                works.late { run = [ complete c ] }
                tasks.starter { context = kthread, run = [ queue_delayed_work late 15s ] }
                """);

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
    assertThat(result.findings()).noneMatch(found -> found.kind() == Finding.Kind.DEADLOCK);
  }

  @Test
  void aTimerThatIsTakenBackEndsNoWait() {
    RunResult result =
        RUNS.run(
            WAITER
                + """
                works.late { run = [ complete c ] }
                tasks.starter { context = kthread
                  run = [ queue_delayed_work late 15s, cancel_delayed_work late ] }
                """);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(result.findings().get(0).headline()).contains("nobody is left to do it");
  }

  @Test
  void anItemThatCancelsItselfAndWaitsWaitsForItself() {
    RunResult result =
        RUNS.run(
            """
            works.poll { run = [ io 1ms, cancel_delayed_work_sync poll ] }
            tasks.starter { context = kthread, run = [ queue_delayed_work poll 10ms ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(result.findings().get(0).headline()).contains("kworker-0");
  }

  @Test
  void anItemThatCancelsItselfWithoutWaitingGoesOn() {
    RunResult result =
        RUNS.run(
            """
            works.poll { run = [ queue_delayed_work poll 10ms, io 1ms, cancel_delayed_work poll, complete c ] }
            tasks.starter { context = kthread
              run = [ queue_delayed_work poll 10ms, wait_for_completion c ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void cancellingUnderALockThatTheItemWaitsForIsADeadlock() {
    RunResult result =
        RUNS.run(
            """
            works.poll { run = [ mutex_lock dev, io 1ms, mutex_unlock dev ] }
            tasks.closer { context = kthread
              run = [ queue_delayed_work poll 10ms, mutex_lock dev, io 50ms
                      cancel_delayed_work_sync poll, mutex_unlock dev ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void cancellingUnderThatLockBeforeItsTimeIsOnlyAnOrderThatLockdepTellsOf() {
    RunResult result =
        RUNS.run(
            """
            works.poll { run = [ mutex_lock dev, io 1ms, mutex_unlock dev ] }
            tasks {
              polls  { context = kthread, run = [ queue_delayed_work poll 0s ] }
              closer { context = kthread, start = 1s
                       run = [ queue_delayed_work poll 10s, mutex_lock dev
                               cancel_delayed_work_sync poll, mutex_unlock dev ] }
            }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(result.findings())
        .anyMatch(
            found ->
                found.kind() == Finding.Kind.LOCK_ORDER
                    && String.join("\n", found.details()).contains("(work_completion)(&poll)"));
  }
}
