package org.fputlab.scenario.text;

import com.typesafe.config.ConfigOrigin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a scenario file.
 *
 * @param file as the user named it
 * @param line from 1; 0 for the file as a whole
 */
public record Where(String file, int line) {

  /** HOCON keeps a value's place as text: {@code a.conf: 3}, or for a merged object a range. */
  private static final Pattern PLACE =
      Pattern.compile("^(?:merge of )?(.*?): (\\d+)(?:-\\d+)?(?:,.*)?$", Pattern.DOTALL);

  /** Where a value was written. */
  public static Where of(ConfigOrigin origin) {
    Matcher place = PLACE.matcher(origin.description());
    return place.matches()
        ? new Where(place.group(1), Integer.parseInt(place.group(2)))
        : new Where(origin.description(), Math.max(0, origin.lineNumber()));
  }
}
