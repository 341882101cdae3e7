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
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.LiveListener;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.scenario.running.LiveRunner;
import org.fputlab.scenario.running.LiveSession;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.text.ScenarioProblems;
import org.slf4j.LoggerFactory;

/** A real run with its real server, on a port that was free. */
final class LiveMachine implements AutoCloseable {

  private static final long AN_HOUR = 3_600_000_000_000L;

  /** What all actors log goes through this one. */
  private static final Logger ACTORS = (Logger) LoggerFactory.getLogger("fputlab");

  private final LiveRunner runner = new LiveRunner();
  private final LiveSession session;
  private final LiveServer server;
  private final Levels levels;
  private final String token;

  private LiveMachine(Scenario scenario, double speed, String token) throws IOException {
    this.token = token;
    ACTORS.setAdditive(false); // the page shows it, the test's own output need not
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, AN_HOUR);
    LiveRunner.Way way = new LiveRunner.Way(speed, Optional.empty());
    session = runner.start(scenario, options, way, new LiveListener() {});
    Optional<String> asked = Optional.of(token).filter(word -> !word.isEmpty());
    levels = new Levels(session);
    server = LiveServer.start(session, "127.0.0.1", 0, asked, levels);
  }

  /** Runs a scenario that closes synchronously, so many times as fast as the clock. */
  static LiveMachine running(String scenario, double speed) throws IOException, ScenarioProblems {
    return guarded(scenario, speed, "");
  }

  /** The same for those only who know a token, if it is not "". */
  static LiveMachine guarded(String scenario, double speed, String token)
      throws IOException, ScenarioProblems {
    Path file = Files.createTempFile("page", ".conf");
    try {
      Files.writeString(file, scenario);
      return new LiveMachine(ScenarioLoader.load(file, "example.conf"), speed, token);
    } finally {
      Files.delete(file);
    }
  }

  /** Runs a scenario that comes with the program. */
  static LiveMachine shipped(String name, double speed) throws IOException, ScenarioProblems {
    return new LiveMachine(ScenarioLoader.loadShipped(name), speed, "");
  }

  /** Where its page is, with the token if it takes one. */
  String address() {
    String page = "http://127.0.0.1:" + server.address().getPort() + "/";
    return token.isEmpty() ? page : page + "?token=" + token;
  }

  @Override
  public void close() {
    server.close();
    session.close();
    runner.close();
    levels.unset();
    ACTORS.setAdditive(true);
  }

  /** Levels of two subsystems and of one actor. */
  private record Levels(LiveRun run, Map<String, String> levels) implements LogLevels {

    Levels(LiveRun run) {
      this(run, new LinkedHashMap<>(Map.of("nfsd", "info")));
    }

    @Override
    public List<String> names() {
      return List.of("nfsd", "nfsd-3", "vfs");
    }

    @Override
    public void set(Map<String, String> more) {
      levels.putAll(more);
      more.forEach((name, level) -> logger(name).setLevel(Level.valueOf(level)));
      run.logLevelsChanged();
    }

    /** Later tests are to log no more than they did before. */
    void unset() {
      levels.keySet().forEach(name -> logger(name).setLevel(null));
    }

    /** An actor's logger is below that of its subsystem. */
    private static Logger logger(String name) {
      String below = name.replaceFirst("^(\\w+)-\\d+$", "$1.$0");
      return (Logger) LoggerFactory.getLogger("fputlab." + below);
    }
  }
}
