package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.NFSD_SYNC;
import static org.fputlab.model.ClosePolicy.NFSD_TASK_WORK;
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

/** What putting closes off does to those who count on them is told, and only where it happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PutOffEffectsTest {

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
    return Story.shipped(folder, runner, "hazards/" + name);
  }

  private static Finding one(RunResult result, Finding.Kind kind) {
    List<Finding> found = Story.findings(result, kind);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).implies()).isEqualTo(Verdict.OK);
    return found.get(0);
  }

  @Test
  void pendingCloseTurnsAnUnlinkIntoARename() {
    Story story = story("h08-unlink-right-after-a-close");
    Finding renamed = one(story.run(DEFERRED), Finding.Kind.SILLY_RENAME);
    assertThat(renamed.figures()).containsKeys("times", "longestNanos");
    assertThat((long) renamed.figures().get("longestNanos")).isBetween(4_000_000L, 20_000_000L);
    assertThat(Story.findings(story.run(NFSD_TASK_WORK), Finding.Kind.SILLY_RENAME)).hasSize(1);
    assertThat(Story.findings(story.run(SYNC), Finding.Kind.SILLY_RENAME)).isEmpty();
    assertThat(Story.findings(story.run(NFSD_SYNC), Finding.Kind.SILLY_RENAME)).isEmpty();
  }

  @Test
  void whatIsOpenStillIsNotTakenForAPendingClose() {
    Story open =
        story("h08-unlink-right-after-a-close")
            .with(
                "mounts.far { filesystem = reexported }",
                "mounts.far { filesystem = reexported }, files.user { on = far, inode = data }");
    assertThat(Story.findings(open.run(DEFERRED), Finding.Kind.SILLY_RENAME)).isEmpty();
    Story patient =
        story("h08-unlink-right-after-a-close")
            .with("close, unlink on", "close, sleep 30ms, unlink on");
    assertThat(Story.findings(patient.run(DEFERRED), Finding.Kind.SILLY_RENAME)).isEmpty();
  }

  @Test
  void flushDoesNotSeeWhatTheWorkerHasTaken() {
    Story story = story("h22-flush-misses-a-batch");
    Finding missed = one(story.run(DEFERRED), Finding.Kind.MISSED_FLUSH);
    assertThat((long) missed.figures().get("mostMissed")).isBetween(1L, 5L);
    assertThat(Story.findings(story.run(SYNC), Finding.Kind.MISSED_FLUSH)).isEmpty();
    Story waits = story.with("duration = 2s", "kernel = 6.14\nduration = 2s");
    assertThat(Story.findings(waits.run(DEFERRED), Finding.Kind.MISSED_FLUSH)).isEmpty();
    assertThat(Story.findings(waits.run(DEFERRED), Finding.Kind.EBUSY)).isEmpty();
  }

  @Test
  void ofABatchTheOneThatWasPutFirstIsDoneLast() {
    Story story = story("h44-newest-first");
    Finding unfair = one(story.run(DEFERRED), Finding.Kind.UNFAIR);
    assertThat(unfair.headline())
        .isEqualTo("newest first: 299 later closes overtook one that waited 1.5 s");
    assertThat(Story.findings(story.run(SYNC), Finding.Kind.UNFAIR)).isEmpty();
    Story short300 = story.with("io 5ms", "io 1ms");
    assertThat(Story.findings(short300.run(DEFERRED), Finding.Kind.UNFAIR)).isEmpty();
  }

  @Test
  void shutdownsOfOtherMountsWaitBehindOne() {
    Story story = story("h37-many-mounts-die");
    assertThat(one(story.run(SYNC), Finding.Kind.HOL).headline())
        .isEqualTo("2 other mounts waited to shut down behind a, which took 7.99 s");
    Story healthy = story.with("at = 1s, on = far, do = hang", "at = 9s, on = far, do = hang");
    assertThat(Story.findings(healthy.run(SYNC), Finding.Kind.HOL)).isEmpty();
  }
}
