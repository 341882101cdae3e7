package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fputlab.engine.Unfinished;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hangs when a run ends is counted though it has no duration yet. */
class UnfinishedTest {

  private static final long SECOND = 1_000_000_000L;

  private static final String MACHINE =
      """
      title = t, duration = 30s
      servers.afs-server { workers = 4, service = exp(1ms), network = 200us }
      filesystems.afs-export { extends = afs, server = afs-server }
      mounts.afs { filesystem = afs-export }
      nfsd { threads = 4 }
      clients.users { count = 8, mount = afs, think = exp(100ms), op = [ open, unlink, close ] }
      """;

  private static final String HANG = "faults = [ { at = 10s, on = afs-server, do = hang } ]\n";

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

  private static RunResult run(String text, ClosePolicy close) {
    Scenario scenario = Written.scenario(folder, text);
    RunOptions options = new RunOptions(close, scenario.seed(), scenario.duration());
    return runner.run(scenario, options, RunListener.NONE);
  }

  private static void assertLasts(Unfinished unfinished, long count, RunResult result) {
    assertThat(unfinished.count()).isEqualTo(count);
    assertThat(unfinished.longest(result.simulated())).isBetween(19 * SECOND, 21 * SECOND);
  }

  @Test
  void threadsThatHangInTheirCloseAndTheCallsBehindThemAreCounted() {
    RunResult result = run(MACHINE + HANG, ClosePolicy.SYNC);
    assertLasts(result.unfinished().closerWait(), 4, result);
    assertLasts(result.unfinished().closeLag(), 4, result);
    assertLasts(result.unfinished().rpcLatency(), 8, result);
  }

  @Test
  void closesThatWerePutOffAndNeverDoneAreCountedAndNobodyWaitsForThem() {
    RunResult result = run(MACHINE + HANG, ClosePolicy.DEFERRED);
    assertThat(result.pending()).isGreaterThan(100);
    assertLasts(result.unfinished().closeLag(), result.pending(), result);
    assertThat(result.unfinished().closerWait()).isEqualTo(Unfinished.NONE);
  }

  @Test
  void runInWhichAFaultBeganOrEndedIsNoSteadyState() {
    assertThat(run(MACHINE, ClosePolicy.SYNC).isSteady()).isTrue();
    assertThat(run(MACHINE + HANG, ClosePolicy.SYNC).isSteady()).isFalse();
    String slow = "faults = [ { at = %s, on = afs-server, do = slow, by = 2 } ]\n";
    assertThat(run(MACHINE + slow.formatted("0s"), ClosePolicy.SYNC).isSteady()).isTrue();
    assertThat(run(MACHINE + slow.formatted("5s"), ClosePolicy.SYNC).isSteady()).isFalse();
  }
}
