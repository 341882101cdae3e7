package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.NFSD_SYNC;
import static org.fputlab.model.ClosePolicy.SYNC;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is told of waits, stalls and late closes leads to whoever is to blame. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitChainsTest {

  private Path folder;
  private Runner runner;

  @BeforeAll
  void start(@TempDir Path given) {
    folder = given;
    runner = new Runner();
  }

  @AfterAll
  void stop() {
    runner.close();
  }

  private Story story(String name) {
    return Story.shipped(folder, runner, "regressions/" + name);
  }

  private static Finding one(RunResult result, Finding.Kind kind) {
    List<Finding> found = Story.findings(result, kind);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void waitForAnItemsCompletionEndsAtTheDeviceOfTheInnermostWorker() {
    RunResult result = story("completion-by-nested-work").run(DEFERRED);
    assertThat(Story.headlines(result, Finding.Kind.LONG_WAIT))
        .containsExactly(
            "other waits 13.9 s for I/O in other",
            "3 tasks (asker, kworker-0, kworker-1) wait up to 14.9 s for I/O in inner");
    assertThat(Story.findings(result, Finding.Kind.LONG_WAIT).get(1).details())
        .startsWith(
            "I/O in inner",
            "`- kworker-1 (drivers inner) waits 14.9 s for I/O",
            "   `- kworker-0 (drivers outer) waits 14.9 s for completion inner_done",
            "      `- asker waits 14.9 s for completion outer_done",
            "stack of kworker-1 (pid 103)");
  }

  @Test
  void waitForAListedCloseEndsAtTheReleaseThatHoldsTheWorker() {
    RunResult result = story("completion-by-a-listed-close").run(DEFERRED);
    assertThat(one(result, Finding.Kind.LONG_WAIT).details())
        .startsWith(
            "I/O in slow_release",
            "`- kworker-0 (events delayed_fput) waits 15 s for I/O, closing a file of slow",
            "   `- asker waits 14 s for completion gone",
            "stack of kworker-0 (pid 103)",
            "    slow_release");
  }

  @Test
  void waitForAnotherTasksTaskWorkEndsAtWhatThatTaskWaitsFor() {
    RunResult result = story("completion-by-task-work").run(DEFERRED);
    assertThat(Story.findings(result, Finding.Kind.LONG_WAIT).get(0).details())
        .startsWith(
            "I/O in closer",
            "`- closer waits 14.9 s for I/O",
            "   `- asker waits 13.9 s for completion gone",
            "stack of closer (pid 100)");
  }

  @Test
  void waitForAFrozenFileSystemNamesTheFreezer() {
    Finding wait = one(story("frozen-names-the-freezer").run(DEFERRED), Finding.Kind.LONG_WAIT);
    assertThat(wait.subject()).isEqualTo("freezer");
    assertThat(wait.headline()).isEqualTo("kworker-0 waits 19.4 s for freezer (sleeping)");
    assertThat(wait.details()).contains("stack of freezer (pid 100)");
    assertThat(wait.details().get(2))
        .contains("kworker-0 (events delayed_fput) waits 19.4 s for")
        .contains(", frozen by freezer, closing a file of data");
  }

  @Test
  void oneCloseBehindAStuckWorkerIsAStalledMailboxThatNamesTheRelease() {
    RunResult result = story("one-behind-a-stuck-worker").run(DEFERRED);
    Finding stall = one(result, Finding.Kind.STALLED_MAILBOX);
    assertThat(stall.headline())
        .isEqualTo("delayed_fput takes no requests: 1 is waiting, the oldest for 35 s");
    assertThat(stall.details())
        .containsExactly(
            "kworker-0 (events delayed_fput) waits for home since 2.008 s in far_release, closing"
                + " a file of far since 2.008 s");
    assertThat(stall.implies()).isEqualTo(Verdict.OK);
    assertThat(one(result, Finding.Kind.LATE).headline())
        .isEqualTo("2 deferred closes are still pending, the oldest on the list for 35 s");
  }

  @Test
  void stallOfTwoSecondsIsTimeThatNobodyWaits() {
    RunResult result = story("short-stall").run(DEFERRED);
    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(one(result, Finding.Kind.STALLED_MAILBOX).implies()).isEqualTo(Verdict.OK);
    assertThat(one(result, Finding.Kind.LATE).figures())
        .containsEntry("late", 12L)
        .containsEntry("putOff", 588L);
    Finding behind = one(result, Finding.Kind.HOL);
    assertThat(behind.subject()).isEqualTo("slow");
    assertThat(behind.headline())
        .isEqualTo(
            "32 closes of other file systems waited behind one slow release, of a file of slow, which"
                + " took 1.99 s");
    assertThat(behind.details()).contains("behind it 32 of data");
  }

  @Test
  void closesThatKeepTheirCloserAreNotLate() {
    RunResult result = story("short-stall").run(SYNC);
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void aReleaseThatHoldsUpOnlyItsOwnFileSystemIsNotBeforeOthers() {
    RunResult result = story("short-stall").with("open f on data", "open f on slow").run(DEFERRED);
    assertThat(Story.findings(result, Finding.Kind.HOL)).isEmpty();
  }

  @Test
  void longerLimitForLateClosesTellsOfFewer() {
    Story patient =
        story("short-stall").with("duration = 30s", "duration = 30s\nwatch.late-after = 3s");
    assertThat(Story.findings(patient.run(DEFERRED), Finding.Kind.LATE)).isEmpty();
  }

  @Test
  void longBatchIsNoStall() {
    RunResult result = story("long-batch-is-no-stall").run(DEFERRED);
    assertThat(Story.findings(result, Finding.Kind.STALLED_MAILBOX)).isEmpty();
    assertThat(Story.findings(result, Finding.Kind.FILE_MAX)).hasSize(1);
    assertThat(one(result, Finding.Kind.UNSEEN).details())
        .contains(
            "  its worker moves from one to the next: khungtaskd reports only tasks that do not move");
  }

  @Test
  void waitThatWasLongBeforeTheFaultIsToldOnceWithTheFault() {
    Finding wait = one(story("long-before-the-fault").run(DEFERRED), Finding.Kind.LONG_WAIT);
    assertThat(wait.headline()).isEqualTo("closer waits 59 s for home, held up by fault #1 (hang)");
  }

  @Test
  void flushOfAnIdleItemRecordsAnOrderOnlyBeforeSixNine() {
    Story flush = story("flush-of-an-idle-item");
    assertThat(Story.findings(flush.run(DEFERRED), Finding.Kind.LOCK_ORDER)).isEmpty();
    assertThat(
            Story.headlines(
                flush.with("kernel   = 6.12", "kernel = 6.8").run(DEFERRED),
                Finding.Kind.LOCK_ORDER))
        .containsExactly(
            "may deadlock: locks are taken in a circle:"
                + " state -> (work_completion)(&update) -> state");
  }

  @Test
  void flushOfABusyItemRecordsAnOrderInEveryRelease() {
    Story busy =
        story("flush-of-an-idle-item")
            .with(
                "mutex_lock state, flush_work update",
                "mutex_lock other, queue_work update, flush_work update")
            .with("flush_work update, mutex_unlock state", "flush_work update, mutex_unlock other")
            .with(
                "run = [ mutex_lock state, cpu",
                "run = [ mutex_lock state, mutex_lock other, mutex_unlock other, cpu");
    assertThat(Story.findings(busy.run(DEFERRED), Finding.Kind.DEADLOCK)).hasSize(1);
    assertThat(Story.findings(busy.run(DEFERRED), Finding.Kind.LOCK_ORDER)).isNotEmpty();
  }

  @Test
  void disposeListOfABusyServerIsNotDrained() {
    RunResult result = story("undrained-dispose-list").run(NFSD_SYNC);
    Finding list = one(result, Finding.Kind.UNDRAINED);
    assertThat(list.headline())
        .isEqualTo("nobody drains nfsd dispose_list: 78 files on it, the oldest for 117 s");
    assertThat(list.details()).containsExactly("of 2 nfsd tasks: 2 waiting for client_mutex");
    assertThat(list.implies()).isEqualTo(Verdict.OK);
    Story patient =
        story("undrained-dispose-list")
            .with("watch.long", "watch.undrained-after = 130s\nwatch.long");
    assertThat(Story.findings(patient.run(NFSD_SYNC), Finding.Kind.UNDRAINED)).isEmpty();
  }
}
