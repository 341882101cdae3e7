package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people paste is cut, has no head, or has two things with a rule between them. */
class LogsAsPastedTest {

  private static final FunctionTable TABLE = FunctionTable.shipped();

  private static LogReading read(String text) throws UnreadableLog {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LogReading.of(List.of("-"), new ByteArrayInputStream(bytes), read -> {});
  }

  private static List<String> waits(String text) throws UnreadableLog {
    return Situation.of(read(text), TABLE).waits().stream()
        .map(wait -> "%s: %s %s".formatted(wait.task().name(), wait.what(), wait.knownBy().word()))
        .toList();
  }

  private static final String HEAD =
      """
      WARNING: possible circular locking dependency detected
      6.1.0-lab #1 Not tainted
      labd/7 is trying to acquire lock:
      ffff888000000010 (&lab->a){+.+.}-{3:3}, at: lab_one+0x1/0x2

      but task is already holding lock:
      ffff888000000020 (&lab->b){+.+.}-{3:3}, at: lab_two+0x1/0x2

      the existing dependency chain (in reverse order) is:

      """;

  @Test
  void theHeadOfALockdepReportHasTheLinkThatIsCutOff() throws UnreadableLog {
    LogReport report =
        read(HEAD + "-> #1 (&lab->b){+.+.}-{3:3}:\n lab_three+0x1/0x2\n").reports().get(0);
    assertThat(report.cycle()).containsExactly("&lab->a", "&lab->b");
    assertThat(Dependency.of(report, TABLE))
        .extracting(link -> link.held() + " then " + link.wanted())
        .containsExactly("&lab->b then &lab->a", "&lab->a then &lab->b");
  }

  @Test
  void aChainWithALinkMissingHasNoCircle() throws UnreadableLog {
    String ends = "-> #2 (&lab->b){+.+.}-{3:3}:\n lab_three+0x1/0x2\n";
    String hole = ends + "\n-> #0 (&lab->a){+.+.}-{3:3}:\n lab_one+0x1/0x2\n";
    for (String chain : List.of("", ends, hole)) {
      LogReport report = read(HEAD + chain).reports().get(0);
      assertThat(report.circle("")).as(chain).isNull();
      assertThat(report.cycle()).containsExactly("&lab->a", "&lab->b");
    }
  }

  @Test
  void aRuleEndsAStackAndSoDoesItsLastWord() throws UnreadableLog {
    String runs = "[<0>] exit_to_user_mode+0x8c/0xb0\n[<0>] retint_user+0x8/0x8\n";
    String asks =
        """
        [<0>] __fuse_simple_request+0x60/0x70
        [<0>] fuse_fsync+0xda/0x100
        [<0>] do_fsync+0x33/0x60
        """;
    assertThat(waits("----\n" + runs + "----\n" + asks))
        .containsExactly("a task of line 5: FUSE daemon inferred");
    assertThat(waits("----\n" + asks + "[<0>] 0xffffffffffffffff\n" + asks))
        .containsExactly(
            "a task of line 2: FUSE daemon inferred", "a task of line 6: FUSE daemon inferred");
  }

  @Test
  void nobodyReturnsToTheEndOfAFunction() throws UnreadableLog {
    assertThat(
            waits(
                """
                $ sudo cat /proc/7/stack
                [<ffffffffb3839bd0>] lab_tee+0x3a0/0x3a0
                [<ffffffffb383197e>] wb_wait_for_completion+0x5e/0x90
                [<ffffffffb36b9c50>] lab_event+0xf0/0xf0
                [<ffffffffb38338ca>] sync_inodes_sb+0xaa/0x280
                [<ffffffffb38093f5>] iterate_supers+0xb5/0x100
                """))
        .containsExactly("pid 7: the writeback worker guessed");
  }

  @Test
  void whatIsLeftOfEarlierCallsIsNotWaitedFor() throws UnreadableLog {
    assertThat(
            waits(
                """
                lab/0           D    0  2904      2 0x00000000
                Call Trace:
                 [<ffffffff8132cb66>] ? lab_run_queue+0x29/0x31
                 [<ffffffff8780fe79>] ? __schedule+0x239/0x6f0
                 [<ffffffff87500144>] ? lab_schedule_work+0x14/0x20
                 [<ffffffff87810362>] ? schedule+0x32/0x80
                 [<ffffffff87510023>] ? blk_mq_get_tag+0x23/0x90
                 [<ffffffff8750b8aa>] ? lab_request+0x1a/0x220
                """))
        .containsExactly("lab/0:2904: a free tag of a block device guessed");
  }

  @Test
  void theLastLineOfArmNamesTheCallerToo() throws UnreadableLog {
    assertThat(
            waits(
                """
                INFO: task lab:24916 blocked for more than 120 seconds.
                lab             D    0 24916  24912 0x00000000
                [<80a87848>] (__schedule) from [<80a88018>] (schedule+0x3c/0xa0)
                [<80a88018>] (schedule) from [<80230be4>] (wait_on_page_bit+0x110/0x15c)
                [<80230be4>] (wait_on_page_bit) from [<803db1c4>] (nfs_file_fsync+0x30/0x280)
                """))
        .containsExactly("lab:24916: NFS server in nfs_file_fsync inferred");
  }

  @Test
  void aLockWithoutItsListIsNotAFunctionThatATracerSaw() throws UnreadableLog {
    String lock = " #0: ffffffff845adf68 (lab_mutex){+.+.}-{3:3}, at: lab_get+0x22/0x90\n";
    LogReading log =
        read(lock + "1 lock held by lab/7:\n" + lock + "1 lock held by lab/8:\n" + lock + lock);
    assertThat(log.reports()).isEmpty();
    assertThat(log.lockLists())
        .extracting(list -> list.comm() + ":" + list.pid())
        .containsExactly("lab:7", "lab:8");
  }

  @Test
  void aSoftLockupNamesItsTaskAndItsPlaceWithoutATrace() throws UnreadableLog {
    LogReport report =
        read("""
                watchdog: BUG: soft lockup - CPU#51 stuck for 22s! [lab:140354]
                CPU: 51 PID: 140354 Comm: lab Tainted: G           OE    4.15.0-29-lab #31
                RIP: 0010:lab_spin+0x15/0x20
                """)
            .reports()
            .get(0);
    assertThat(report.tasks()).extracting(LoggedTask::name).containsExactly("lab:140354");
    assertThat(report.tasks().get(0).stack())
        .extracting(StackFrame::function)
        .containsExactly("lab_spin");
  }

  @Test
  void aVersionAloneNamesTheKernel() throws UnreadableLog {
    String hung = "INFO: task lab:7 blocked for more than 120 seconds.\n";
    assertThat(read("Linux version 3.10.0-lab\n\n" + hung).kernel()).isEqualTo("3.10.0-lab");
    assertThat(read("Linux version is said to be bad\n\n" + hung).kernel()).isEmpty();
  }

  @Test
  void whereEveryWordOfTheStackIsPrintedNothingIsSure() throws UnreadableLog {
    assertThat(
            waits(
                """
                INFO: task lab:762 blocked for more than 120 seconds.
                lab           D ffff81043e0a1420     0   762    585           763   748 (L-TLB)
                Call Trace:
                 [<ffffffff8008cf5f>] lab_busiest+0x20d/0x621
                 [<ffffffff88582f6d>] :jbd2:jbd2_journal_commit_transaction+0x191/0x1068
                 [<ffffffff800a28b4>] autoremove_wake_function+0x0/0x2e
                 [<ffffffff88586f7c>] :jbd2:kjournald2+0x9a/0x1ec
                 [<ffffffff80032974>] kthread+0xfe/0x132
                 [<ffffffff8005dfb1>] child_rip+0xa/0x11
                """))
        .singleElement()
        .asString()
        .startsWith("lab:762: handles or buffers of the journal's transaction")
        .endsWith("guessed");
  }

  @Test
  void aStackWithoutItsHeadIsSomebodyOnlyIfItsTopIsThere() throws UnreadableLog {
    String top = "[163245.663663]  schedule_preempt_disabled+0x14/0x20\n[163245.663667]  ";
    String rest =
        """
        __mutex_lock.isra.0+0x1e0/0x4b0
        [163245.663719]  lab_release+0x40/0x360 [lab]
        [163245.663723]  __fput+0xa0/0x210
        [163245.663727]  ____fput+0x20/0x30
        """;
    assertThat(waits(top + rest))
        .containsExactly("a task of line 1: a mutex asked for in lab_release inferred");
    assertThat(waits("[163245.663667]  " + rest)).isEmpty();
    String addressed = rest.replace("]  ", "]  [<ffffffff811cd76a>] ");
    assertThat(waits("[163245.663667]  [<ffffffff811cd760>] " + addressed)).isEmpty();
  }

  @Test
  void aCircularReportIsKnownByItsChainToo() throws UnreadableLog {
    String noBanner = HEAD.substring(HEAD.indexOf("labd/7"));
    String chain = "-> #1 (&lab->b){+.+.}-{3:3}:\n lab_three+0x1/0x2\n";
    LogReport report = read(noBanner + chain).reports().get(0);
    assertThat(report.kind()).isEqualTo(LogReport.Kind.LOCKDEP_CIRCULAR);
    assertThat(report.cycle()).containsExactly("&lab->a", "&lab->b");
  }

  @Test
  void rcusOwnThreadKeepsNoProcessor() throws UnreadableLog {
    LogReading log =
        read(
            """
            rcu: INFO: rcu_sched self-detected stall on CPU
            rcu: RCU grace-period kthread stack dump:
            task:rcu_sched       state:I stack:0     pid:14    tgid:14    ppid:2      flags:0x0
            Call Trace:
             schedule+0x20/0xac
             rcu_gp_fqs_loop+0x124/0x3fc
            CPU: 1 PID: 171 Comm: labc Not tainted 5.12.0-lab #2
            Call Trace:
             lab_runs+0x20/0xac
            """);
    assertThat(log.reports().get(0).tasks())
        .extracting(LoggedTask::name)
        .containsExactly("labc:171");
  }

  @Test
  void oldWordsOfVendorsAreUnderstood() throws UnreadableLog {
    String hung = "INFO: task lab:7 blocked for more than 120 seconds.\n";
    String taint = "      Tainted: G                 ---------r-  - 4.18.0-193.el8.lab #1\n";
    assertThat(read(hung + taint).kernel()).isEqualTo("4.18.0-193.el8.lab");
    String runs = "lab R running 0 2642 2641 0x00000000\nCall Trace:\n console_unlock+0x1/0x2\n";
    assertThat(read(runs).reports().get(0).tasks())
        .extracting(LoggedTask::name)
        .containsExactly("lab:2642");
  }

  private static String hung(int pid, String asks) {
    return """
        INFO: task lab%d:%d blocked for more than 122 seconds.
        task:lab%d state:D stack:0 pid:%d ppid:2 flags:0x00004000
        Call Trace:
         schedule+0x1/0x2
         __mutex_lock+0x1/0x2
         %s+0x1/0x2
        """
        .formatted(pid, pid, pid, pid, asks);
  }

  private static String list(int pid, String lock, String at) {
    return "1 lock held by lab%d/%d:\n #0: %s{+.+.}-{3:3}, at: %s+0x1/0x2\n"
        .formatted(pid, pid, lock, at);
  }

  @Test
  void theLastLockOfAListIsHeldOnlyIfItsTasksStackSaysSo() throws UnreadableLog {
    String lock = "ffff888000000020 (&lab->b)";
    String log = hung(1, "lab_one") + hung(2, "lab_two") + list(1, lock, "lab_one");
    assertThat(waits(log + list(2, lock, "lab_elsewhere")))
        .containsExactly(
            "lab1:1: &lab->b inferred", "lab2:2: a mutex asked for in lab_two inferred");
  }

  @Test
  void theLockThatAStackNamesIsWhatItsTaskWaitsFor() throws UnreadableLog {
    String lock = "ffffffff8e801588 (nfsd_mutex)";
    String log = hung(1, "expkey_flush") + hung(2, "lab_two");
    Situation situation =
        Situation.of(read(log + list(1, lock, "lab_lost") + list(2, lock, "lab_two")), TABLE);
    assertThat(situation.circles()).isEmpty();
    assertThat(situation.waits()).allMatch(wait -> wait.holders().isEmpty());
  }

  @Test
  void whoeverIsSaidToHaveALockDoesNotWaitForItToo() throws UnreadableLog {
    String owned =
        hung(2, "lab_two")
            + "INFO: task lab2:2 is blocked on a mutex likely owned by task lab1:1.\n";
    String named = owned.replace("lab_two", "expkey_flush");
    assertThat(Situation.of(read(hung(1, "expkey_flush") + named), TABLE).circles()).isEmpty();
  }

  @Test
  void whoFlushesDelayedClosesWaitsForTheirWorker() throws UnreadableLog {
    String nfsd = hung(1, "__flush_work").replace(" __mutex_lock+0x1/0x2\n", "");
    String worker =
        hung(2, "delayed_fput")
            .replace("Call Trace:", "Workqueue: events delayed_fput\nCall Trace:");
    Situation situation =
        Situation.of(read(nfsd + " flush_delayed_fput+0x1/0x2\n" + worker), TABLE);
    assertThat(situation.waits().get(0).holders())
        .extracting(SeenTask::name)
        .containsExactly("lab2:2");
    assertThat(situation.waits().get(0).knownBy()).isEqualTo(KnownBy.INFERRED);
  }

  @Test
  void locksThatNobodyNamesAreNotOne() throws UnreadableLog {
    String table =
        """
            PID COMMAND         S WCHAN
         852201 monit           D call_rwsem_down_read_failed
        3863276 labd            D call_rwsem_down_write_failed
        """;
    assertThat(Situation.of(read(table), TABLE).roots()).hasSize(2);
  }

  @Test
  void aScriptsLabelBeforeEachLineOfAStackIsPassedOver() throws UnreadableLog {
    String stack = "    stack: [<0>] wait_for_response+0xb0/0x150 [cifs]\n";
    assertThat(
            waits(stack + "    stack: [<0>] lab_one+0x1/0x2\n    stack: [<0>] lab_two+0x1/0x2\n"))
        .containsExactly("a task of line 1: SMB server in lab_one inferred");
  }

  @Test
  void anOwnersLineAloneTellsWhoHasALock() throws UnreadableLog {
    String line =
        "INFO: task sync:7 <reader> blocked on an rw-semaphore likely owned by task labd:8.\n";
    Situation situation = Situation.of(read(line + hung(1, "lab_one")), TABLE);
    assertThat(situation.waits().get(0).holders())
        .extracting(SeenTask::name)
        .containsExactly("labd:8");
    assertThat(situation.waits().get(0).what()).isEqualTo("an rw-semaphore that sync:7 asks for");
    assertThat(situation.waits().get(0).cause().reads()).isTrue();
    assertThat(situation.roots().get(0).tree().toString())
        .contains("labd:8: what it does is not in this log")
        .doesNotContain("does not wait");
  }
}
