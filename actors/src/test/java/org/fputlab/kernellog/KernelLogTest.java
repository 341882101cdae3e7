package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found in logs that were written for these tests, after the formats of many kernels. */
class KernelLogTest {

  private static final FunctionTable TABLE = FunctionTable.shipped();

  static LogReading read(String name) throws UnreadableLog {
    return LogReading.of(
        List.of("src/test/resources/kernellog/" + name), InputStream.nullInputStream(), b -> {});
  }

  private static LogReading text(String text) throws UnreadableLog {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return LogReading.of(List.of("-"), in, bytes -> {});
  }

  private static Situation situation(String name) throws UnreadableLog {
    return Situation.of(read(name), TABLE);
  }

  private static List<String> tasks(LogReading log) {
    return log.reports().stream()
        .flatMap(report -> report.tasks().stream())
        .map(LoggedTask::name)
        .toList();
  }

  private static String wait(Situation situation, String task) {
    for (SeenWait wait : situation.waits()) {
      if (wait.task().name().equals(task)) {
        List<String> holders = wait.holders().stream().map(SeenTask::name).toList();
        return wait.what() + " " + holders + " " + wait.knownBy().word();
      }
    }
    return "none";
  }

  @Test
  void ownersThatTheKernelNamesMakeAProvenCircle() throws UnreadableLog {
    Situation situation = situation("two-owners.log");
    assertThat(situation.circles()).hasSize(1);
    Situation.Circle circle = situation.circles().get(0);
    assertThat(circle.isProven()).isTrue();
    assertThat(circle.waits())
        .extracting(wait -> wait.task().name())
        .containsExactly("mounter:4100", "scanner:4200");
    assertThat(circle.behind()).extracting(SeenTask::name).containsExactly("reader:4300");
    assertThat(read("two-owners.log").kernel()).isEqualTo("6.18.0-lab");
    assertThat(read("two-owners.log").remarks())
        .anyMatch(text -> text.contains("hung_task_warnings"));
  }

  private static String hung(String task, String asks, String owned) {
    String comm = task.split("/", -1)[0];
    String pid = task.split("/", -1)[1];
    return """
        [ 500.000001] INFO: task %s:%s blocked for more than 122 seconds.
        [ 500.000002] task:%s state:D stack:0     pid:%s  tgid:%s  ppid:1
        [ 500.000003] Call Trace:
        [ 500.000004]  schedule+0x27/0xd0
        [ 500.000005]  %s+0x2a1/0x4f0
        [ 500.000006]  lab_call+0x31/0xa0 [labdev]
        [ 500.000007] INFO: task %s:%s %s
        """
        .formatted(comm, pid, comm, pid, pid, asks, comm, pid, owned);
  }

  @Test
  void whoWaitsForACirclesLockIsBehindItWhereverItStandsInTheLog() throws UnreadableLog {
    String owned = "<%s> blocked on an rw-semaphore likely owned by task holder:20 <writer>";
    LogReading log =
        text(
            hung("behind/10", "rwsem_down_write_slowpath", owned.formatted("writer"))
                + hung("tied/30", "rwsem_down_read_slowpath", owned.formatted("reader"))
                + hung(
                    "holder/20",
                    "__mutex_lock.constprop.0",
                    "is blocked on a mutex likely owned by task tied:30."));
    Situation situation = Situation.of(log, TABLE);
    assertThat(situation.circles()).hasSize(1);
    Situation.Circle circle = situation.circles().get(0);
    assertThat(circle.isProven()).isTrue();
    assertThat(circle.waits())
        .extracting(wait -> wait.task().name())
        .containsExactly("tied:30", "holder:20");
    assertThat(circle.behind()).extracting(SeenTask::name).containsExactly("behind:10");
    assertThat(Dependency.of(circle))
        .extracting(link -> link.task() + " asks for " + link.wanted() + " with " + link.held())
        .containsExactly(
            "tied:30 asks for an rw-semaphore asked for in lab_call of holder:20"
                + " with a mutex asked for in lab_call of tied:30",
            "holder:20 asks for a mutex asked for in lab_call of tied:30"
                + " with an rw-semaphore asked for in lab_call of holder:20");
  }

  @Test
  void whoLastTookASemaphoreOrReadsIsOnlyInferredToHaveIt() throws UnreadableLog {
    String last = "is blocked on a semaphore likely last held by task %s.";
    String reader = "<writer> blocked on an rw-semaphore likely owned by task %s <reader>";
    for (String owned : List.of(last, reader)) {
      LogReading log =
          text(
              hung("one/10", "__down_common", owned.formatted("two:20"))
                  + hung(
                      "two/20",
                      "__mutex_lock.constprop.0",
                      "is blocked on a mutex likely owned by task one:10."));
      Situation situation = Situation.of(log, TABLE);
      assertThat(wait(situation, "one:10")).contains("[two:20]").endsWith("inferred");
      assertThat(situation.circles()).noneMatch(Situation.Circle::isProven);
    }
  }

  @Test
  void theLastLockOfAListIsAwaitedAndTheOthersAreHeld() throws UnreadableLog {
    Situation situation = situation("lists-abba.log");
    assertThat(wait(situation, "closer:501")).isEqualTo("&dev->lab_lock [rescan:502] printed");
    assertThat(wait(situation, "rescan:502")).isEqualTo("&file->lab_mutex [closer:501] printed");
    assertThat(situation.circles()).hasSize(1);
    assertThat(situation.circles().get(0).isProven()).isTrue();
    assertThat(read("lists-abba.log").taint()).isEqualTo("G OE");
  }

  @Test
  void aDaemonThatWaitsForItsChildsCloseWouldBeADeadlock() throws UnreadableLog {
    Situation situation = situation("fuse-containers.log");
    assertThat(wait(situation, "labfs:7001"))
        .isEqualTo("a child's end [labfs-helper:7055] inferred");
    assertThat(wait(situation, "labfs-helper:7055")).isEqualTo("FUSE daemon [labfs:7001] guessed");
    assertThat(wait(situation, "runc:7102")).isEqualTo("FUSE daemon [labfs:7001] guessed");
    assertThat(situation.circles()).hasSize(1);
    assertThat(situation.circles().get(0).isProven()).isFalse();
    assertThat(situation.tasks()).hasSize(4);
    SeenTask twice = situation.tasks().get(3);
    assertThat(twice.reports()).isEqualTo(2);
    assertThat(twice.task().blockedSeconds()).isEqualTo(241);
  }

  @Test
  void kernelsSince26AreReadWithTheirColumnsModulesAndArms() throws UnreadableLog {
    LogReading log = read("old-kernels.log");
    assertThat(tasks(log)).containsExactly("umount:3131", "nfsd:2496", "cat:812");
    assertThat(log.kernel()).isEqualTo("3.18.20-arm");
    Situation situation = Situation.of(log, TABLE);
    assertThat(wait(situation, "nfsd:2496"))
        .isEqualTo("an rw-semaphore asked for in nfsd_open [] inferred");
    assertThat(wait(situation, "cat:812"))
        .isEqualTo("a mutex asked for in labdev_open [] inferred");
    LoggedTask umount = log.reports().get(0).tasks().get(0);
    assertThat(umount.calls())
        .contains(new StackFrame("labfs_put_super", "labfs", true, false))
        .extracting(StackFrame::function)
        .contains("deactivate_super");
  }

  @Test
  void tablesFilesOfProcAndCrashesAreRead() throws UnreadableLog {
    LogReading log = read("dumps.txt");
    assertThat(log.reports())
        .extracting(LogReport::form)
        .containsExactly(
            "ps with wchan", "/proc/PID/stack", "/proc/PID/wchan", "/proc/PID/wchan", "crash bt");
    Situation situation = Situation.of(log, TABLE);
    assertThat(wait(situation, "backup:2302")).isEqualTo("FUSE daemon [] inferred");
    assertThat(wait(situation, "pid 2400")).isEqualTo("NFS server in nfs4_do_close [] inferred");
    assertThat(wait(situation, "pid 2500")).isEqualTo("none");
    assertThat(wait(situation, "lab writer:2600"))
        .isEqualTo("an rw-semaphore asked for in lab_write [] inferred");
    assertThat(wait(situation, "kworker/1:2:2601")).startsWith("something in lab_release []");
    assertThat(wait(situation, "systemd:1")).isEqualTo("none");
  }

  @Test
  void lockdepIsReadThroughQuotingAndWrappedLines() throws UnreadableLog {
    LogReading log = read("quoted-lockdep.txt");
    assertThat(log.reports()).hasSize(1);
    LogReport report = log.reports().get(0);
    assertThat(report.kind()).isEqualTo(LogReport.Kind.LOCKDEP_CIRCULAR);
    assertThat(report.kernel()).isEqualTo("6.10.0-lab+");
    assertThat(report.cycle())
        .containsExactly("&lab->open_mutex", "(wq_completion)events", "(delayed_fput_work).work");
    assertThat(report.tasks()).extracting(LoggedTask::name).containsExactly("kworker/1:3:190");
    assertThat(report.tasks().get(0).locks()).hasSize(2);
    assertThat(report.tasks().get(0).calledIn("delayed_fput")).isTrue();
    assertThat(report.chain().get(2).stack())
        .extracting(StackFrame::function)
        .contains("__fput", "delayed_fput");
  }

  @Test
  void stallsAndWorkqueuesAreReadAndNobodyWaitsInThem() throws UnreadableLog {
    LogReading log = read("stalls.log");
    assertThat(log.reports())
        .extracting(LogReport::kind)
        .containsExactly(
            LogReport.Kind.WORKQUEUE,
            LogReport.Kind.TRACE,
            LogReport.Kind.TRACE,
            LogReport.Kind.WORKQUEUE);
    assertThat(log.reports().get(0).form()).isEqualTo("hogged CPU for more than 10000 us 16 times");
    assertThat(tasks(log)).contains("nfsd:1812", "kworker/3:0:1900", "pid 1901");
    assertThat(log.kernel()).isEqualTo("6.1.55-lab");
    assertThat(Situation.of(log, TABLE).waits()).isEmpty();
  }

  @Test
  void sysrqListsTasksOfBothForms() throws UnreadableLog {
    LogReading log = read("sysrq.log");
    assertThat(log.reports()).hasSize(1);
    assertThat(log.reports().get(0).form()).isEqualTo("sysrq w");
    assertThat(tasks(log)).containsExactly("a b c:6102", "umount:6103", "bash:6104");
    Situation situation = Situation.of(log, TABLE);
    assertThat(wait(situation, "a b c:6102")).isEqualTo("none");
    assertThat(wait(situation, "umount:6103"))
        .isEqualTo("an SRCU grace period in fsnotify_destroy_group [] inferred");
    assertThat(log.reports().get(0).tasks().get(1).work()).isEqualTo("events_unbound lab_work");
  }

  @Test
  void taintOfDistributionsAndFramesOfOtherMachinesAreRead() throws UnreadableLog {
    LogReading log =
        text(
            """
            [12345.678901] INFO: task jbd2/dm-0-8:1234 blocked for more than 120 seconds.
            [12345.678902]       Tainted: G               X -------- -  - 4.18.0-305.el8.s390x #1
            [12345.678904] jbd2/dm-0-8     D    0  1234      2 0x00000000
            [12345.678905] Call Trace:
            [12345.678906] ([<0000000000b7e2f2>] __schedule+0x31a/0x8f8)
            [12345.678907]  [<0000000000b7e936>] schedule+0x66/0x128
            [12345.678908]  [<00000000003c8f4a>] jbd2_journal_commit_transaction+0x21a/0x1b38
            [12346.000001] watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kworker/1:3:190]
            [12346.000002] CPU: 1 UID: 0 PID: 190 Comm: kworker/1:3 Tainted: G L 6.12.1 #1
            [12346.000003] Workqueue: events delayed_fput
            [12346.000004] Call trace:
            [12346.000005]  _raw_spin_unlock_irq+0x1c/0x50 (P)
            [12346.000006]  evict+0x1c/0x50
            [12346.000007]  delayed_fput+0x1c/0x50
            """);
    assertThat(log.kernel()).isEqualTo("4.18.0-305.el8.s390x");
    assertThat(log.taint()).isEqualTo("G X");
    assertThat(tasks(log)).containsExactly("jbd2/dm-0-8:1234", "kworker/1:3:190");
    LoggedTask worker = log.reports().get(1).tasks().get(0);
    assertThat(worker.work()).isEqualTo("events delayed_fput");
    assertThat(worker.stack()).hasSize(3);
  }

  @Test
  void aLogWithoutReportsHasNone() throws UnreadableLog {
    LogReading log =
        text("Mar 10 14:22:31 node systemd[1]: Started fput of nothing.\n".repeat(400));
    assertThat(log.reports()).isEmpty();
    assertThat(log.lockLists()).isEmpty();
  }
}
