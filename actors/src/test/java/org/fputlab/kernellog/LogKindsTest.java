package org.fputlab.kernellog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Kinds of reports of which there is one sample each: who waits for what in them. */
class LogKindsTest {

  private static final FunctionTable TABLE = FunctionTable.shipped();

  private static List<String> waits(String sample) throws UnreadableLog {
    return Situation.of(KernelLogTest.read(sample), TABLE).waits().stream()
        .map(
            wait ->
                "%s: %s %s %s"
                    .formatted(
                        wait.task().name(),
                        wait.what(),
                        wait.holders().stream().map(SeenTask::name).toList(),
                        wait.knownBy().word()))
        .toList();
  }

  @Test
  void wordsOfTheStackBeforeATraceAreNoTrace() throws UnreadableLog {
    assertThat(waits("mips.log"))
        .containsExactly("labproc:64: a mutex asked for in labfs_release [] inferred");
  }

  @Test
  void stacksOfDebuggersLoopsAndTablesHaveTheirTasks() throws UnreadableLog {
    assertThat(waits("debuggers.txt"))
        .containsExactly(
            "umount:4211: s_umount [] inferred",
            "sync:4220: what the log does not show [] guessed",
            "labd:3112: FUSE daemon [] inferred",
            "kworker/3:2+events:871: a work item in __flush_work [] inferred",
            "runc:7055: FUSE daemon [] inferred");
  }

  @Test
  void aWorkersEntryForItsItemIsACopy() throws UnreadableLog {
    assertThat(waits("work-items.log"))
        .containsExactly(
            "umount:100: (work_completion)(&lab->work) [kworker/1:1:101] inferred",
            "kworker/1:1:101: &type->s_umount_key#41 [umount:100] printed");
  }

  @Test
  void theThreadThatIsStoppedIsTheOneOfThatName() throws UnreadableLog {
    assertThat(waits("stopped-thread.log"))
        .containsExactly(
            "umount:100: a kernel thread's end in lockd_down [lockd:101] guessed",
            "lockd:101: a mutex asked for in nlmsvc_mark_resources [] inferred");
  }

  @Test
  void whoWaitsForAChildByChoiceIsNotTakenForItsDaemon() throws UnreadableLog {
    assertThat(waits("shell.log")).containsExactly("cp:501: FUSE daemon [] inferred");
  }

  @Test
  void whoKeepsAProcessorIsInTheReport() throws UnreadableLog {
    LogReading log = KernelLogTest.read("processors.log");
    assertThat(log.reports())
        .extracting(report -> report.form() + " " + report.tasks().get(0).name())
        .containsExactly(
            "workqueue lockup, pool cpus=0 node=0 flags=0x0 nice=0 stuck for 101 s kworker/0:2:871",
            "RCU stall labc:991",
            "soft lockup labc:1716");
  }
}
