package org.fputlab.scenario.text;

import com.typesafe.config.ConfigException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fputlab.kernel.words.BadValue;

/** What the HOCON parser did not understand, in words that need no knowledge of the parser. */
final class HoconError {

  private static final Pattern PLACE_AND_REST =
      Pattern.compile("^(.*?): (\\d+): (.*)$", Pattern.DOTALL);

  /** The parser's own advice, which speaks of things that no scenario author sees. */
  private static final Pattern ADVICE =
      Pattern.compile(" \\((?:if you |JSON |Reserved character).*", Pattern.DOTALL);

  private static final Pattern TOKEN = Pattern.compile("(?:wrong )?token: ");
  private static final Pattern NEWLINE = Pattern.compile("'(?:newline|\\\\n)'(?:@\\d+)?");
  private static final Pattern SIGN = Pattern.compile("'[^\\w\\s{}\\[\\]]'");

  private HoconError() {}

  static Where where(ConfigException error, String file) {
    Matcher placed = PLACE_AND_REST.matcher(String.valueOf(error.getMessage()));
    if (placed.matches()) {
      return new Where(placed.group(1), Integer.parseInt(placed.group(2)));
    }
    return error.origin() == null ? new Where(file, 0) : Where.of(error.origin());
  }

  static BadValue explained(ConfigException error) {
    if (error instanceof ConfigException.WrongType) {
      return new BadValue("begins with a list", "A scenario is made of keys and their values");
    }
    String message = String.valueOf(error.getMessage());
    if (message.contains("quote was still open")) {
      return new BadValue("a quotation mark is not closed", "");
    }
    Matcher placed = PLACE_AND_REST.matcher(message);
    String rest = placed.matches() ? String.valueOf(placed.group(3)) : message;
    String plain = ADVICE.matcher(rest).replaceAll("");
    plain = NEWLINE.matcher(TOKEN.matcher(plain).replaceAll("")).replaceAll("the end of the line");
    boolean isSign = error instanceof ConfigException.Parse && SIGN.matcher(plain).find();
    return new BadValue(
        lowerFirst(plain.strip()), isSign ? "Put text that holds it into double quotes" : "");
  }

  private static String lowerFirst(String text) {
    String whole = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return whole.isEmpty() ? whole : Character.toLowerCase(whole.charAt(0)) + whole.substring(1);
  }
}
