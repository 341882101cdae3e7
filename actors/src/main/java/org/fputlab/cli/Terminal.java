package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.fputlab.report.Blocks;
import org.fputlab.report.Style;

/**
 * What the two outputs go to. The launcher says so in system properties, because Java alone cannot
 * tell one output from the other, nor from JDK 22 on whether there is a console at all.
 */
final class Terminal {

  private static final String STDOUT = "fputlab.stdout-is-terminal";
  private static final String STDERR = "fputlab.stderr-is-terminal";
  private static final String LOG_PATTERN = "fputlab.log-pattern";

  private Terminal() {}

  /** Colour on a terminal, unless NO_COLOR (no-color.org) says otherwise. */
  static Style style() {
    return isColoured() ? Style.COLOUR : Style.PLAIN;
  }

  static boolean isColoured() {
    return is(STDOUT) && colourAllowed();
  }

  /** Blocks on a terminal that speaks UTF-8. */
  static Blocks blocks() {
    return is(STDOUT) && speaksUtf8(System.getenv()) ? Blocks.DRAWN : Blocks.NONE;
  }

  /** As the C library finds out: the first of three variables that is set names the encoding. */
  static boolean speaksUtf8(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toLowerCase(Locale.ROOT).replace("-", "").endsWith("utf8"))
        .orElse(false);
  }

  /** The same for the log of a live run. */
  static Style logStyle() {
    return is(STDERR) && colourAllowed() ? Style.COLOUR : Style.PLAIN;
  }

  /** How many lines of a live run's log are shown in a second; into a file or pipe all. */
  static long logLinesPerSecond() {
    return is(STDERR) ? LiveLog.LINES_PER_SECOND_ON_A_TERMINAL : Long.MAX_VALUE;
  }

  /** Whether a progress bar may be drawn. */
  static boolean drawsProgress() {
    return is(STDERR);
  }

  /** Ends the line on which the terminal has echoed the ^C. */
  static void leaveTheLine(PrintWriter err) {
    if (is(STDERR)) {
      err.println();
      err.flush();
    }
  }

  /** Chooses the log's looks; to be called before the first logger is made. */
  static void prepareLog() {
    if (is(STDERR) && colourAllowed()) {
      System.setProperty(LOG_PATTERN, "%highlight(%msg)%n");
    }
  }

  private static boolean colourAllowed() {
    String noColour = System.getenv("NO_COLOR");
    return noColour == null || noColour.isEmpty();
  }

  private static boolean is(String property) {
    return Boolean.getBoolean(property);
  }
}
