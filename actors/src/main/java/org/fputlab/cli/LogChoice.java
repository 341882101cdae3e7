package org.fputlab.cli;

import org.fputlab.scenario.text.NearestWord;
import org.fputlab.web.LogLevels;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much one subsystem's actors tell, or one actor: {@code nfsd=debug}.
 *
 * @param name one of {@link LogNames}, as soon as the scenario is known
 * @param level one of {@link LogLevels#LEVELS}
 */
record LogChoice(String name, String level) {

  /** What is wrong with a level that is none, with the nearest that is. */
  static String levelRefusal(String level) {
    return "'%s' is no log level.%s Known: %s"
        .formatted(
            level,
            NearestWord.question(level, LogLevels.LEVELS),
            String.join(", ", LogLevels.LEVELS));
  }

  /** Reads {@code name=level}. */
  static final class Word implements ITypeConverter<LogChoice> {
    @Override
    public LogChoice convert(String word) {
      String[] halves = word.split("=", -1);
      if (halves.length != 2) {
        throw new TypeConversionException(
            "'%s' is no subsystem=level, as in nfsd=debug".formatted(word));
      }
      if (!LogLevels.LEVELS.contains(halves[1])) {
        throw new TypeConversionException(levelRefusal(halves[1]));
      }
      return new LogChoice(halves[0], halves[1]);
    }
  }
}
