package org.fputlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers in JVMs of their own, which are killed, stopped and cut off. */
@Timeout(240)
class ClusterProcessesTest {

  private static final long MOST = 6_000;

  @TempDir private Path folder;

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  private Jvms jvms;

  @BeforeEach
  void begin() {
    jvms = new Jvms(folder);
  }

  @AfterEach
  void endAll() {
    jvms.close();
  }

  private Process worker(String name, Place join) throws IOException {
    return jvms.start(
        name, "org.fputlab.cli.Main", "worker", "--join", join.toString(), "--jobs", "1");
  }

  private Process workerBehind(Link link, int port, String name, Place join) throws IOException {
    return jvms.startBehind(
        link,
        port,
        name,
        "org.fputlab.cli.Main",
        "worker",
        "--join",
        join.toString(),
        "--jobs",
        "1");
  }

  @Test
  void whatLostWorkersHadIsGivenToOthersAndCountedOnce() throws Exception {
    Setting setting = ClusterTest.setting(ClusterTest.SAFE);
    int port = Link.freePort();
    try (Link link = new Link(port);
        ClusterCrew crew =
            ClusterCrew.open(
                new ClusterCrew.Plan(
                    ClusterTest.ANY_PORT,
                    new Security(null),
                    4,
                    Duration.ofSeconds(40),
                    1,
                    BuildVersion.present()),
                SavedSearches.NOWHERE,
                said::add);
        Exploration cluster = new Exploration(crew, () -> false)) {
      Process killed = worker("killed", crew.place());
      Process stopped = worker("stopped", crew.place());
      Process cut = workerBehind(link, port, "cut", crew.place());
      worker("steady", crew.place());
      crew.awaitWorkers(() -> false);
      assertThat(crew.rates()).hasSize(4);
      AtomicBoolean struck = new AtomicBoolean();
      Explored many =
          cluster.explore(
              setting,
              new Exploration.Order(Mix.RANDOM, 1, MOST),
              () -> false,
              (of, done, most, bound) -> {
                if (done > most / 10 && struck.compareAndSet(false, true)) {
                  killed.destroyForcibly();
                  Jvms.signal("STOP", stopped);
                  cut(link);
                }
              });
      assertThat(struck).isTrue();
      assertThat(many.schedules()).isEqualTo(MOST);
      ClusterTest.assertSame(many, ClusterTest.alone(setting, MOST));
      ClusterTest.await(() -> crew.rates().size() == 1);
      Jvms.signal("CONT", stopped);
      for (Process lost : List.of(stopped, cut)) {
        assertThat(lost.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(lost.exitValue()).isEqualTo(1);
      }
      assertThat(jvms.said("stopped")).contains("worker: ").doesNotContain("all is done");
      assertThat(jvms.said("cut")).contains("worker: ").doesNotContain("all is done");
    }
    assertThat(said).filteredOn(line -> line.contains("is gone")).hasSize(3);
  }

  private static void cut(Link link) {
    try {
      link.cut();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void workersSayThatTheExplorationWasKilledAndEnd() throws Exception {
    Path scenario = Files.writeString(folder.resolve("safe.conf"), ClusterTest.SAFE);
    Place at = new Place("127.0.0.1", Link.freePort());
    Process exploration =
        jvms.start(
            "exploration",
            "org.fputlab.cli.Main",
            "explore",
            scenario.toString(),
            "--close",
            "sync",
            "-n",
            "10000000",
            "--cluster",
            "--listen",
            at.toString());
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    var worker =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                Worker.Plan plan =
                    new Worker.Plan(
                        at,
                        ClusterTest.ANY_PORT,
                        1,
                        BuildVersion.present(),
                        Duration.ofSeconds(60));
                return Worker.run(plan, new Security(null), lines::add);
              } catch (CannotOpen | InterruptedException failed) {
                throw new AssertionError(failed);
              }
            });
    ClusterTest.await(() -> !lines.isEmpty());
    exploration.destroyForcibly();
    Worker.Ending ending = worker.get(40, TimeUnit.SECONDS);
    assertThat(ending.end()).isEqualTo(Worker.End.LOST);
    assertThat(ending.why()).contains(at.toString());
  }
}
