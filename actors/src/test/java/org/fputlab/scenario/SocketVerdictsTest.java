package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.SYNC;

import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketVerdictsTest {

  private static final String TWO_LINKS = "          call two_links\n";

  /** __fput, __sock_release, unix_release_sock, scm_destroy. */
  private static final int FRAMES_PER_LINK = 4;

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

  private Story chain() {
    return Story.shipped(folder, runner, "unix/socket-in-socket-chain");
  }

  private Story purge() {
    return Story.shipped(folder, runner, "unix/gc-purge");
  }

  @Test
  void filesComeToWhatTheyExpect() {
    chain().comesToWhatItExpects();
    purge().comesToWhatItExpects();
  }

  @Test
  void stackGrowsWithTheChainWhereClosesNest() {
    long frames = frames(chain().run(SYNC));
    long ofTwice = frames(chain().with(TWO_LINKS, TWO_LINKS + TWO_LINKS).run(SYNC));
    assertThat(frames).isGreaterThan(13 * FRAMES_PER_LINK);
    assertThat(ofTwice - frames).isEqualTo(12 * FRAMES_PER_LINK);
  }

  @Test
  void shortChainLeavesRoomOnTheStack() {
    RunResult result = chain().with(TWO_LINKS.repeat(6), TWO_LINKS).run(SYNC);
    assertThat(result.verdict()).isEqualTo(Verdict.OK);
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFERRED", "NFSD_SYNC", "NFSD_TASK_WORK"})
  void stackStaysFlatWhereClosesQueue(ClosePolicy policy) {
    RunResult result = chain().run(policy);
    assertThat(Story.findings(result, Finding.Kind.STACK_OVERFLOW)).isEmpty();
    assertThat(Story.findings(result, Finding.Kind.DEEP_STACK)).isEmpty();
    assertThat(result.closed()).isEqualTo(result.opened());
  }

  @Test
  void nestedSocketLocksAreARecursionToLockdep() {
    assertThat(Story.headlines(chain().run(SYNC), Finding.Kind.LOCK_ORDER))
        .anySatisfy(headline -> assertThat(headline).contains("i_rwsem"));
    assertThat(Story.findings(chain().run(DEFERRED), Finding.Kind.LOCK_ORDER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void collectorAndDaemonWaitForEachOther(long seed) {
    RunResult sync = purge().run(SYNC, seed);
    assertThat(sync.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(Story.headlines(sync, Finding.Kind.DEADLOCK))
        .containsExactly(
            "leaker and daemon wait for each other forever; 3 more tasks wait behind them");
    assertThat(purge().run(DEFERRED, seed).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void daemonThatLogsWithItsThreadFreeEndsTheCollectorsWait() {
    Story careful =
        purge()
            .with(
                "          call syslog\n          mutex_unlock daemon_thread ]",
                "          mutex_unlock daemon_thread\n          call syslog ]");
    assertThat(careful.verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  @Test
  void garbageThatNeedsNoDaemonIsClosedInTheCollector() {
    RunResult result = purge().with("open f on data", "open f on pipes").run(SYNC);
    assertThat(result.verdict()).isEqualTo(Verdict.OK);
    assertThat(result.pending()).isZero();
  }

  @Test
  void fileOutsideTheGarbageIsClosedBeforeTheCollectorRuns() {
    assertThat(purge().with("send f over a\n", "").verdict(SYNC)).isEqualTo(Verdict.OK);
  }

  private static long frames(RunResult result) {
    Finding deepest = Story.findings(result, Finding.Kind.STACK_OVERFLOW).get(0);
    return ((Number) deepest.figures().getOrDefault("frames", 0)).longValue();
  }
}
