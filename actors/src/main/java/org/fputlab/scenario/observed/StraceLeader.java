package org.fputlab.scenario.observed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the call in a line of strace: who calls, and when ({@code printleader},
 * strace.c).
 *
 * @param task its number, or "" where there is one task
 * @param time as it stands there, or ""
 * @param shape which kind of time, how fine, and where: the same in all lines of a list
 * @param body the rest
 */
record StraceLeader(String task, String time, String shape, String body) {

  static final String NO_TIME = "-";

  private static final Pattern BRACKETS = Pattern.compile("\\[pid +(\\d{1,7})(?:<[^>]*>)?] ");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,7})((?:<[^>]*>)?) +");
  private static final Pattern DAY =
      Pattern.compile("(\\d\\d:\\d\\d:\\d\\d(?:\\.(\\d{3,9}))?) (?:\\(\\+ *\\d+\\.\\d+\\) )?");
  private static final Pattern UNIX =
      Pattern.compile("(\\d{10}(?:\\.(\\d{3,9}))?) (?:\\(\\+ *\\d+\\.\\d+\\) )?");
  private static final Pattern RELATIVE = Pattern.compile(" *(\\d{1,9}\\.(\\d{3,9})) ");

  /** A number is padded to so many characters. */
  private static final int NUMBER_WIDTH = 5;

  static StraceLeader of(String text) {
    Matcher number = NUMBER.matcher(text);
    Matcher brackets = BRACKETS.matcher(text);
    if (brackets.lookingAt()) {
      return timed(String.valueOf(brackets.group(1)), text, brackets.end());
    }
    if (number.lookingAt()) {
      int end = Math.max(NUMBER_WIDTH, number.end(2)) + 1;
      return timed(String.valueOf(number.group(1)), text, Math.min(end, number.end()));
    }
    return timed("", text, 0);
  }

  private static StraceLeader timed(String task, String text, int from) {
    String rest = text.substring(from);
    Matcher day = DAY.matcher(rest);
    Matcher unix = UNIX.matcher(rest);
    Matcher relative = RELATIVE.matcher(rest);
    if (day.lookingAt()) {
      return of(task, "d", day, rest);
    }
    if (unix.lookingAt()) {
      return of(task, "u", unix, rest);
    }
    if (relative.lookingAt()) {
      return of(task, "r" + relative.start(2), relative, rest);
    }
    return new StraceLeader(task, "", NO_TIME, rest.strip());
  }

  private static StraceLeader of(String task, String kind, Matcher time, String rest) {
    String fraction = time.group(2) == null ? "" : time.group(2);
    String shape = kind + "." + fraction.length();
    return new StraceLeader(
        task, String.valueOf(time.group(1)), shape, rest.substring(time.end()).strip());
  }

  boolean isOfDay() {
    return shape.startsWith("d");
  }

  boolean isRelative() {
    return shape.startsWith("r");
  }

  boolean isWholeSeconds() {
    return !shape.equals(NO_TIME) && shape.endsWith(".0");
  }
}
