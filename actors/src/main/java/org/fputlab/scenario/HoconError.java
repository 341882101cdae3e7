package org.fputlab.scenario;

import com.typesafe.config.ConfigException;
import java.util.regex.Pattern;

/** Says in plain words what the HOCON parser did not understand. */
final class HoconError {

  /** The parser's own advice, which speaks of things that no scenario author sees. */
  private static final Pattern ADVICE =
      Pattern.compile(" \\((?:if you intended|if you want).*", Pattern.DOTALL);

  private static final Pattern NEWLINE_TOKEN = Pattern.compile("'\\\\n'@\\d+");
  private static final Pattern PLACE_AND_REST =
      Pattern.compile("^(.*?: \\d+): (.*)$", Pattern.DOTALL);

  private HoconError() {}

  static Where where(ConfigException error, String file) {
    if (error.origin() != null) {
      return Where.of(error.origin());
    }
    var message = PLACE_AND_REST.matcher(String.valueOf(error.getMessage()));
    if (message.matches() && message.group(1).startsWith(file)) {
      String line = message.group(1).substring(message.group(1).lastIndexOf(' ') + 1);
      return new Where(file, Integer.parseInt(line));
    }
    return new Where(file, 0);
  }

  static BadValue explained(ConfigException error) {
    String message = String.valueOf(error.getMessage());
    var placed = PLACE_AND_REST.matcher(message);
    String rest = placed.matches() ? String.valueOf(placed.group(2)) : message;
    String plain = NEWLINE_TOKEN.matcher(rest).replaceAll("the end of the line");
    String rule = ADVICE.matcher(plain).replaceAll("").strip();
    String hint =
        rule.equals(plain.strip()) ? "" : "Put text that holds such signs into double quotes";
    return new BadValue(lowerFirst(rule), hint);
  }

  private static String lowerFirst(String text) {
    String whole = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return whole.isEmpty() ? whole : Character.toLowerCase(whole.charAt(0)) + whole.substring(1);
  }
}
