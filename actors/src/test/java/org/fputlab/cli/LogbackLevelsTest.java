package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Run;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Levels by the names of a scenario. */
class LogbackLevelsTest {

  private static final String MACHINE =
      """
      title    = "one of each"
      duration = 5s
      servers.my-server { workers = 2, service = 1ms }
      filesystems.my-fs { extends = afs, server = my-server }
      mounts { home { filesystem = my-fs }, disk { filesystem = ext4 } }
      nfsd { threads = 4 }
      lockd { }
      clients.my-client { mount = disk, rate = 10/s, op = [ open, unlink, close ] }
      clients.my-locker { service = lockd, mount = disk, rate = 10/s, op = [ cpu 1us ] }
      tasks {
        my-task   { context = user, every = 100ms, run = [ open a on home, unlink a, close a ] }
        my-worker { context = kthread, count = 3, every = 100ms, run = [ open a on disk, fput a ] }
      }
      """;

  private final Scenario scenario;
  private final LogbackLevels levels;

  LogbackLevelsTest(@TempDir Path folder) throws Exception {
    scenario = ScenarioLoader.load(Files.writeString(folder.resolve("one.conf"), MACHINE));
    levels = LogbackLevels.ofLive(scenario);
  }

  @AfterEach
  void asInTheBeginning() {
    levels.set(Map.of("all", "warn", "events", "info", "findings", "info"));
    logger("fputlab").setLevel(null);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  private static boolean debugs(String subsystem, String actor) {
    return logger("fputlab." + subsystem + "." + actor).isDebugEnabled();
  }

  @Test
  void everyActorThatLogsCanBeNamed() {
    List<ActorLog> logs = new ArrayList<>();
    try (Runner runner = new Runner()) {
      runner.run(scenario, RunOptions.of(scenario), listing(logs));
    }
    List<String> named =
        levels.names().stream()
            .flatMap(name -> LogNames.of(scenario.kernel()).loggers(name).stream())
            .toList();
    assertThat(named)
        .contains(
            "fputlab.afs.my-server",
            "fputlab.clients.my-client",
            "fputlab.tasks.my-task",
            "fputlab.tasks.my-worker-2",
            "fputlab.nfsd.nfsd-3",
            "fputlab.lockd.lockd-0",
            "fputlab.workqueue.kworker-0");
    assertThat(logs)
        .hasSizeGreaterThan(12)
        .extracting(ActorLog::name)
        .filteredOn(name -> name.matches("fputlab\\.\\w+\\.(my|nfsd|lockd|kworker)-.*"))
        .filteredOn(name -> name.contains("my-") || name.matches(".*\\.(nfsd|lockd)-[0-3]"))
        .isSubsetOf(named);
  }

  private static RunListener listing(List<ActorLog> logs) {
    return new RunListener() {
      private List<ActorLog> all = List.of();

      @Override
      public void begins(Engine engine, Run<?> run) {
        all = engine.tables().logs();
      }

      @Override
      public void ended(RunResult result) {
        logs.addAll(all);
      }
    };
  }

  @Test
  void aRunMakesNoLoggerForAnActorThatNobodyNamed() throws Exception {
    String crowd =
        "title = crowd, duration = 1s, tasks.unnamed { count = 3, context = kthread, times = 1,"
            + " run = [ cpu 1us ] }";
    try (Runner runner = new Runner()) {
      Scenario many = ScenarioLoader.parse(crowd, "crowd.conf");
      LogbackLevels.of(many).set(Map.of("unnamed-1", "error"));
      runner.run(many, RunOptions.of(many), RunListener.NONE);
    }
    assertThat(logger("fputlab").getLoggerContext().getLoggerList())
        .extracting(Logger::getName)
        .filteredOn(name -> name.contains("unnamed"))
        .containsExactly("fputlab.tasks.unnamed-1");
  }

  @Test
  void aLevelForOneActorIsItsOwn() {
    levels.set(Map.of("nfsd-3", "trace"));
    assertThat(logger("fputlab.nfsd.nfsd-3").isTraceEnabled()).isTrue();
    assertThat(debugs("nfsd", "nfsd-2")).isFalse();
    assertThat(levels.levels()).containsEntry("nfsd-3", "trace").containsEntry("nfsd", "warn");
  }

  @Test
  void aLevelForASubsystemIsOneForEachOfItsActors() {
    levels.set(Map.of("nfsd-3", "trace"));
    levels.set(Map.of("nfsd", "debug"));
    assertThat(debugs("nfsd", "nfsd-2")).isTrue();
    assertThat(logger("fputlab.nfsd.nfsd-3").isTraceEnabled()).isFalse();
    assertThat(levels.levels()).doesNotContainKey("nfsd-3").containsEntry("nfsd", "debug");
  }

  @Test
  void ofWhatIsSetAtOnceTheParticularCounts() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("my-worker-1", "error");
    asked.put("my-worker", "debug");
    asked.put("all", "info");
    levels.set(asked);
    assertThat(debugs("tasks", "my-worker-0")).isTrue();
    assertThat(debugs("tasks", "my-worker-1")).isFalse();
    assertThat(debugs("tasks", "my-task")).isFalse();
    assertThat(logger("fputlab.vfs").getEffectiveLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void eventsAndFindingsCanBeSilenced() {
    assertThat(logger(ActorLog.EVENTS).isInfoEnabled()).isTrue();
    levels.set(Map.of("events", "warn"));
    assertThat(logger(ActorLog.EVENTS).isInfoEnabled()).isFalse();
    assertThat(logger(ActorLog.FINDINGS).isWarnEnabled()).isTrue();
    assertThat(LogbackLevels.of(scenario).names()).doesNotContain("events");
  }

  @Test
  void aBadNameOrLevelIsNamedWithWhatIsLegalAndNothingIsSet() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("vfs", "debug");
    asked.put("my-sever", "debug");
    assertThatThrownBy(() -> levels.set(asked))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "'my-sever' is no subsystem, nor an actor of this scenario. Did you mean my-server?",
            "Known: all, nfsd, vfs,",
            "nfsd-0 to nfsd-3");
    assertThat(logger("fputlab.vfs").isDebugEnabled()).isFalse();
    assertThatThrownBy(() -> levels.set(Map.of("vfs", "loud")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vfs: 'loud' is no log level. Known: error, warn, info, debug, trace");
  }
}
