package org.fputlab.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.scenario.NearestWord;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much one subsystem's actors tell: {@code nfsd=debug}.
 *
 * @param subsystem one of {@link #SUBSYSTEMS}, or {@link #ALL}
 * @param level one of {@link #LEVELS}
 */
record LogChoice(String subsystem, String level) {

  static final String ALL = "all";

  /** Each logs under {@code fputlab.} and this name. */
  static final List<String> SUBSYSTEMS =
      List.of(
          "nfsd",
          "vfs",
          "mounts",
          "vm",
          "unix",
          "afs",
          "lockd",
          "drivers",
          "delayed_fput",
          "delayed_mntput",
          "workqueue",
          "clients",
          "tasks",
          "faults");

  static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private static final String LOGGERS = "fputlab";

  /** Sets the subsystem's level for the rest of the program. */
  void apply() {
    String logger = subsystem.equals(ALL) ? LOGGERS : LOGGERS + "." + subsystem;
    if (LoggerFactory.getLogger(logger) instanceof Logger logback) {
      logback.setLevel(Level.valueOf(level.toUpperCase(Locale.ROOT)));
    }
  }

  /** Reads {@code subsystem=level}. */
  static final class Word implements ITypeConverter<LogChoice> {
    @Override
    public LogChoice convert(String word) {
      String[] halves = word.split("=", -1);
      if (halves.length != 2) {
        throw new TypeConversionException(
            "'%s' is no subsystem=level, as in nfsd=debug".formatted(word));
      }
      List<String> subsystems = new ArrayList<>(SUBSYSTEMS);
      subsystems.add(ALL);
      check("subsystem", halves[0], subsystems);
      check("log level", halves[1], LEVELS);
      return new LogChoice(halves[0], halves[1]);
    }

    private static void check(String what, String word, List<String> known) {
      if (!known.contains(word)) {
        throw new TypeConversionException(
            "'%s' is no %s.%s Known: %s"
                .formatted(
                    word, what, NearestWord.question(word, known), String.join(", ", known)));
      }
    }
  }
}
