package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which waits a signal ends, what follows then, and what may still be proven of such waits. */
class SignalVerdictsTest {

  private static final String SERVER = "servers.far { service = 1ms, silence = 0s }\n";

  private static final String HANGS = "faults = [ { at = 0s, on = far, do = hang } ]\n";

  @RegisterExtension
  static final WrittenRuns RUNS = new WrittenRuns("duration = 20s, watch.long-wait-after = 5s");

  /** Two tasks take two mutexes in opposite order, and somebody sends one of them a signal. */
  private static String abba(String word, String signal) {
    return """
        paths.inside = [ cpu 1us, mutex_unlock m ]
        tasks {
          holder { context = user, run = [ mutex_lock m, io 20ms, mutex_lock b, mutex_unlock b, mutex_unlock m ] }
          victim { context = user
                   run = [ mutex_lock b, io 10ms, %s m then call inside else cpu 1us, mutex_unlock b ] }
          sender { context = user, start = 1s, run = [ %s ] }
        }
        """
        .formatted(word, signal);
  }

  @ParameterizedTest
  @CsvSource({
    "mutex_lock_killable, send_sig SIGKILL victim, OK",
    "mutex_lock_interruptible, send_sig SIGKILL victim, OK",
    "mutex_lock_interruptible, send_sig SIGINT victim, OK",
    "mutex_lock_killable, send_sig SIGINT victim, DEADLOCK",
    "mutex_lock_killable, send_sig SIGKILL sender, DEADLOCK",
  })
  void signalEndsAWaitForALockThatSaysSo(String word, String signal, Verdict verdict) {
    assertThat(RUNS.run(abba(word, signal)).verdict()).isEqualTo(verdict);
  }

  @Test
  void waitIsNotProvenEndlessAsLongAsSomebodyMayEndIt() {
    String never = abba("mutex_lock_killable", "sleep 15s, send_sig SIGKILL victim");

    assertThat(RUNS.run(never).verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void senderWhoIsStuckItselfEndsNothing() {
    String stuck =
        abba("mutex_lock_killable", "mutex_lock m, send_sig SIGKILL victim, mutex_unlock m");

    assertThat(RUNS.run(stuck).verdict()).isEqualTo(Verdict.DEADLOCK);
  }

  @ParameterizedTest
  @CsvSource({"sigkill, OK", "sigint, DEADLOCK"})
  void signalMayComeFromOutside(String fault, Verdict verdict) {
    String text = abba("mutex_lock_killable", "cpu 1us");
    String faults = "faults = [ { at = 4s, on = victim, do = " + fault + " } ]";

    assertThat(RUNS.run(text + faults).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "wait_for_completion_killable never, SIGKILL, OK",
    "wait_for_completion_interruptible never, SIGUSR1, OK",
    "wait_event_killable never, SIGUSR1, DEADLOCK",
    "wait_event_interruptible_timeout never 15s, SIGALRM, OK",
    "wait_event_killable_timeout never 15s, SIGALRM, WAITS",
    "rpc_killable far OP, SIGKILL, OK",
    "rpc_killable far OP, SIGTERM, WAITS",
    "rpc far OP, SIGKILL, WAITS",
    "down_killable none, SIGKILL, OK",
    "down_interruptible none, SIGINT, OK",
    "down none, SIGKILL, DEADLOCK",
  })
  void signalEndsAWaitForAnythingThatSaysSo(String wait, String signal, Verdict verdict) {
    boolean branches = wait.matches(".*(killable|interruptible).*");
    String text =
        SERVER
            + """
            semaphores.none = 0
            tasks {
              victim { context = user, run = [ mutex_lock held, %s, mutex_unlock held ] }
              sender { context = kthread, start = 1s, run = [ send_sig %s victim ] }
            }
            """
                .formatted(branches ? wait + " then cpu 1us else cpu 2us" : wait, signal)
            + HANGS;

    assertThat(RUNS.run(text).verdict()).isEqualTo(verdict);
  }

  @Test
  void oneToManyAlikeGoesToNobodyWhoseNameMerelyBeginsSo() {
    String text =
        """
        tasks {
          app { context = user, count = 2, run = [ wait_event_killable never ] }
          app-server { context = user, run = [ wait_event_killable never ] }
          sender { context = kthread, start = 1s, run = [ send_sig SIGKILL app ] }
        }
        """;
    RunResult result = RUNS.run(text);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(result.findings().get(0).headline()).contains("app-server").doesNotContain("app-0");
  }

  @Test
  void pendingSignalEndsALaterWaitButNotOneThatNeedsNone() {
    String text =
        """
        paths.got = [ mutex_unlock free, complete was-free ]
        tasks {
          holder { context = user, run = [ mutex_lock taken, sleep 10s, mutex_unlock taken ] }
          victim { context = user, start = 10ms
                   run = [ io 100ms
                           mutex_lock_interruptible free then call got
                           mutex_lock_interruptible taken then mutex_unlock taken else complete was-taken
                           return_to_user
                           mutex_lock_interruptible taken then mutex_unlock taken else complete twice ] }
          sender { context = user, start = 50ms, run = [ send_sig SIGINT victim ] }
          first  { context = user, run = [ wait_for_completion was-free, wait_for_completion was-taken ] }
          second { context = user, run = [ wait_for_completion_timeout twice 19s then complete wrong ] }
          third  { context = user, run = [ wait_for_completion_timeout wrong 19s then sleep 0s ] }
        }
        """;
    RunResult result = RUNS.run(text);

    assertThat(result.findings().toString()).doesNotContain("first waits");
    assertThat(result.findings().toString()).contains("second");
  }

  @Test
  void killedTaskEndsWithItsPresentRunAndItsClosesComeFirst() {
    String text =
        """
        filesystems.dev { release = [ complete closed ] }
        mounts.d { filesystem = dev }
        tasks {
          victim { context = user, every = 10ms
                   run = [ open a on d, fput a, wait_event_killable never ] }
          sender { context = user, start = 1s, run = [ send_sig SIGKILL victim, send_sig SIGKILL victim ] }
          peer   { context = user, run = [ wait_for_completion closed, wait_for_completion closed ] }
        }
        """;
    RunResult result = RUNS.run(text);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(result.findings().get(0).headline()).contains("peer");
  }

  @Test
  void oneOfManyAlikeIsKilledOrAllOfThem() {
    String text =
        """
        tasks {
          victim { context = user, count = 3, run = [ mutex_lock held, wait_event_killable never, mutex_unlock held ] }
          sender { context = user, start = 1s, run = [ %s ] }
        }
        """;

    assertThat(RUNS.run(text.formatted("send_sig SIGKILL victim-1")).verdict())
        .isEqualTo(Verdict.DEADLOCK);
    assertThat(RUNS.run(text.formatted("send_sig SIGKILL victim")).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void whatALockedSectionNeedsIsRefusedWhereASignalMayTakeItAway() {
    String text =
        """
        filesystems.dev { release = [ mutex_lock_interruptible m, mutex_unlock m ] }
        mounts.d { filesystem = dev }
        semaphores.slots = 1
        tasks {
          other  { context = user, run = [ mutex_lock_killable n, mutex_unlock n ] }
          victim { context = user, run = [ down_killable slots, up slots ] }
          sender { context = user, run = [ send_sig SIGINT other, send_sig SIGKILL victim ] }
        }
        faults = [ { at = 1s, on = other, do = sigkill } ]
        """;

    assertThat(RUNS.problems(text))
        .containsExactly(
            "a.conf:8: tasks.sender.run = send_sig SIGINT other: would end mutex_lock_interruptible"
                + " m, which does not say what follows then. Write after it: then call P, where"
                + " paths.P ends with giving it back, or else STEP.",
            "a.conf:8: tasks.sender.run = send_sig SIGKILL victim: would end down_killable slots,"
                + " which does not say what follows then. Write after it: then call P, where"
                + " paths.P ends with giving it back, or else STEP.",
            "a.conf:10: faults[1].do = sigkill: would end mutex_lock_killable n, which does not say"
                + " what follows then.");
  }

  @Test
  void onlyUserTasksTakeSignals() {
    String text =
        """
        servers.daemon { operation = [ cpu 1us ] }
        tasks {
          kernel { context = kthread, run = [ cpu 1us ] }
          sender { context = user
                   run = [ send_sig SIGINT kernel, send_sig SIGHUP sender, send_sig SIGKILL daemon ] }
        }
        faults = [ { at = 1s, on = kernel, do = sigint }, { at = 1s, on = sender, do = sigkill, for = 1s } ]
        """;

    assertThat(RUNS.problems(text))
        .containsExactly(
            "a.conf:6: tasks.sender.run = send_sig SIGINT kernel: kernel is a kernel thread. Those"
                + " ignore signals (sig_task_ignored, kernel/signal.c, v6.6).",
            "a.conf:6: tasks.sender.run = send_sig SIGHUP sender: unknown signal SIGHUP. Known:"
                + " SIGKILL, SIGINT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2.",
            "a.conf:6: tasks.sender.run = send_sig SIGKILL daemon: daemon is a server's process."
                + " Write a fault for it, as do = crash.",
            "a.conf:8: faults[1].do = sigint: kernel is no user task of the scenario, and takes no"
                + " signals.",
            "a.conf:8: faults[2].for = 1s: is given, but a sigkill cannot be lifted. Leave it out.");
  }

  @Test
  void orderTakesItThatNoSignalComesAndThatTheKilledCompleteNothing() {
    Order cycle =
        StepOrder.of(
            RUNS.scenario(abba("mutex_lock_killable", "send_sig SIGKILL victim")),
            ClosePolicy.SYNC);
    String provider =
        """
        tasks {
          provider { context = user, every = 1ms, run = [ complete c ] }
          waiter   { context = user, every = 1ms, run = [ wait_for_completion c ] }
          sender   { context = user, run = [ %s provider ] }
        }
        """;

    assertThat(cycle.answer()).isEqualTo(Order.Answer.CYCLE);
    assertThat(
            StepOrder.of(RUNS.scenario(provider.formatted("send_sig SIGINT")), ClosePolicy.SYNC)
                .answer())
        .isEqualTo(Order.Answer.PROVED);
    assertThat(
            StepOrder.of(RUNS.scenario(provider.formatted("send_sig SIGKILL")), ClosePolicy.SYNC)
                .alone())
        .extracting(Order.Alone::who)
        .isEqualTo(List.of("waiter"));
  }
}
