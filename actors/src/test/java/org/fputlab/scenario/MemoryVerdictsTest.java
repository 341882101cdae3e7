package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.SYNC;

import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryVerdictsTest {

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

  private Story munmap() {
    return Story.shipped(folder, runner, "vm/munmap-under-mmap-lock");
  }

  private Story userfaultfd() {
    return Story.shipped(folder, runner, "vm/userfaultfd-release");
  }

  @Test
  void filesComeToWhatTheyExpect() {
    munmap().comesToWhatItExpects();
    userfaultfd().comesToWhatItExpects();
  }

  @Test
  void releaseThatOnlyTriesItsLockHangsInNobodyAndHasNoOrderOfLocks() {
    Story tries = Story.shipped(folder, runner, "vm/release-tries-its-lock");
    tries.comesToWhatItExpects();
    assertThat(Story.findings(tries.run(SYNC), Finding.Kind.LOCK_ORDER)).isEmpty();
    Story waits =
        tries.with(
            "down_write_trylock i_rwsem(inode) then call", "down_write i_rwsem(inode), call");
    assertThat(waits.verdict(SYNC)).isEqualTo(Verdict.DEADLOCK);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void unmapperAndWriterMeetSoonerOrLater(long seed) {
    RunResult sync = munmap().run(SYNC, seed);
    assertThat(sync.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(Story.headlines(sync, Finding.Kind.DEADLOCK))
        .containsExactly("mapper and writer wait for each other forever");
    assertThat(munmap().run(DEFERRED, seed).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void waitForEachCloseIsCountedOnce() {
    RunResult deferred = munmap().run(DEFERRED);
    assertThat(deferred.closerWait().getTotalCount()).isEqualTo(deferred.closed());
  }

  @Test
  void lockOrderIsSeenBeforeTheDeadlockHappens() {
    RunResult sync = munmap().run(SYNC);
    Finding order = Story.findings(sync, Finding.Kind.LOCK_ORDER).get(0);
    assertThat(order.headline()).contains("mmap_lock").contains("i_rwsem");
    assertThat(order.since())
        .isLessThan(Story.findings(sync, Finding.Kind.DEADLOCK).get(0).since());
    assertThat(Story.findings(munmap().run(DEFERRED), Finding.Kind.LOCK_ORDER)).isEmpty();
  }

  @Test
  void writerWhoseBufferIsInMemoryLetsTheCloseIn() {
    assertThat(munmap().with("page_fault app", "cpu 1us").verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void writerOfAnotherFileIsNotInTheWay() {
    Story other = munmap().with("open view on home inode data", "open view on home inode other");
    assertThat(other.verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void releaseThatTakesNoLockMayRunUnderMmapLock() {
    Story lockless =
        munmap().with("down_write i_rwsem(inode)", "cpu 1us").with("up_write i_rwsem(inode)", "");
    assertThat(lockless.verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void mappingThatIsNotTheLastReferenceClosesNothing() {
    Story later =
        munmap()
            .with("close view  ", "cpu 1us  ")
            .with("munmap view app ]", "munmap view app, close view ]");
    assertThat(later.verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void userfaultfdReleaseWaitsForTheLockItsOwnTaskHolds() {
    assertThat(Story.headlines(userfaultfd().run(SYNC), Finding.Kind.DEADLOCK))
        .containsExactly("app waits forever for mmap_lock(app), which it holds itself");
  }

  @Test
  void userfaultfdOfAnotherProcessIsReleasedUnderThisOnesLock() {
    Story other =
        userfaultfd()
            .with("down_write mmap_lock(app)", "down_write mmap_lock(guest)")
            .with("up_write mmap_lock(app)", "up_write mmap_lock(guest)");
    assertThat(other.verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void driverClosedAfterItsMappingIsGoneReleasesTheUserfaultfdSafely() {
    Story later =
        userfaultfd()
            .with("close monitor\n", "")
            .with("munmap monitor app ]", "munmap monitor app, close monitor ]");
    RunResult sync = later.run(SYNC);
    assertThat(sync.verdict()).isEqualTo(Verdict.OK);
    assertThat(sync.closed()).isEqualTo(2);
  }
}
