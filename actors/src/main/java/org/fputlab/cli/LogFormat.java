package org.fputlab.cli;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Moments;
import org.fputlab.report.Style;
import org.fputlab.scenario.text.NearestWord;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a line of a live run's log is written. */
enum LogFormat {
  /** In columns: time, actor, what happened. */
  TEXT {
    @Override
    String line(ActorLog.Line line, Level level, String logger, Style style) {
      return switch (logger) {
        case ActorLog.EVENTS, LiveLog.ITSELF -> columns(line, line.text());
        case ActorLog.FINDINGS -> finding(columns(line, "FINDING  " + line.text()), level, style);
        default -> style.faint(line.toString());
      };
    }
  },
  /** One JSON object a line. */
  JSON {
    @Override
    String line(ActorLog.Line line, Level level, String logger, Style style) {
      ObjectNode node = MAPPER.createObjectNode();
      node.put("at_ns", line.at());
      node.put("actor", line.actor());
      node.put("level", level.toString().toLowerCase(Locale.ROOT));
      node.put("frame", line.frame());
      node.put("text", line.text());
      try {
        return MAPPER.writeValueAsString(node);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  };

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * One line, without its end.
   *
   * @param logger the name of the logger that it came by
   */
  abstract String line(ActorLog.Line line, Level level, String logger, Style style);

  private static String columns(ActorLog.Line line, String what) {
    return String.format(
        Locale.ROOT, "%12s  %-16s  %s", Moments.seconds(line.at()), line.actor(), what);
  }

  private static String finding(String line, Level level, Style style) {
    return level.isGreaterOrEqual(Level.WARN) ? style.bad(line) : style.doubtful(line);
  }

  /** As it is written on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word}. */
  static final class Word implements ITypeConverter<LogFormat> {
    @Override
    public LogFormat convert(String word) {
      List<String> known = Arrays.stream(LogFormat.values()).map(LogFormat::word).toList();
      if (!known.contains(word)) {
        throw new TypeConversionException(
            "'%s' is no log format.%s Known: %s"
                .formatted(word, NearestWord.question(word, known), String.join(", ", known)));
      }
      return LogFormat.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
