package org.fputlab.scenario.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Journal;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.RecordingReader;
import org.fputlab.engine.RecordingWriter;
import org.fputlab.engine.live.LiveEngine;
import org.fputlab.fault.FaultSpec;
import org.fputlab.fault.Switchboard;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class LiveRunTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final String AFS = "afs/silly-remove-server-hangs";

  private static LiveRunner live;
  private static Runner simulated;

  private final Path folder;

  LiveRunTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    live = new LiveRunner();
    simulated = new Runner();
  }

  @AfterAll
  static void end() {
    live.close();
    simulated.close();
  }

  /** Lets a test wait until the run is in some state. */
  private static final class Watcher implements LiveListener {
    private final Predicate<LiveState> wanted;
    private final CountDownLatch seen = new CountDownLatch(1);

    Watcher(Predicate<LiveState> wanted) {
      this.wanted = wanted;
    }

    @Override
    public void state(LiveState state) {
      if (wanted.test(state)) {
        seen.countDown();
      }
    }
  }

  private static void await(LiveRun run, Predicate<LiveState> wanted) throws InterruptedException {
    Watcher watcher = new Watcher(wanted);
    run.follow(watcher);
    assertThat(watcher.seen.await(60, TimeUnit.SECONDS)).isTrue();
    run.unfollow(watcher);
  }

  private static FaultSpec fault(String on, String what, OptionalLong lasts) {
    return new FaultSpec(0, on, what, lasts, Map.of());
  }

  private LiveSession started(Scenario scenario, RunOptions options, double speed, String file)
      throws IOException {
    Optional<Path> recording =
        file.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(file));
    return live.start(
        scenario, options, new LiveRunner.Way(speed, recording), new LiveListener() {});
  }

  static Stream<String> scenarios() {
    return Stream.of(
        AFS,
        "nfsd/outruns-delayed-fput",
        "vm/userfaultfd-release",
        "drivers/release-flushes-workqueue",
        "drivers/release-wants-the-ioctls-mutex");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aLiveRunFindsWhatTheSimulatedRunFinds(String name) throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    for (ClosePolicy policy : List.of(ClosePolicy.DEFERRED, ClosePolicy.SYNC)) {
      RunOptions options =
          new RunOptions(policy, scenario.seed(), Math.min(20 * SECOND, scenario.duration()));
      RunResult expected = simulated.run(scenario, options, RunListener.NONE);
      try (LiveSession session = started(scenario, options, 200, "")) {
        RunResult result = session.await();
        assertThat(result.verdict()).isEqualTo(expected.verdict());
        assertThat(result.findings().stream().map(Finding::kind))
            .isEqualTo(expected.findings().stream().map(Finding::kind).toList());
        assertThat(result.opened()).isEqualTo(expected.opened());
        assertThat(result.simulated()).isEqualTo(options.duration());
      }
    }
  }

  @Test
  void aFaultPutOnByHandIsFoundNamedLiftedAndReplayed() throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped("afs/asynchronous-remove");
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 3, HOUR);
    RunResult result;
    try (LiveSession session = started(scenario, options, 50, "by-hand.rec")) {
      await(session, state -> state.closed() > 10);
      int id = session.inject(fault("afs-server", "hang", OptionalLong.empty()));
      await(session, state -> state.machine().at() > 20 * SECOND);
      assertThat(session.state().faults()).extracting(Switchboard.Active::id).contains(id);
      assertThat(session.lift(id)).isTrue();
      assertThat(session.lift(id)).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.inject(fault("nobody", "hang", OptionalLong.empty())));
      session.stop();
      result = session.await();
    }
    assertThat(result.live().orElseThrow().changes()).isEqualTo(3);
    assertThat(result.interrupted()).isTrue();
    RunResult again = replayed("by-hand.rec");
    assertThat(again.traceHash()).isEqualTo(result.traceHash());
    assertThat(again.findings()).isEqualTo(result.findings());
    assertThat(again.events()).isEqualTo(result.events());
  }

  private RunResult replayed(String file) throws Exception {
    try (Recording recording = Recording.open(folder.resolve(file))) {
      return simulated.replay(recording, RunListener.NONE);
    }
  }

  @Test
  void tablesOfMeasuredTimesAreInTheRecording() throws Exception {
    Path table = Files.writeString(folder.resolve("times.csv"), "latency_us,count\n900,3\n40,7\n");
    Path file =
        Files.writeString(
            folder.resolve("measured.conf"),
            """
            title = "releases as somebody measured them"
            duration = 5s
            filesystems.slow.release = [ io empirical(times.csv) ]
            mounts.data.filesystem = slow
            tasks.closer { context = user, every = exp(5ms), run = [ open f on data, close f ] }
            """);
    Scenario scenario = ScenarioLoader.load(file);
    RunResult result;
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, 5 * SECOND);
    try (LiveSession session = started(scenario, options, 200, "measured.rec")) {
      result = session.await();
    }
    Files.writeString(table, "latency_us,count\n1,1\n");
    assertThat(replayed("measured.rec").traceHash()).isEqualTo(result.traceHash());
    Files.delete(table);
    Files.delete(file);
    assertThat(replayed("measured.rec").traceHash()).isEqualTo(result.traceHash());
  }

  @Test
  void aHundredLiveRunsWithRandomFaultsReplayToTheSameVerdict() throws Exception {
    RandomStream random = RandomStream.named(7, "faults by hand");
    List<String> names = List.of(AFS, "afs/asynchronous-remove", "nfsd/outruns-delayed-fput");
    List<ClosePolicy> policies = List.of(ClosePolicy.values());
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Scenario scenario = ScenarioLoader.loadShipped(names.get(random.below(names.size())));
      ClosePolicy policy = policies.get(random.below(policies.size()));
      RunOptions options = new RunOptions(policy, random.nextLong(), 20 * SECOND);
      verdicts.add(replaysAs(scenario, options, random));
    }
    assertThat(verdicts).hasSize(100).contains(Verdict.OK, Verdict.WAITS, Verdict.GROWS);
  }

  private Verdict replaysAs(Scenario scenario, RunOptions options, RandomStream random)
      throws Exception {
    RunResult result;
    try (LiveSession session = started(scenario, options, 1000, "random.rec")) {
      for (int i = 0; i < 4; i++) {
        interfere(session, scenario, random);
      }
      result = session.await();
    }
    RunResult again = replayed("random.rec");
    assertThat(again.traceHash()).isEqualTo(result.traceHash());
    assertThat(again.steps()).isEqualTo(result.steps());
    assertThat(again.findings()).isEqualTo(result.findings());
    return again.verdict();
  }

  private static void interfere(LiveRun run, Scenario scenario, RandomStream random) {
    OptionalLong lasts =
        random.below(2) == 0
            ? OptionalLong.empty()
            : OptionalLong.of((1 + random.below(5)) * SECOND);
    switch (random.below(5)) {
      case 0 ->
          scenario.kernel().servers().keySet().stream()
              .findFirst()
              .ifPresent(server -> run.inject(fault(server, "hang", lasts)));
      case 3 ->
          scenario.kernel().servers().keySet().stream()
              .findFirst()
              .ifPresent(server -> run.inject(fault(server, "crash", lasts)));
      case 1 -> run.inject(fault("delayed_fput", "pause", lasts));
      case 2 -> run.inject(fault("nfsd-" + random.below(4), "pause", lasts));
      default -> run.liftAll();
    }
  }

  @Test
  void aRecordingThatStopsShortIsReplayedAsFarAsItGoes() throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(AFS);
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, 20 * SECOND);
    try (LiveSession session = started(scenario, options, 1000, "whole.rec")) {
      session.await();
    }
    byte[] whole = Files.readAllBytes(folder.resolve("whole.rec"));
    Files.write(folder.resolve("cut.rec"), java.util.Arrays.copyOf(whole, whole.length - 200));
    RunResult result = replayed("cut.rec");
    assertThat(result.interrupted()).isTrue();
    assertThat(result.live().orElseThrow().brokenOff()).isPresent();
    assertThat(replayed("whole.rec").live().orElseThrow().brokenOff()).isEmpty();
    assertThat(result.simulated()).isPositive().isLessThan(20 * SECOND);
  }

  @Test
  void aFileThatIsNoRecordingIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.rec"), "no recording");
    assertThatExceptionOfType(Recording.Unreadable.class)
        .isThrownBy(() -> Recording.open(text))
        .withMessage("is no recording of a live run");
    assertThatExceptionOfType(Recording.Unreadable.class)
        .isThrownBy(() -> Recording.open(folder.resolve("missing.rec")))
        .withMessage("there is no such file");
  }

  @Test
  void aReplayThatTakesAnotherTurnIsRefused() throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(AFS);
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, 2 * SECOND);
    try (LiveSession session = started(scenario, options, 1000, "one.rec")) {
      session.await();
    }
    RunOptions other = new RunOptions(ClosePolicy.SYNC, 2, 2 * SECOND);
    try (Recording recording = Recording.open(folder.resolve("one.rec"))) {
      Recording changed =
          new Recording(recording.file(), recording.scenario(), other, recording.turns());
      assertThatExceptionOfType(RecordingReader.Mismatch.class)
          .isThrownBy(() -> simulated.replay(changed, RunListener.NONE));
    }
  }

  /** Takes so many bytes and no more, as a disk that runs full. */
  private static final class Full extends OutputStream {
    private int left = 2_000;

    @Override
    public void write(int octet) throws IOException {
      if (left-- <= 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void aRecordingThatTakesNoMoreEndsTheRunWithItsReport() throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped("nfsd/outruns-delayed-fput");
    RunOptions options = new RunOptions(ClosePolicy.DEFERRED, 1, HOUR);
    LiveRunner.Way way = new LiveRunner.Way(1000, Optional.of(folder.resolve("full.rec")));
    RecordingWriter full = new RecordingWriter(new Full(), "heading");
    try (LiveEngine engine = new LiveEngine();
        LiveSession session =
            LiveSession.start(engine, scenario, options, way, full, new LiveListener() {})) {
      RunResult result = session.await();
      assertThat(session.recordingFailure()).contains("No space left on device");
      assertThat(result.live().orElseThrow().brokenOff()).contains("No space left on device");
      assertThat(result.interrupted()).isTrue();
      assertThat(result.simulated()).isPositive().isLessThan(HOUR);
      assertThat(session.state().over()).isTrue();
    }
  }

  @Test
  void anErrorInALookEndsTheRun() throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(AFS);
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, HOUR);
    LiveListener broken =
        new LiveListener() {
          @Override
          public void state(LiveState state) {
            throw new StackOverflowError("a chain too deep");
          }
        };
    LiveSession session =
        live.start(scenario, options, new LiveRunner.Way(1000, Optional.empty()), broken);
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(session::await)
        .withMessageContaining("a chain too deep");
    assertThatExceptionOfType(EmulatorFailure.class).isThrownBy(session::close);
  }

  @Test
  void whoFollowsLateIsToldWhatCameBefore() throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(AFS);
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, HOUR);
    List<String> told = new ArrayList<>();
    LiveListener late =
        new LiveListener() {
          @Override
          public void event(Journal.Event event) {
            told.add(event.text());
          }

          @Override
          public void finding(Finding finding) {
            told.add(finding.kind().word());
          }
        };
    try (LiveSession session = started(scenario, options, 1000, "")) {
      await(session, state -> !state.machine().findings().isEmpty());
      session.stop();
      session.await();
      session.follow(late);
      assertThat(told).contains("#1 afs-server hang begins").doesNotHaveDuplicates();
      assertThat(told.subList(0, told.indexOf("long wait")))
          .contains("#1 afs-server hang begins")
          .doesNotContain("#1 afs-server hang ends");
    }
  }
}
