package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.FPUT_NOW;
import static org.fputlab.model.ClosePolicy.NFSD_SYNC;
import static org.fputlab.model.ClosePolicy.NFSD_TASK_WORK;
import static org.fputlab.model.ClosePolicy.SYNC;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shipped scenarios with their mechanism changed: where nothing waits in a circle any more there is
 * no deadlock, and where only names are changed there still is.
 */
class VerdictsFollowFromMechanismTest {

  private static Runner runner;

  private static Path folder;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    folder = temporary;
    runner = new Runner();
  }

  @AfterAll
  static void stop() {
    runner.close();
  }

  @Test
  void aFlushBeforeTakingTheLockIsSafe() {
    String shipped = shipped("vfs/flush-delayed-fput-holding-lock");
    String flushesFirst =
        changed(
            shipped,
            "down_write i_rwsem(dir)\n    flush_delayed_fput\n",
            "flush_delayed_fput\n    down_write i_rwsem(dir)\n");

    assertThat(verdict(shipped, DEFERRED)).isEqualTo(Verdict.DEADLOCK);
    assertThat(verdict(flushesFirst, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void aFlushUnderAnotherLockIsSafe() {
    String shipped = shipped("vfs/flush-delayed-fput-holding-lock");
    String anotherLock =
        changed(
            changed(
                shipped,
                "down_write i_rwsem(dir)\n    flush",
                "down_write i_rwsem(elsewhere)\n    flush"),
            "cpu 20us\n    up_write i_rwsem(dir)",
            "cpu 20us\n    up_write i_rwsem(elsewhere)");

    assertThat(verdict(anotherLock, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void aReleaseThatFlushesAQueueOfItsOwnIsSafe() {
    String shipped = shipped("drivers/release-flushes-workqueue");
    String ownQueue =
        changed(
            changed(shipped, "flush_workqueue events", "flush_workqueue media"),
            "works.frame-done {",
            "works.frame-done {\n  queue = media");

    assertThat(verdict(shipped, DEFERRED)).isEqualTo(Verdict.DEADLOCK);
    assertThat(verdict(ownQueue, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void aReleaseOnEventsThatFlushesOnlyItsOwnItemIsSafe() {
    String ownItem =
        changed(
            shipped("drivers/release-flushes-workqueue"),
            "flush_workqueue events",
            "flush_work frame-done");

    assertThat(verdict(ownItem, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void aCloseAnsweredByAnotherMachineNeedsNoThreadHere() {
    String shipped = shipped("nfsd/loopback-close-needs-a-thread");
    String elsewhere =
        changed(shipped, "nfsd      = true\n  operation = [ cpu 20us ]", "service = 20us");

    for (ClosePolicy policy : new ClosePolicy[] {SYNC, FPUT_NOW, NFSD_SYNC, NFSD_TASK_WORK}) {
      assertThat(verdict(shipped, policy)).as(policy.word()).isEqualTo(Verdict.DEADLOCK);
      assertThat(verdict(elsewhere, policy)).as(policy.word()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void oneThreadMoreThanClosesAtATimeIsEnough() {
    String oneMore =
        changed(shipped("nfsd/loopback-close-needs-a-thread"), "threads = 4", "threads = 5");

    assertThat(verdict(oneMore, SYNC)).isEqualTo(Verdict.OK);
    assertThat(verdict(oneMore, NFSD_SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void closesAtOnceAsManyAsThreadsAreTooMany() {
    String oneMoreOfEach =
        changed(
            changed(shipped("nfsd/loopback-close-needs-a-thread"), "threads = 4", "threads = 5"),
            "count = 4",
            "count = 20");

    assertThat(verdict(oneMoreOfEach, SYNC)).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void aStopWithoutTheMutexLetsTheThreadEnd() {
    String shipped = shipped("nfsd/stopped-thread-needs-nfsd-mutex");
    String unlocksFirst =
        changed(
            shipped,
            "kthread_stop nfsd\n    mutex_unlock nfsd_mutex",
            "mutex_unlock nfsd_mutex\n    kthread_stop nfsd");

    assertThat(verdict(shipped, SYNC)).isEqualTo(Verdict.DEADLOCK);
    assertThat(verdict(unlocksFirst, SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void theStopOfNfsdGoesThroughIfTheServerAnswers() {
    String shipped = shipped("nfsd/shutdown-under-nfsd-mutex");
    String noHang = changed(shipped, "faults = [ { at = 5s, on = upstream, do = hang } ]", "");

    assertThat(verdict(shipped, NFSD_SYNC)).isEqualTo(Verdict.WAITS);
    assertThat(verdict(noHang, NFSD_SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void nobodyWaitsForAnAfsServerThatAnswers() {
    String shipped = shipped("afs/silly-remove-server-hangs");
    String noHang = changed(shipped, "faults = [ { at = 10s, on = afs-server, do = hang } ]", "");

    assertThat(verdict(noHang, SYNC)).isEqualTo(Verdict.OK);
    assertThat(verdict(noHang, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void onlyAnUnlinkedFileIsRemovedInItsLastClose() {
    String noUnlink =
        changed(shipped("afs/silly-remove-server-hangs"), "open, unlink, close", "open, close");

    assertThat(verdict(noUnlink, SYNC)).isEqualTo(Verdict.OK);
    assertThat(verdict(noUnlink, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void aTaskThatReturnsToUserModeFirstClosesInTime() {
    String shipped = shipped("tasks/never-returns-to-user");
    String returns =
        changed(
            shipped,
            "    wait_for_completion answer",
            "    return_to_user\n    wait_for_completion answer");

    assertThat(verdict(shipped, DEFERRED)).isEqualTo(Verdict.DEADLOCK);
    assertThat(verdict(returns, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void aPeerThatAnswersBeforeItWaitsLetsTheTaskReturn() {
    String answersFirst =
        changed(
            changed(shipped("tasks/never-returns-to-user"), "    complete answer\n", ""),
            "    wait_for_completion closed",
            "    complete answer\n    wait_for_completion closed");

    assertThat(verdict(answersFirst, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @Test
  void aKernelThreadsCloseIsFinishedByAWorkerMeanwhile() {
    String kthread =
        changed(
            shipped("tasks/never-returns-to-user"),
            "tasks.binder-thread {\n  context = user",
            "tasks.binder-thread {\n  context = kthread");

    assertThat(verdict(kthread, DEFERRED)).isEqualTo(Verdict.OK);
  }

  @TestFactory
  Stream<DynamicTest> namesDoNotMatter() {
    return Stream.of(
            "afs/silly-remove-server-hangs",
            "drivers/release-flushes-workqueue",
            "nfsd/loopback-close-needs-a-thread",
            "nfsd/shutdown-under-nfsd-mutex",
            "nfsd/stopped-thread-needs-nfsd-mutex",
            "tasks/never-returns-to-user",
            "vfs/flush-delayed-fput-holding-lock")
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name + " comes to the same under another name", () -> comesToTheSame(name)));
  }

  private void comesToTheSame(String name) {
    String shipped = shipped(name);
    String nameless =
        shipped
            .replaceFirst("title .*", "title = \"all is well\"")
            .replaceFirst("(?s)story .*?\"\"\".*?\"\"\"", "")
            .replaceFirst("(?s)expect \\{.*?}", "");
    Scenario scenario = Written.scenario(folder, nameless);
    assertThat(scenario.expect()).isEmpty();
    assertThat(scenario.story()).isEmpty();
    for (ClosePolicy policy : ClosePolicy.values()) {
      assertThat(verdict(nameless, policy)).isEqualTo(verdict(shipped, policy));
    }
  }

  private Verdict verdict(String text, ClosePolicy policy) {
    Scenario scenario = Written.scenario(folder, text);
    RunOptions options = RunOptions.of(scenario).with(policy);
    return runner.run(scenario, options, RunListener.NONE).verdict();
  }

  private static String changed(String text, String from, String to) {
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  private static String shipped(String name) {
    String resource = "/scenarios/" + name + ".conf";
    try (InputStream file = ScenarioLoader.class.getResourceAsStream(resource)) {
      assertThat(file).as(resource).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
