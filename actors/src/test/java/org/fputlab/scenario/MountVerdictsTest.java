package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.FPUT_NOW;
import static org.fputlab.model.ClosePolicy.SYNC;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.engine.Journal;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MountVerdictsTest {

  private static final long SECOND = 1_000_000_000L;

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

  private Story lazy() {
    return Story.shipped(folder, runner, "mounts/lazy-umount-last-close");
  }

  private Story internal() {
    return Story.shipped(folder, runner, "mounts/internal-mount-under-s-umount");
  }

  private Story busy() {
    return Story.shipped(folder, runner, "mounts/umount-busy-after-deferred-close");
  }

  @Test
  void filesComeToWhatTheyExpect() {
    lazy().comesToWhatItExpects();
    internal().comesToWhatItExpects();
    busy().comesToWhatItExpects();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FPUT_NOW")
  void lastCloserPaysForTheShutdownWhenItReturnsToUserMode(ClosePolicy policy) {
    RunResult result = lazy().run(policy);
    assertThat(waiters(result)).containsExactly("shell");
    assertThat(result.closerWait().getMaxValue()).isGreaterThan(19 * SECOND);
    assertThat(shutDownAt(result, "scratch")).isBetween(3 * SECOND, 4 * SECOND);
  }

  @Test
  void fputNowLetsTheWorkerPayAndTheOtherMountBehindIt() {
    RunResult result = lazy().run(FPUT_NOW);
    assertThat(waiters(result)).containsExactly("kworker-0");
    assertThat(result.closerWait().getMaxValue()).isLessThan(SECOND);
    assertThat(shutDownAt(result, "scratch")).isGreaterThan(shutDownAt(result, "archive"));
  }

  @Test
  void mountThatWaitsBehindAnotherIsNoLateClose() {
    RunResult midway = lazy().with("duration = 40s", "duration = 10s").run(FPUT_NOW);
    assertThat(Story.findings(midway, Finding.Kind.LATE)).isEmpty();
  }

  @Test
  void fileSystemWithLittleToWriteKeepsNobodyWaiting() {
    assertThat(lazy().with("io 20s", "io 2s").verdict(DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void closerWaitsForTheSuperblockLockItHoldsItself() {
    assertThat(Story.headlines(internal().run(SYNC), Finding.Kind.DEADLOCK))
        .containsExactly("nfsd-copy waits forever for s_umount(ssc), which it holds itself");
  }

  @Test
  void finalPutOfAVisibleMountIsLeftToTheWorker() {
    RunResult result = internal().with("internal = true", "internal = false").run(SYNC);
    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(shutDownAt(result, "ssc")).isGreaterThan(SECOND);
  }

  @Test
  void internalMountMayEndOnceSuperblockLockIsDropped() {
    Story later =
        internal()
            .with("  fput source\n", "")
            .with("  up_read s_umount(ssc)\n", "  up_read s_umount(ssc)\n  fput source\n");
    RunResult result = later.run(SYNC);
    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(shutDownAt(result, "ssc")).isLessThan(2 * SECOND);
  }

  @Test
  void mountThatIsStillAttachedDoesNotEndWithItsLastFile() {
    assertThat(internal().with("umount_lazy ssc", "cpu 1us").verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFERRED", "NFSD_SYNC", "NFSD_TASK_WORK"})
  void pendingCloseKeepsTheMountBusy(ClosePolicy policy) {
    RunResult result = busy().run(policy);
    List<Finding> found = Story.findings(result, Finding.Kind.EBUSY);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).figures()).containsEntry("times", 1L);
    assertThat(events(result))
        .containsSubsequence(
            "scratch: umount fails with EBUSY, files open or pending: 1", "scratch: unmounted");
  }

  @ParameterizedTest
  @EnumSource(names = {"SYNC", "FPUT_NOW"})
  void finishedCloseLeavesTheMountFree(ClosePolicy policy) {
    RunResult result = busy().run(policy);
    assertThat(Story.findings(result, Finding.Kind.EBUSY)).isEmpty();
    assertThat(events(result)).contains("scratch: unmounted");
  }

  @Test
  void umountAfterAJiffyFindsTheMountFreeUnderDeferredToo() {
    Story patient =
        busy().with("flush_work loop-rundown\n", "flush_work loop-rundown\n sleep 20ms\n");
    assertThat(Story.findings(patient.run(DEFERRED), Finding.Kind.EBUSY)).isEmpty();
  }

  private static List<String> waiters(RunResult result) {
    return Story.findings(result, Finding.Kind.LONG_WAIT).stream()
        .map(wait -> wait.headline().split(" ", 2)[0])
        .toList();
  }

  private static List<String> events(RunResult result) {
    return result.events().stream().map(Journal.Event::text).toList();
  }

  private static long shutDownAt(RunResult result, String mount) {
    return result.events().stream()
        .filter(event -> event.text().equals(mount + ": shut down"))
        .mapToLong(Journal.Event::at)
        .findFirst()
        .orElseThrow();
  }
}
