package org.fputlab.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.LiveListener;
import org.fputlab.scenario.LiveRun;
import org.fputlab.scenario.LiveRunner;
import org.fputlab.scenario.LiveSession;
import org.fputlab.scenario.RunOptions;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.ScenarioProblems;
import org.slf4j.LoggerFactory;

/** A real run with its real server, on a port that was free. */
final class LiveMachine implements AutoCloseable {

  private static final long AN_HOUR = 3_600_000_000_000L;

  private final LiveRunner runner = new LiveRunner();
  private final LiveSession session;
  private final LiveServer server;

  private LiveMachine(Scenario scenario, double speed) throws IOException {
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, AN_HOUR);
    LiveRunner.Way way = new LiveRunner.Way(speed, Optional.empty());
    session = runner.start(scenario, options, way, new LiveListener() {});
    server = LiveServer.start(session, "127.0.0.1", 0, Optional.empty(), new Levels(session));
  }

  /** Runs a scenario that closes synchronously, so many times as fast as the clock. */
  static LiveMachine running(String scenario, double speed) throws IOException, ScenarioProblems {
    Path file = Files.createTempFile("page", ".conf");
    try {
      Files.writeString(file, scenario);
      return new LiveMachine(ScenarioLoader.load(file, "example.conf"), speed);
    } finally {
      Files.delete(file);
    }
  }

  /** Runs a scenario that comes with the program. */
  static LiveMachine shipped(String name, double speed) throws IOException, ScenarioProblems {
    return new LiveMachine(ScenarioLoader.loadShipped(name), speed);
  }

  String address() {
    return "http://127.0.0.1:" + server.address().getPort() + "/";
  }

  @Override
  public void close() {
    server.close();
    session.close();
    runner.close();
  }

  /** Levels of two subsystems. */
  private record Levels(LiveRun run, Map<String, String> levels) implements LogLevels {

    Levels(LiveRun run) {
      this(run, new LinkedHashMap<>(Map.of("nfsd", "info")));
    }

    @Override
    public List<String> names() {
      return List.of("nfsd", "vfs");
    }

    @Override
    public void set(Map<String, String> more) {
      levels.putAll(more);
      more.forEach(
          (name, level) ->
              ((Logger) LoggerFactory.getLogger("fputlab." + name)).setLevel(Level.valueOf(level)));
      run.logLevelsChanged();
    }
  }
}
