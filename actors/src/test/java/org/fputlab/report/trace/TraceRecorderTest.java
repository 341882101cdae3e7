package org.fputlab.report.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.explore.Setting;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.Test;

/** Runs as traces, read again by somebody who knows the format only. */
class TraceRecorderTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long LARGE = 50_000_000;

  private record Traced(RunResult result, ByteArrayOutputStream bytes, long written) {

    byte[] file() {
      return bytes.toByteArray();
    }
  }

  private static Traced traced(String name, ClosePolicy close, long seconds, long largest)
      throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    RunOptions options = new RunOptions(close, 1, seconds * SECOND);
    TraceRecorder recorder = new TraceRecorder(file, options.duration(), largest);
    try (Runner runner = new Runner()) {
      RunResult result = runner.run(scenario, options, recorder);
      recorder.finish(Map.of("scenario", scenario.title()));
      return new Traced(result, file, recorder.written());
    }
  }

  @Test
  void waitsHaveWhatTheyAreForAndWhoHadIt() throws Exception {
    Traced run = traced("afs/silly-remove-server-hangs", ClosePolicy.SYNC, 20, LARGE);
    TraceReader trace = new TraceReader(run.file());
    assertThat(trace.said("left out")).isEqualTo("nothing");
    assertThat(trace.named("waits for io_lock(afs/)"))
        .isNotEmpty()
        .anySatisfy(
            slice -> {
              assertThat(slice.ended()).isEqualTo(20 * SECOND);
              assertThat(slice.arguments().get("kind").asText()).isEqualTo("mutex");
              assertThat(slice.arguments().get("held by").asText()).startsWith("nfsd-");
            });
    assertThat(trace.named("__fput")).isNotEmpty();
    assertThat(trace.counters()).containsKeys("pending closes", "waiters for io_lock(afs/)");
    assertThat(trace.marks())
        .anyMatch(mark -> mark.contains("nfsd threads wait up to 10 s for afs-server"));
    assertThat(run.written).isEqualTo(run.file().length);
  }

  @Test
  void anArrowComesFromWhoeverEndsTheWait() throws Exception {
    Traced run = traced("drivers/release-flushes-workqueue", ClosePolicy.SYNC, 5, LARGE);
    TraceReader trace = new TraceReader(run.file());
    assertThat(trace.arrows()).isNotEmpty();
    for (TraceReader.Arrow arrow : trace.arrows()) {
      assertThat(trace.slices())
          .as("%s ends a wait", arrow)
          .anyMatch(
              slice ->
                  slice.thread().equals(arrow.to())
                      && slice.name().startsWith("waits for ")
                      && slice.ended() == arrow.at());
      assertThat(trace.slices())
          .as("%s begins with a wake-up", arrow)
          .anyMatch(
              slice ->
                  slice.thread().equals(arrow.from())
                      && slice.name().equals("wakes " + arrow.to())
                      && slice.begun() == arrow.at());
    }
  }

  @Test
  void theSameRunHasTheSameBytesAndIsWhatItIsWithoutATrace() throws Exception {
    String name = "hazards/h20-release-flushes-under-a-mutex";
    Traced one = traced(name, ClosePolicy.SYNC, 5, LARGE);
    Traced again = traced(name, ClosePolicy.SYNC, 5, LARGE);
    assertThat(again.file()).isEqualTo(one.file());
    new TraceReader(one.file());
    try (Runner runner = new Runner()) {
      RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, 5 * SECOND);
      RunResult plain = runner.run(ScenarioLoader.loadShipped(name), options, RunListener.NONE);
      assertThat(one.result.verdict()).isEqualTo(plain.verdict());
      assertThat(one.result.traceHash()).isEqualTo(plain.traceHash());
      assertThat(one.result.steps()).isEqualTo(plain.steps());
    }
  }

  @Test
  void aFileThatWouldBeTooLargeLeavesOutWhatIsShortAndSaysSo() throws Exception {
    String name = "nfsd/outruns-delayed-fput";
    long largest = 300_000;
    Traced run = traced(name, ClosePolicy.DEFERRED, 2, largest);
    TraceReader trace = new TraceReader(run.file());
    assertThat((long) run.file().length).isBetween(largest / 2, largest * 11 / 10);
    assertThat(trace.said("left out")).contains(" slices shorter than ");
    assertThat(trace.counters().get("pending closes")).hasSizeGreaterThan(100);
  }

  @Test
  void anOrderOfEventsHasItsStepsOneAfterAnother() throws Exception {
    Setting setting =
        new Setting(
            ScenarioLoader.loadShipped("nfsd/stopped-thread-needs-nfsd-mutex"),
            ClosePolicy.SYNC,
            Timing.ANY,
            new RunLimits(Setting.RUNS, Map.of()));
    try (Exploration exploration = new Exploration(1, () -> false);
        ScheduleRunner runner = new ScheduleRunner()) {
      Explored.Shown found =
          exploration
              .explore(
                  setting,
                  new Exploration.Order(Mix.MIXED, 1, 1000),
                  () -> false,
                  Exploration.Progress.NONE)
              .found()
              .orElseThrow();
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      TraceRecorder recorder = TraceRecorder.ofOrder(file);
      Explored.Shown again = Exploration.shown(runner, found.schedule(), recorder);
      recorder.ended(again.ending().findings());
      recorder.finish(Map.of());
      assertThat(again.ending().hash()).isEqualTo(found.schedule().hash());
      TraceReader trace = new TraceReader(file.toByteArray());
      long end = trace.slices().stream().mapToLong(TraceReader.Slice::ended).max().orElse(0);
      assertThat(trace.named("waits for nfsd_mutex"))
          .anyMatch(
              wait ->
                  wait.ended() == end
                      && wait.arguments().path("held by").asText().equals("rpc-nfsd"));
      assertThat(trace.arrows()).isNotEmpty();
      assertThat(trace.marks()).anyMatch(mark -> mark.contains("wait for each other forever"));
    }
  }
}
