package org.fputlab.scenario.observed;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The right-hand part of a line of the function_graph tracer: a duration, and a function that is
 * entered, left, or both (kernel/trace/trace_functions_graph.c, v6.19).
 *
 * @param kind what happens
 * @param depth in blanks
 * @param function its name; "" where a closing brace does not repeat it
 * @param nanos how long it took, from a leaf or a closing brace; else 0
 */
record GraphCall(Kind kind, int depth, String function, long nanos) {

  /** Entered, left, or entered and left at once. */
  enum Kind {
    ENTER,
    LEAVE,
    LEAF
  }

  private static final Pattern BODY =
      Pattern.compile(
          "\\s*(?:(?<mark>[+!#*@$])? *(?<us>\\d{1,12}(?:\\.\\d{1,3})?) us)?\\s*(?:\\[\\s*\\d+])?\\s*"
              + "\\|(?<blanks> *)(?<text>\\S.*)");
  private static final Pattern CALL =
      Pattern.compile(
          "(?<name>[A-Za-z_][\\w.]*)(?: \\[\\w+])?\\s*\\(.*\\)\\s*(?<end>\\{|;)(?: */\\*.*\\*/)?\\s*");
  private static final Pattern BRACE =
      Pattern.compile("\\}(?: */\\* *(?!ret)(?<name>[A-Za-z_][\\w.]*)?.*\\*/| */\\*.*\\*/)?\\s*");

  /** Marks by the least number of microseconds that they stand for (trace_find_mark, v6.19). */
  private static final String MARKS = "+!#*@$";

  /** Reads what follows the columns of CPU and task; null if it is damaged or something else. */
  static @Nullable GraphCall of(String body) {
    Matcher parts = BODY.matcher(body);
    if (!parts.matches()) {
      return null;
    }
    String text = String.valueOf(parts.group("text"));
    int depth = String.valueOf(parts.group("blanks")).length();
    long nanos = parts.group("us") == null ? -1 : nanos(parts.group("us"), parts.group("mark"));
    Matcher call = CALL.matcher(text);
    if (call.matches()) {
      boolean leaf = ";".equals(call.group("end"));
      Kind kind = leaf ? Kind.LEAF : Kind.ENTER;
      boolean fits = leaf ? nanos >= 0 : parts.group("us") == null;
      return fits
          ? new GraphCall(kind, depth, Part.plain(call.group("name")), Math.max(0, nanos))
          : null;
    }
    Matcher brace = BRACE.matcher(text);
    if (!brace.matches() || nanos < 0) {
      return null;
    }
    String name = brace.group("name");
    return new GraphCall(Kind.LEAVE, depth, name == null ? "" : Part.plain(name), nanos);
  }

  /** -1 if the mark before it says that digits are missing. */
  private static long nanos(String us, @Nullable String mark) {
    BigDecimal value = new BigDecimal(us);
    if (mark != null) {
      BigDecimal least = BigDecimal.TEN.pow(MARKS.indexOf(mark) + 1);
      if (value.compareTo(least) < 0) {
        return -1;
      }
    }
    return value.movePointRight(3).longValueExact();
  }
}
