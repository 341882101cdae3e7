package org.fputlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.fputlab.fault.FaultSpec;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.LiveListener;
import org.fputlab.scenario.running.LiveRunner;
import org.fputlab.scenario.running.LiveSession;
import org.fputlab.scenario.running.Recording;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live run and a server of it that listens elsewhere; both in this virtual machine. */
@Timeout(60)
class ServersElsewhereTest {

  private static final long HOUR = 3_600_000_000_000L;
  private static final String SERVER = "afs-server";
  private static final String VERSION = "1 (build 1)";
  private static final Place ANY_PORT = new Place("127.0.0.1", 0);
  private static final Security THIS_MACHINE = new Security(null);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;

  static Scenario exported() {
    try {
      return ScenarioLoader.loadShipped("afs/exported-by-nfsd");
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems);
    }
  }

  private ServedServer served(Security security) throws CannotOpen {
    return ServedServer.open(exported(), SERVER, VERSION, ANY_PORT, security, said::add);
  }

  private ServedServer served() throws CannotOpen {
    return served(THIS_MACHINE);
  }

  private static ServersElsewhere.Plan plan(Place there, String version, Duration patience) {
    return new ServersElsewhere.Plan(Map.of(SERVER, there), ANY_PORT, version, 10, patience);
  }

  private ServersElsewhere found(Scenario scenario, Place there, String version)
      throws CannotOpen, InterruptedException {
    return ServersElsewhere.open(scenario, plan(there, version, PATIENCE), THIS_MACHINE, said::add);
  }

  private void assertRefused(Scenario scenario, Place there, String version, String... why) {
    assertThatExceptionOfType(CannotOpen.class)
        .isThrownBy(() -> found(scenario, there, version).close())
        .satisfies(refused -> assertThat(refused.getMessage()).contains(why));
  }

  @Test
  void anotherVersionAnotherScenarioAndASecondRunAreRefused() throws Exception {
    Scenario other = ScenarioLoader.loadShipped("afs/asynchronous-remove");
    try (ServedServer server = served()) {
      assertRefused(exported(), server.place(), "2 (build 7)", "2 (build 7)", VERSION);
      assertRefused(
          other,
          server.place(),
          VERSION,
          "another scenario",
          TextSum.of(other),
          TextSum.of(exported()));
      try (ServersElsewhere first = found(exported(), server.place(), VERSION)) {
        assertThat(first.servers()).containsExactly(SERVER);
        assertRefused(exported(), server.place(), VERSION, "is served");
      }
      ClusterTest.await(() -> said.stream().anyMatch(line -> line.endsWith("has ended")));
      found(exported(), server.place(), VERSION).close();
    }
    assertThat(said).filteredOn(line -> line.contains("is refused")).hasSize(3);
  }

  @Test
  void aServerThatIsNotThereAndAnAddressThatOthersReachAreRefused() throws Exception {
    Place nobody = new Place("127.0.0.1", Link.freePort());
    assertThatExceptionOfType(CannotOpen.class)
        .isThrownBy(
            () ->
                ServersElsewhere.open(
                    exported(),
                    plan(nobody, VERSION, Duration.ofSeconds(1)),
                    THIS_MACHINE,
                    said::add))
        .withMessageContaining("nobody answers for afs-server at " + nobody)
        .withMessageContaining("fputlab serve");
    Place open = new Place("0.0.0.0", 0);
    assertThatExceptionOfType(CannotOpen.class)
        .isThrownBy(
            () -> ServedServer.open(exported(), SERVER, VERSION, open, THIS_MACHINE, said::add))
        .withMessageContaining("--tls");
    assertRefused(exported(), new Place("192.0.2.1", 8475), VERSION, "--tls");
  }

  @Test
  void withKeysOnlyThoseOfTheSameAuthorityAreServed() throws Exception {
    try (ServedServer server = served(ClusterTest.keys("ours"))) {
      ServersElsewhere.Plan plan = plan(server.place(), VERSION, Duration.ofSeconds(4));
      for (Security other : List.of(ClusterTest.keys("strangers"), THIS_MACHINE)) {
        assertThatExceptionOfType(CannotOpen.class)
            .isThrownBy(() -> ServersElsewhere.open(exported(), plan, other, said::add))
            .withMessageContaining("nobody answers");
      }
      try (ServersElsewhere elsewhere =
          ServersElsewhere.open(
              exported(),
              plan(server.place(), VERSION, PATIENCE),
              ClusterTest.keys("ours"),
              said::add)) {
        assertThat(elsewhere.servers()).containsExactly(SERVER);
      }
    }
  }

  /** What a live run came to, and what its recording comes to without anybody elsewhere. */
  static void assertReplays(RunResult result, Path recording) throws Exception {
    try (Runner runner = new Runner();
        Recording recorded = Recording.open(recording)) {
      RunResult again = runner.replay(recorded, RunListener.NONE);
      assertThat(again.traceHash()).isEqualTo(result.traceHash());
      assertThat(again.steps()).isEqualTo(result.steps());
      assertThat(again.verdict()).isEqualTo(result.verdict());
      assertThat(again.findings()).isEqualTo(result.findings());
      assertThat(again.events()).isEqualTo(result.events());
    }
  }

  static void await(LiveSession session, String what, Consumer<LiveSession> holds)
      throws InterruptedException {
    ClusterTest.await(
        () -> {
          try {
            holds.accept(session);
            return true;
          } catch (AssertionError notYet) {
            return false;
          }
        });
    assertThat(session.state().over()).as(what).isFalse();
  }

  static void awaitMore(LiveSession session, int calls) throws InterruptedException {
    long before = session.state().closerWait().getTotalCount();
    await(
        session,
        calls + " more closes",
        run -> assertThat(run.state().closerWait().getTotalCount()).isGreaterThan(before + calls));
  }

  private static int inject(LiveSession session, String what, Map<String, Double> settings) {
    return session.inject(new FaultSpec(0, SERVER, what, OptionalLong.empty(), settings));
  }

  @Test
  void aServerElsewhereServesTakesFaultsAndIsNotNeededForAReplay() throws Exception {
    Path recording = folder.resolve("run.rec");
    RunResult result;
    try (ServedServer server = served();
        ServersElsewhere elsewhere = found(exported(), server.place(), VERSION);
        LiveRunner runner = new LiveRunner();
        LiveSession session =
            runner.start(
                exported(),
                new RunOptions(ClosePolicy.SYNC, 1, HOUR),
                new LiveRunner.Way(10, Optional.of(recording), elsewhere),
                new LiveListener() {})) {
      awaitMore(session, 200);
      assertThat(session.state().rpcLatency().getTotalCount()).isPositive();
      int hang = inject(session, "hang", Map.of());
      await(
          session,
          "found",
          run ->
              assertThat(run.state().machine().findings())
                  .anyMatch(
                      finding ->
                          finding
                              .headline()
                              .contains("afs-server, held up by fault #" + hang + " (hang)")));
      assertThat(session.lift(hang)).isTrue();
      inject(session, "slow", Map.of("by", 3.0));
      inject(session, "crash", Map.of());
      await(
          session,
          "restarted",
          run ->
              assertThat(run.state().faults())
                  .extracting(fault -> fault.spec().kind())
                  .containsExactly("slow"));
      awaitMore(session, 200);
      session.stop();
      result = session.await();
      assertThat(server.figures().runs()).isEqualTo(1);
      assertThat(server.figures().answers()).isPositive();
    }
    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
    assertReplays(result, recording);
  }
}
