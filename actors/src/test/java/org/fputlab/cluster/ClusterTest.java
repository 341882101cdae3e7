package org.fputlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.ScheduleFile;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.explore.Schedules;
import org.fputlab.explore.Setting;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes of a cluster in one JVM; those of several are in {@link ClusterProcessesTest}. */
@Timeout(60)
class ClusterTest {

  static final Place ANY_PORT = new Place("127.0.0.1", 0);
  static final Security THIS_MACHINE = new Security(null);
  static final String VERSION = "1 (build 1)";

  /** One of 40 schedules or so fails. */
  private static final String RARE =
      """
      title = rare, duration = 1s
      tasks {
        often { context = kthread, every = 1ms,
                run = [ mutex_lock a, mutex_unlock a, mutex_lock b, mutex_unlock b,
                        mutex_lock a, mutex_lock b, mutex_unlock b, mutex_unlock a ] }
        once  { context = kthread, times = 1,
                run = [ mutex_lock b, mutex_lock a, mutex_unlock a, mutex_unlock b ] }
      }
      """;

  /** None fails. */
  static final String SAFE =
      RARE.replace(
          "[ mutex_lock b, mutex_lock a, mutex_unlock a, mutex_unlock b ]",
          "[ mutex_lock a, mutex_unlock a ]");

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  static Setting setting(String text) {
    try {
      Scenario scenario = ScenarioLoader.parse(text, "rare.conf");
      return setting(scenario);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  private static Setting setting(Scenario scenario) {
    return new Setting(
        scenario, ClosePolicy.SYNC, Timing.ANY, new RunLimits(Setting.RUNS, Map.of()));
  }

  private static Setting shipped(String name) {
    try {
      return setting(ScenarioLoader.loadShipped(name));
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems);
    }
  }

  static Explored explore(Exploration exploration, Setting setting, long most)
      throws InterruptedException {
    return exploration.explore(
        setting,
        new Exploration.Order(Mix.RANDOM, 1, most),
        () -> false,
        Exploration.Progress.NONE);
  }

  static Explored alone(Setting setting, long most) throws InterruptedException {
    try (Exploration exploration = new Exploration(1, () -> false)) {
      return explore(exploration, setting, most);
    }
  }

  private ClusterCrew crew(int workers) throws CannotOpen {
    return crew(workers, THIS_MACHINE, SavedSearches.NOWHERE);
  }

  private ClusterCrew crew(int workers, Security security, SavedSearches saved) throws CannotOpen {
    return crew(workers, security, saved, said::add);
  }

  static ClusterCrew crew(
      int workers, Security security, SavedSearches saved, Consumer<String> says)
      throws CannotOpen {
    return ClusterCrew.open(
        new ClusterCrew.Plan(
            ANY_PORT, security, workers, Duration.ofSeconds(workers == 0 ? 0 : 40), 1, VERSION),
        saved,
        says);
  }

  private static CompletableFuture<Worker.Ending> worker(Place join, String version) {
    return worker(join, version, THIS_MACHINE, Duration.ofSeconds(40));
  }

  private static CompletableFuture<Worker.Ending> worker(
      Place join, String version, Security security, Duration patience) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Worker.run(
                new Worker.Plan(join, ANY_PORT, 2, version, patience), security, line -> {});
          } catch (CannotOpen | InterruptedException failed) {
            throw new AssertionError(failed);
          }
        });
  }

  static void assertSame(Explored many, Explored one) {
    assertThat(many.result()).isEqualTo(one.result());
    assertThat(many.schedules()).isEqualTo(one.schedules());
    assertThat(many.firstFailing()).isEqualTo(one.firstFailing());
    assertThat(many.strategy()).isEqualTo(one.strategy());
    assertThat(many.found().map(shown -> ScheduleFile.text(shown.schedule())))
        .isEqualTo(one.found().map(shown -> ScheduleFile.text(shown.schedule())));
  }

  @Test
  void aClusterComesToTheSameAsOneMachine() throws Exception {
    List<Setting> settings =
        List.of(setting(RARE), setting(SAFE), shipped("regressions/lockd-last-reference"));
    CompletableFuture<Worker.Ending> worker;
    try (ClusterCrew crew = crew(1)) {
      worker = worker(crew.place(), VERSION);
      crew.awaitWorkers(() -> false);
      Exploration cluster = new Exploration(crew, () -> false);
      for (Setting setting : settings) {
        assertSame(explore(cluster, setting, 500), alone(setting, 500));
      }
      assertThat(crew.rates())
          .hasSize(1)
          .allSatisfy(rate -> assertThat(rate.schedules()).isPositive());
      cluster.close();
    }
    assertThat(worker.get(20, TimeUnit.SECONDS).end()).isEqualTo(Worker.End.DONE);
  }

  @Test
  void whereNobodyComesTheCoordinatorWorksByItself() throws Exception {
    Setting setting = setting(RARE);
    try (ClusterCrew crew = crew(0);
        Exploration cluster = new Exploration(crew, () -> false)) {
      crew.awaitWorkers(() -> false);
      assertSame(explore(cluster, setting, 500), alone(setting, 500));
    }
    assertThat(said).anyMatch(line -> line.contains("works by itself, with 1 job"));
  }

  @Test
  void aWorkerOfAnotherVersionIsRefusedWithBoth() throws Exception {
    try (ClusterCrew crew = crew(1)) {
      Worker.Ending ending = worker(crew.place(), "2 (build 7)").get(20, TimeUnit.SECONDS);
      assertThat(ending.end()).isEqualTo(Worker.End.REFUSED);
      assertThat(ending.why()).contains("2 (build 7)").contains(VERSION);
      assertThat(crew.rates()).isEmpty();
    }
    assertThat(said).anyMatch(line -> line.contains("2 (build 7)") && line.contains(VERSION));
  }

  @Test
  void otherAddressesAreRefusedWithoutKeys() {
    Place open = new Place("0.0.0.0", 0);
    assertThatExceptionOfType(CannotOpen.class)
        .isThrownBy(
            () ->
                ClusterCrew.open(
                    new ClusterCrew.Plan(open, THIS_MACHINE, 1, Duration.ZERO, 1, VERSION),
                    SavedSearches.NOWHERE,
                    said::add))
        .withMessageContaining("--tls");
    assertThatExceptionOfType(CannotOpen.class)
        .isThrownBy(
            () ->
                Worker.run(
                    new Worker.Plan(open, ANY_PORT, 1, VERSION, Duration.ZERO),
                    THIS_MACHINE,
                    said::add))
        .withMessageContaining("--tls");
  }

  /** What is no message, what is no end of one, and what claims to be a great one. */
  private static final List<byte[]> GARBAGE =
      List.of(
          "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
          new byte[100_000],
          "AKKA".getBytes(StandardCharsets.US_ASCII),
          new byte[] {'A', 'K', 'K', 'A', 1, -1, -1, -1, 127, 1, 2, 3},
          new byte[] {'A', 'K', 'K', 'A', 2, 40, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9});

  private static void sendGarbage(Place to) throws IOException {
    for (int i = 0; i < 20; i++) {
      for (byte[] garbage : GARBAGE) {
        try (Socket stranger = new Socket(to.host(), to.port())) {
          stranger.getOutputStream().write(garbage);
        } catch (SocketException hungUp) {
          // the other side has hung up on it
        }
      }
    }
  }

  @Test
  void aStrangerGetsNothingAndStopsNothing() throws Exception {
    Setting setting = setting(SAFE);
    try (ClusterCrew crew = crew(1);
        Exploration cluster = new Exploration(crew, () -> false)) {
      sendGarbage(crew.place());
      Address guessed = new Address("akka", "fputlab", crew.place().host(), crew.place().port());
      ActorSystem<Void> stranger = Node.open("fputlab", ANY_PORT, THIS_MACHINE, Behaviors.empty());
      try {
        Cluster.get(stranger).manager().tell(new JoinSeedNodes(List.of(guessed)));
        var worker = worker(crew.place(), VERSION);
        crew.awaitWorkers(() -> false);
        sendGarbage(crew.place());
        assertSame(explore(cluster, setting, 500), alone(setting, 500));
        assertThat(worker).isNotDone();
        assertThat(Cluster.get(stranger).state().getMembers()).isEmpty();
        assertThat(crew.rates()).hasSize(1);
      } finally {
        stranger.terminate();
      }
    }
  }

  static Security keys(String folder) throws URISyntaxException {
    URL place = Objects.requireNonNull(ClusterTest.class.getResource("/cluster/" + folder));
    return new Security(Path.of(place.toURI()));
  }

  @Test
  void withKeysOnlyThoseOfTheSameAuthorityComeIn() throws Exception {
    Setting setting = setting(RARE);
    try (ClusterCrew crew = crew(1, keys("ours"), SavedSearches.NOWHERE);
        Exploration cluster = new Exploration(crew, () -> false)) {
      var stranger = worker(crew.place(), VERSION, keys("strangers"), Duration.ofSeconds(4));
      sendGarbage(crew.place());
      assertThat(stranger.get(30, TimeUnit.SECONDS).why()).contains("nobody answers");
      var worker = worker(crew.place(), VERSION, keys("ours"), Duration.ofSeconds(40));
      crew.awaitWorkers(() -> false);
      assertThat(crew.rates()).hasSize(1);
      assertSame(explore(cluster, setting, 500), alone(setting, 500));
      assertThat(worker).isNotDone();
    }
  }

  @Test
  void aScenarioThatRunsDifferentlyIsRefusedWithBothTraces() {
    Setting setting = setting(RARE);
    try (ScheduleRunner runner = new ScheduleRunner()) {
      Schedules schedules = Schedules.of(runner, setting, Mix.RANDOM, 1);
      SearchText text = SearchText.of("1", schedules);
      SearchText other =
          new SearchText(
              "2",
              text.file(),
              text.texts(),
              text.close(),
              text.timing(),
              text.runs(),
              text.mix(),
              text.seed(),
              text.trace() + 1);
      assertThatExceptionOfType(Known.Differs.class)
          .isThrownBy(() -> new Known().of(other, runner))
          .withMessageContaining("%016x there".formatted(text.trace() + 1))
          .withMessageContaining("%016x here".formatted(text.trace()));
    }
  }

  static void await(BooleanSupplier what) throws InterruptedException {
    long begun = System.nanoTime();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(40)) {
        throw new AssertionError("did not come about within 40 s");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
