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

/** Daemons of this machine that close files of their own file systems. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuseVerdictsTest {

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
    return Story.shipped(folder, runner, "fuse/" + name);
  }

  @Test
  void serverHangsInItsOwnReleaseAndNotWhereThatDoesNotWait() {
    story("server-puts-its-own-files").comesToWhatItExpects();
    story("server-puts-asynchronously").comesToWhatItExpects();
    RunResult sync = story("server-puts-its-own-files").run(SYNC);
    assertThat(Story.headlines(sync, Finding.Kind.DEADLOCK))
        .singleElement()
        .asString()
        .startsWith("disk-server-");
  }

  @Test
  void helperIsAnsweredByASecondThreadOrNeedsNone() {
    Story child = story("server-waits-for-its-child");
    child.comesToWhatItExpects();
    assertThat(child.with("workers = 1", "workers = 2").verdict(DEFERRED)).isEqualTo(Verdict.OK);
    Story elsewhere =
        child
            .with("open log on archive inode log", "open log on elsewhere")
            .with("mounts.archive ", "mounts.elsewhere.filesystem = tmpfs, mounts.archive ");
    assertThat(elsewhere.verdict(DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void daemonWithoutClientsIsIdle() {
    RunResult result =
        story("server-puts-its-own-files")
            .with("count = 4, every", "start = 60s, every")
            .with("duration = 10s", "duration = 61s")
            .run(DEFERRED);
    assertThat(result.findings()).filteredOn(one -> one.since() < 60_000_000_000L).isEmpty();
  }

  /** What waited for the dead process is answered by the next: no proof may say otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"do = crash", "for = 2s, do = crash", "for = 3s, do = partition"})
  void restartUndoesWhatWasProven(String fault) {
    RunResult result =
        story("server-waits-for-its-child")
            .with(
                "duration = 10s",
                "faults = [ { at = 2s, on = archive-server, " + fault + " } ]\nduration = 10s")
            .run(DEFERRED);
    assertThat(Story.findings(result, Finding.Kind.DEADLOCK)).isNotEmpty();
  }

  @Test
  void hungDaemonIsNoDeadlock() {
    RunResult result =
        story("server-puts-asynchronously")
            .with(
                "duration = 10s",
                "faults = [ { at = 1s, on = disk-server, do = hang } ]\n" + "duration = 30s")
            .run(DEFERRED);
    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void pausedThreadOfTwoLeavesTheOtherToAnswer() {
    RunResult result =
        story("server-puts-asynchronously")
            .with(
                "duration = 10s",
                "faults = [ { at = 1s, on = disk-server-1, do = pause } ]\n" + "duration = 30s")
            .run(DEFERRED);
    assertThat(Story.findings(result, Finding.Kind.DEADLOCK)).isEmpty();
  }
}
