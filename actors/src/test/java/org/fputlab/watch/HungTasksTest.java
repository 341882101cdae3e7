package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.watch.Machine.SECOND;

import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

class HungTasksTest {

  private final Machine machine = new Machine();
  private final Resource fence = machine.resource(Resource.Kind.IO, "dma_fence");

  @Test
  void taskIsReportedAtTheSecondCheckAsTheKernelPrintsIt() {
    TaskRow worker = machine.thread("kworker/12:9");
    worker.work("events delayed_fput");
    machine.runs(worker, "delayed_fput", "__fput", "drm_release");
    machine.write(worker, fence);
    machine.pass(239 * SECOND);
    assertThat(machine.findings(Finding.Kind.HUNG_TASK)).isEmpty();

    machine.pass(2 * SECOND);
    Finding hung = machine.only(Finding.Kind.HUNG_TASK);
    assertThat(hung.headline())
        .isEqualTo("khungtaskd reports 1 task blocked for more than 120 seconds");
    assertThat(hung.details())
        .containsExactly(
            "[  240.001000] INFO: task kworker/12:9:100 blocked for more than 120 seconds.",
            "[  240.001000]       Not tainted 6.6.0 #1",
            "[  240.001000] \"echo 0 > /proc/sys/kernel/hung_task_timeout_secs\""
                + " disables this message.",
            "[  240.001000] task:kworker/12:9    state:D stack:0     pid:100   ppid:2     "
                + " flags:0x00004000",
            "[  240.001000] Workqueue: events delayed_fput",
            "[  240.001000] Call Trace:",
            "[  240.001000]  <TASK>",
            "[  240.001000]  drm_release",
            "[  240.001000]  __fput",
            "[  240.001000]  delayed_fput",
            "[  240.001000]  </TASK>",
            "[  240.001000] ",
            "[  240.001000] Showing all locks held in the system:",
            "[  240.001000] ",
            "[  240.001000] =============================================");
  }

  @Test
  void locksThatAreHeldOrWaitedForAreShownBelow() {
    TaskRow closer = machine.thread("closer");
    Resource mmapLock = machine.rwsem("mmap_lock(app)");
    machine.runs(closer, "munmap");
    machine.write(closer, mmapLock);
    machine.holdsToWrite(closer, mmapLock);
    machine.runs(closer, "munmap", "release");
    machine.write(closer, machine.rwsem("i_rwsem(x)"));
    machine.pass(250 * SECOND);
    assertThat(machine.only(Finding.Kind.HUNG_TASK).details())
        .extracting(line -> line.substring(line.indexOf(']') + 1))
        .containsSequence(
            " Showing all locks held in the system:",
            " 2 locks held by closer/100:",
            "  #0: (mmap_lock){+.+.}-{3:3}, at: munmap",
            "  #1: (i_rwsem){+.+.}-{3:3}, at: release");
  }

  @Test
  void lockdepThatHasReportedKnowsOfNoLocks() {
    TaskRow closer = machine.thread("closer");
    Resource lock = machine.rwsem("i_rwsem(x)");
    machine.write(closer, lock);
    machine.holdsToWrite(closer, lock);
    machine.write(closer, lock);
    machine.pass(250 * SECOND);
    assertThat(machine.only(Finding.Kind.HUNG_TASK).details())
        .last()
        .asString()
        .endsWith("INFO: lockdep is turned off.");
  }

  @Test
  void blockedTaskIsReportedOnceTheLimitHasPassedSinceItWasFirstSeen() {
    HungTasks hung = new HungTasks(new WatchSpec(1, 1, 1, 10 * SECOND, 5 * SECOND, 1, 1, 1, 1));
    TaskRow closer = machine.thread("closer");
    closer.block(fence, false, Sleep.UNINTERRUPTIBLE, null, 6 * SECOND);
    hung.look(machine.tables.tasks(), 10 * SECOND);
    hung.look(machine.tables.tasks(), 15 * SECOND);
    assertThat(hung.hasReported()).isFalse();
    hung.look(machine.tables.tasks(), 20 * SECOND);
    assertThat(hung.findings())
        .singleElement()
        .extracting(Finding::headline)
        .isEqualTo("khungtaskd reports 1 task blocked for more than 10 seconds");
  }

  @Test
  void tenthReportIsTheLast() {
    for (int i = 0; i < 12; i++) {
      machine.write(machine.thread("nfsd-" + i), fence);
    }
    machine.pass(500 * SECOND);
    Finding hung = machine.only(Finding.Kind.HUNG_TASK);
    assertThat(hung.details()).filteredOn(line -> line.contains("INFO: task")).hasSize(10);
    assertThat(hung.details())
        .filteredOn(line -> line.contains("suppressed"))
        .singleElement()
        .asString()
        .endsWith("Future hung task reports are suppressed, see sysctl kernel.hung_task_warnings");
  }

  @Test
  void taskThatRanBetweenTwoChecksIsNotReported() {
    TaskRow worker = machine.thread("worker");
    for (int i = 0; i < 4; i++) {
      machine.write(worker, fence);
      machine.pass(110 * SECOND);
      worker.run();
    }
    assertThat(machine.findings(Finding.Kind.HUNG_TASK)).isEmpty();
    assertThat(machine.only(Finding.Kind.UNSEEN).details())
        .containsExactly(
            "1 task in uninterruptible sleep again and again, the longest 110 s (worker for dma_fence)",
            "  it moves in between: khungtaskd reports only tasks that do not move");
  }

  @Test
  void runThatIsShorterThanTheLimitIsNoBlindSpot() {
    machine.write(machine.thread("closer"), fence);
    machine.pass(110 * SECOND);
    assertThat(machine.findings(Finding.Kind.LONG_WAIT)).hasSize(1);
    assertThat(machine.findings(Finding.Kind.UNSEEN)).isEmpty();
  }

  @Test
  void sleepOfTheLimitThatFellBetweenTwoChecksIsUnseen() {
    machine.pass(10 * SECOND);
    TaskRow closer = machine.thread("closer");
    machine.write(closer, fence);
    machine.pass(200 * SECOND);
    closer.run();
    machine.pass(100 * SECOND);
    assertThat(machine.findings(Finding.Kind.HUNG_TASK)).isEmpty();
    assertThat(machine.only(Finding.Kind.UNSEEN).details())
        .containsExactly(
            "1 task in uninterruptible sleep, the longest 200 s (closer for dma_fence)",
            "  it fell between two checks, which are 120 s apart");
  }

  @Test
  void sleepByChoiceIsNeitherLongNorUnseen() {
    Resource timer = machine.resource(Resource.Kind.TIMER, "a timer");
    machine.block(machine.thread("sleeper"), timer, false, Sleep.IDLE, null);
    machine.block(machine.thread("msleeper"), timer, false, Sleep.UNINTERRUPTIBLE, null);
    machine.block(machine.thread("daemon"), fence, false, Sleep.IDLE, null);
    machine.pass(110 * SECOND);
    assertThat(machine.findings(Finding.Kind.UNSEEN)).isEmpty();
    assertThat(machine.findings(Finding.Kind.LONG_WAIT)).isEmpty();
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void idleSleepWithALockIsUnseen() {
    TaskRow daemon = machine.thread("daemon");
    machine.holdsToWrite(daemon, machine.mutex("m"));
    machine.block(daemon, fence, false, Sleep.IDLE, null);
    machine.pass(50 * SECOND);
    assertThat(machine.only(Finding.Kind.UNSEEN).details())
        .containsExactly(
            "1 task in idle sleep, the longest 50 s (daemon for dma_fence)",
            "  khungtaskd skips TASK_IDLE, though a lock is held");
  }

  @Test
  void killableSleepIsNeverReportedButListedAsUnseen() {
    machine.block(machine.thread("closer"), fence, false, Sleep.KILLABLE, null);
    machine.pass(500 * SECOND);
    assertThat(machine.findings(Finding.Kind.HUNG_TASK)).isEmpty();
    Finding unseen = machine.only(Finding.Kind.UNSEEN);
    assertThat(unseen.headline()).isEqualTo("khungtaskd cannot see 1 task that waits long");
    assertThat(unseen.details())
        .containsExactly(
            "1 task in killable sleep, the longest 500 s (closer for dma_fence)",
            "  khungtaskd skips TASK_KILLABLE");
  }

  @Test
  void interruptibleSleepIsNeverReportedButListedAsUnseen() {
    machine.block(machine.thread("closer"), fence, false, Sleep.INTERRUPTIBLE, null);
    machine.pass(500 * SECOND);
    assertThat(machine.findings(Finding.Kind.HUNG_TASK)).isEmpty();
    assertThat(machine.only(Finding.Kind.UNSEEN).details())
        .containsExactly(
            "1 task in interruptible sleep, the longest 500 s (closer for dma_fence)",
            "  khungtaskd skips TASK_INTERRUPTIBLE");
  }

  @Test
  void taskThatWasReportedIsNotAmongTheUnseen() {
    machine.write(machine.thread("nfsd-2"), fence);
    machine.block(machine.thread("nfsd-0"), fence, false, Sleep.KILLABLE, null);
    machine.block(machine.thread("nfsd-1"), fence, false, Sleep.KILLABLE, null);
    machine.pass(300 * SECOND);
    assertThat(machine.only(Finding.Kind.HUNG_TASK).headline()).contains("reports 1 task blocked");
    assertThat(machine.only(Finding.Kind.UNSEEN).headline())
        .isEqualTo("khungtaskd cannot see 2 tasks that wait long");
  }

  @Test
  void growingListIsUnseen() {
    for (int i = 0; i < 100; i++) {
      machine.tables.gauges().of("pending closes").add(10);
      machine.pass(100 * Machine.MS);
    }
    assertThat(machine.only(Finding.Kind.UNSEEN).headline())
        .isEqualTo("khungtaskd cannot see a growing queue");
  }
}
