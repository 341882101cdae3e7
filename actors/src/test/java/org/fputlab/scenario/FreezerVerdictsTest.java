package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a task is frozen for a suspend, what it keeps there, and what a suspend may wait for. */
class FreezerVerdictsTest {

  private static final String DEVICE =
      """
      filesystems.dev { release = [ cpu 1us ] }
      mounts.d { filesystem = dev }
      """;

  @RegisterExtension static final WrittenRuns RUNS = new WrittenRuns("duration = 40s");

  /**
   * One task, and a suspend of two seconds that begins meanwhile; {@code done} if all was frozen.
   */
  private static String suspended(String task) {
    return DEVICE
        + "servers.far { service = 10s, silence = 0s }\n"
        + "tasks.t { "
        + task
        + " }\n"
        + """
        tasks.suspend { context = user, start = 100ms
                        run = [ freeze_processes then ( io 2s ; thaw_processes ; complete done ) else complete failed ] }
        tasks.done { context = kthread, run = [ wait_for_completion_timeout done 39s else sleep 0s ] }
        """;
  }

  private static boolean isFrozen(String task) {
    return !RUNS.run(suspended(task)).findings().toString().contains("refuse to freeze");
  }

  @ParameterizedTest
  @CsvSource({
    "'context = user, every = 1ms, run = [ io 1ms ]', true",
    "'context = user, run = [ sleep 35s ]', true",
    "'context = user, run = [ rpc_killable far OP ]', true",
    "'context = user, run = [ wait_event_freezable never ]', true",
    "'context = user, run = [ wait_event_interruptible never else io 1ms ]', true",
    "'context = user, run = [ wait_event_interruptible_timeout never 35s else io 1ms ]', true",
    "'context = user, run = [ wait_event_killable_timeout never 35s ]', false",
    "'context = user, run = [ io 35s ]', false",
    "'context = user, run = [ io 35s ], count = 2', false",
    "'context = user, run = [ return_to_user, io 200ms, return_to_user, sleep 30s ]', true",
    "'context = kthread, run = [ io 35s ]', true",
  })
  void taskStandsStillWhereItMay(String task, boolean frozen) {
    assertThat(isFrozen(task)).isEqualTo(frozen);
  }

  @Test
  void whoIsFrozenInASleepHasItsClosesStillToDoAndWhoReturnsHasNot() {
    String sleeps = suspended("context = user, run = [ open a on d, fput a, sleep 200ms ]");
    String returns = suspended("context = user, run = [ open a on d, fput a, io 200ms ]");

    assertThat(late(sleeps)).isTrue();
    assertThat(late(returns)).isFalse();
    assertThat(
            late(sleeps.replace("context = user, run = [ open", "context = kthread, run = [ open")))
        .isFalse();
  }

  private static boolean late(String text) {
    return RUNS.run(text).findings().stream().anyMatch(it -> it.kind() == Finding.Kind.LATE);
  }

  @Test
  void lockOfAFrozenTaskIsWaitedForUntilTheThawAndNeverByWhoThaws() {
    String text =
        """
        tasks {
          t { context = user, run = [ mutex_lock m, sleep 1s, mutex_unlock m ] }
          suspend { context = user, start = 100ms, run = [ freeze_processes then call suspended ] }
        }
        paths.suspended = [ %s, thaw_processes ]
        """;

    assertThat(RUNS.run(text.formatted("io 2s")).verdict()).isEqualTo(Verdict.OK);
    assertThat(RUNS.run(text.formatted("mutex_lock m, mutex_unlock m")).verdict())
        .isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void daemonIsFrozenAndWhoWaitsForItRefuses() {
    RunResult result =
        RUNS.run(
            """
            servers.daemon { workers = 1, silence = 0s, operation = [ io 200ms ] }
            filesystems.fuse-like { server = daemon, flush = [ rpc server FLUSH ] }
            mounts.f { filesystem = fuse-like }
            tasks {
              user    { context = user, count = 2, run = [ open a on f, close a ] }
              suspend { context = user, start = 100ms, run = [ freeze_processes then thaw_processes ] }
            }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
    assertThat(result.findings().toString()).contains("tasks that refuse to freeze");
  }

  @Test
  void kernelThreadIsFrozenOnlyIfItSaysSo() {
    String text =
        """
        tasks {
          t { context = kthread, run = [ %s mutex_lock m, sleep 1s, mutex_unlock m ] }
          suspend { context = user, start = 100ms, run = [ freeze_kernel_threads then call suspended ] }
        }
        paths.suspended = [ mutex_lock m, mutex_unlock m, thaw_processes ]
        """;

    assertThat(RUNS.run(text.formatted("")).verdict()).isEqualTo(Verdict.OK);
    assertThat(RUNS.run(text.formatted("set_freezable,")).verdict()).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void secondSuspendFailsAtOnceAndATaskThatEndsIsNotWaitedFor() {
    RunResult result =
        RUNS.run(
            """
            tasks {
              ends   { context = user, run = [ io 300ms ] }
              first  { context = user, start = 100ms, run = [ freeze_processes then ( io 1s ; thaw_processes ) ] }
              second { context = user, start = 50ms, run = [ io 100ms, freeze_processes then thaw_processes else complete busy ] }
              waits  { context = kthread, run = [ wait_for_completion busy ] }
            }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void faultAndFreezeOfOneTaskEndEachByItself() {
    String text =
        """
        tasks {
          t { context = user, every = 10ms, run = [ io 1ms, complete ran ] }
          suspend { context = user, start = 1s, run = [ freeze_processes then ( io 2s ; thaw_processes ) ] }
          last { context = kthread, start = 30s, run = [ wait_for_completion_timeout ran 5s ] }
        }
        faults = [ { at = %s, on = t, do = pause, for = %s } ]
        """;

    assertThat(RUNS.run(text.formatted("500ms", "1s")).verdict()).isEqualTo(Verdict.OK);
    assertThat(RUNS.run(text.formatted("2s", "3s")).verdict()).isEqualTo(Verdict.OK);
    assertThat(RUNS.run(text.formatted("2s", "100ms")).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void whatEndsInterruptibleWaitsOrIsNotThawedIsRefused() {
    String text =
        """
        tasks {
          t { context = user, run = [ mutex_lock_interruptible m, mutex_unlock m ] }
          k { context = kthread, run = [ mutex_lock_interruptible m, mutex_unlock m ] }
          suspend { context = user, run = [ freeze_processes ] }
          sleeper { context = user, run = [ set_freezable ] }
        }
        """;

    assertThat(RUNS.problems(text))
        .containsExactlyInAnyOrder(
            "a.conf:6: tasks.sleeper.run = set_freezable: is for kernel threads. A user task is"
                + " frozen anyway.",
            "a.conf:5: tasks.suspend.run = freeze_processes: freeze_processes is not ended by the"
                + " end. Add thaw_processes.",
            "a.conf:5: tasks.suspend.run = freeze_processes: would end mutex_lock_interruptible m,"
                + " which does not say what follows then. Write after it: then call P, where"
                + " paths.P ends with giving it back, or else STEP.");
  }

  @Test
  void orderKnowsWhatAFrozenTaskMayHold() {
    String text =
        """
        tasks {
          t { context = %s, run = [ mutex_lock m, %s, mutex_unlock m ] }
          suspend { context = user, run = [ freeze_processes, mutex_lock m, mutex_unlock m, thaw_processes ] }
        }
        """;

    assertThat(order(text.formatted("user", "sleep 1s"))).isEqualTo(Order.Answer.CYCLE);
    assertThat(order(text.formatted("user", "io 1s"))).isEqualTo(Order.Answer.PROVED);
    assertThat(order(text.formatted("kthread", "io 1s"))).isEqualTo(Order.Answer.PROVED);
    assertThat(order(text.formatted("kthread", "set_freezable, sleep 1s")))
        .isEqualTo(Order.Answer.CYCLE);
  }

  private static Order.Answer order(String text) {
    return StepOrder.of(RUNS.scenario(text), ClosePolicy.DEFERRED).answer();
  }
}
