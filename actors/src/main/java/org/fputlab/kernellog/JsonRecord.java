package org.fputlab.kernellog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a log whose records are JSON objects, as {@code journalctl -o json} and the loggers of
 * containers write them: what was said, and when.
 *
 * @param message without quotes and escapes
 * @param microseconds since boot, or "" where the record does not tell
 */
record JsonRecord(String message, String microseconds) {

  private static final Pattern MESSAGE =
      Pattern.compile("\"(?:MESSAGE|message|msg|log)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private static final Pattern STAMP =
      Pattern.compile("\"_SOURCE_MONOTONIC_TIMESTAMP\"\\s*:\\s*\"(\\d{1,18})\"");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  /** The record on a line, or null where it is none. */
  static @Nullable JsonRecord of(String line) {
    if (!line.stripLeading().startsWith("{\"")) {
      return null;
    }
    Matcher message = MESSAGE.matcher(line);
    if (!message.find()) {
      return null;
    }
    Matcher stamp = STAMP.matcher(line);
    return new JsonRecord(plain(message.group(1)), stamp.find() ? stamp.group(1) : "");
  }

  private static String plain(String escaped) {
    return ESCAPE
        .matcher(escaped)
        .replaceAll(
            one ->
                Matcher.quoteReplacement(
                    one.group(1) == null ? character(one.group(2)) : unicode(one.group(1))));
  }

  private static String unicode(String digits) {
    return String.valueOf((char) Integer.parseInt(digits, 16));
  }

  private static String character(String letter) {
    return "ntrbf".contains(letter) ? " " : letter;
  }
}
