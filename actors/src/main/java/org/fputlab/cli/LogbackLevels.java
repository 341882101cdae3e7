package org.fputlab.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.web.LogLevels;
import org.slf4j.LoggerFactory;

/**
 * The levels of the program's loggers, which may change while a run is under way.
 *
 * <p>A level for many is one for each of them: it takes the place of what was set for one of them
 * before. Of what is set at once the more particular name counts.
 */
final class LogbackLevels implements LogLevels {

  private final LogNames names;
  private final Runnable changed;

  /**
   * @param changed called when levels were set, so that the actors take note
   */
  LogbackLevels(LogNames names, Runnable changed) {
    this.names = names;
    this.changed = changed;
  }

  /** For a simulated run, whose levels are set before it begins. */
  static LogbackLevels of(Scenario scenario) {
    return new LogbackLevels(LogNames.of(scenario.kernel()), () -> {});
  }

  /** For a live run that is yet to begin. */
  static LogbackLevels ofLive(Scenario scenario) {
    return new LogbackLevels(LogNames.of(scenario.kernel()).withNews(), () -> {});
  }

  /** The same for when the run is under way. */
  LogbackLevels during(LiveRun run) {
    return new LogbackLevels(names, run::logLevelsChanged);
  }

  /** What a level can be set for: subsystems, single actors, and {@code all}. */
  @Override
  public List<String> names() {
    return names.all();
  }

  /** The levels in force: of every subsystem, and of each actor that has one of its own. */
  @Override
  public Map<String, String> levels() {
    Map<String, String> levels = new LinkedHashMap<>();
    for (String name : names.all()) {
      if (name.equals(LogNames.ALL)) {
        continue;
      }
      if (names.isAbove(name)) {
        levels.put(name, word(logger(names.loggers(name).get(0)).getEffectiveLevel()));
      } else if (names.loggers(name).size() == 1) {
        ownLevel(names.loggers(name).get(0)).ifPresent(level -> levels.put(name, word(level)));
      }
    }
    return levels;
  }

  private static Optional<Level> ownLevel(String logger) {
    return Optional.ofNullable(logger(LogNames.ROOT).getLoggerContext().exists(logger))
        .map(Logger::getLevel);
  }

  /**
   * Sets levels.
   *
   * @param levels one of {@link LogLevels#LEVELS} for each name, and each name one of {@link
   *     #names}
   * @throws IllegalArgumentException naming the word that is none and the legal ones; then nothing
   *     is set
   */
  @Override
  public void set(Map<String, String> levels) {
    levels.forEach(this::check);
    for (String name : names.all()) {
      if (levels.containsKey(name)) {
        Level level = Level.valueOf(levels.get(name).toUpperCase(Locale.ROOT));
        if (names.isAbove(name)) {
          clearBelow(names.loggers(name).get(0));
        }
        names.loggers(name).forEach(logger -> logger(logger).setLevel(level));
      }
    }
    changed.run();
  }

  private void check(String name, String level) {
    if (names.loggers(name).isEmpty()) {
      throw new IllegalArgumentException(names.refusal(name));
    }
    if (!LEVELS.contains(level)) {
      throw new IllegalArgumentException(name + ": " + LogChoice.levelRefusal(level));
    }
  }

  private static void clearBelow(String name) {
    logger(name).getLoggerContext().getLoggerList().stream()
        .filter(logger -> logger.getName().startsWith(name + "."))
        .forEach(logger -> logger.setLevel(null));
  }

  private static Logger logger(String name) {
    if (LoggerFactory.getLogger(name) instanceof Logger logback) {
      return logback;
    }
    throw new IllegalStateException("the log is not Logback's");
  }

  private static String word(Level level) {
    return level.toString().toLowerCase(Locale.ROOT);
  }
}
