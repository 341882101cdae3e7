package org.fputlab.kernellog;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before a line of the kernel: quoting of a mail, the stamps of syslog, journal, dmesg
 * in its forms and of terminals, log levels, the kernel's own stamp and caller. Host names are
 * passed over.
 */
final class LinePrefix {

  /** More than this many prefixes has no line that anybody wrote. */
  private static final int LAYERS = 10;

  /** How far into a line a kernel's stamp is looked for. */
  private static final int STAMP_WITHIN = 120;

  private static final String TIME = "\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?";
  private static final String ISO =
      "\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]" + TIME + "(?:Z|[+-]\\d\\d:?\\d\\d)?";
  private static final String TAG =
      "(?:(?:kernel|vmunix|klogd)(?:\\[\\d+\\])?:\\s?|(?=\\d+,\\d+,\\d+,[-\\w]))";

  private static final Pattern QUOTE = Pattern.compile("^[>|](?:[ \\t]?[>|])*[ \\t]?");
  private static final Pattern LEVEL = Pattern.compile("^<\\d{1,3}>");
  private static final Pattern KMSG =
      Pattern.compile("^\\d+,\\d+,(\\d+),[-\\w,]*(?:caller=([TC]\\d+))?[-\\w,=]*;");
  private static final Pattern FACILITY =
      Pattern.compile("^(?:kern|user|daemon|syslog)\\s*:\\s*[a-z]+\\s*:\\s*");

  /** What grep puts before a line of a file, with its number or without. */
  private static final Pattern FILE =
      Pattern.compile(
          "^[\\w./~+-]{1,80}[:-](?:\\d{1,9}[:-])?"
              + "(?=\\p{L}{3}\\s+\\d{1,2} \\d|\\d{4}-\\d\\d-\\d\\d[T ]|\\[\\s*\\d+\\.\\d|<\\d{1,2}>)");

  /** What a script puts before each line of a stack file. */
  private static final Pattern LABEL = Pattern.compile("^(?i:k?stack)\\s*[:=]\\s*(?=\\[<)");

  private static final Pattern CALLER = Pattern.compile("^\\[\\s*([TC]\\d+)\\]\\s?");
  private static final Pattern KERNEL_STAMP = Pattern.compile("^\\[\\s*(\\d+\\.\\d{2,9})\\]\\s?");
  private static final Pattern LATER_STAMP = Pattern.compile("\\[\\s*\\d+\\.\\d{6}\\]");
  private static final Pattern DELTA = Pattern.compile("^\\[\\s*\\+\\d+\\.\\d+\\]\\s?");
  private static final Pattern TAGGED = Pattern.compile("^(?:(?:\\S+\\s)?kernel:\\s?|MESSAGE=)");

  /** Forms that carry a date or a time of day, in group 1. */
  private static final List<Pattern> CLOCKS =
      List.of(
          Pattern.compile(
              "^\\[([^\\]\\[<>()]{0,40}\\d\\d:\\d\\d(?::\\d\\d)?[^\\]\\[]{0,24})\\]\\s?"),
          Pattern.compile("^(" + ISO + ")\\s+(?:\\S+\\s+){0,3}?" + TAG),
          Pattern.compile(
              "^((?:\\d{4} )?\\p{L}{3,5}\\.?\\s+\\d{1,2}\\s+(?:\\d{4} )?"
                  + TIME
                  + ")\\s+(?:\\S+\\s+){0,3}?"
                  + TAG),
          Pattern.compile("^(" + ISO + ")\\s*[|:]?\\s"),
          Pattern.compile("^(" + TIME + ")\\s+(?=[\\[<A-Za-z])"));

  private final int number;
  private String rest;
  private String clock = "";
  private double seconds = Double.NaN;
  private String caller = "";

  private LinePrefix(int number, String raw) {
    this.number = number;
    this.rest = raw;
  }

  /** Takes all prefixes off a line as it stood in the file. */
  static LogLine strip(int number, String raw) {
    JsonRecord record = JsonRecord.of(raw);
    LinePrefix prefix = new LinePrefix(number, clean(record == null ? raw : record.message()));
    if (record != null) {
      prefix.seconds = number(record.microseconds(), 1e-6);
    }
    int layers = 0;
    while (layers < LAYERS && prefix.takeOne()) {
      layers++;
    }
    return new LogLine(number, prefix.rest.strip(), prefix.clock, prefix.seconds, prefix.caller);
  }

  /** Without what terminals, syslog daemons and web pages make of some characters. */
  private static String clean(String raw) {
    String text = raw;
    if (text.indexOf('\u001b') >= 0) {
      text = text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
    }
    if (text.contains("#0")) {
      text = text.replace("#011", " ").replace("#012", " ").replaceAll("#033\\[[0-9;]*m", "");
    }
    if (text.indexOf('&') >= 0 && text.indexOf(';') >= 0) {
      text = text.replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", "\"");
      text = text.replace("&amp;", "&");
    }
    return text.replace('\u00a0', ' ').replace('\t', ' ').replace("\r", "").strip();
  }

  private boolean takeOne() {
    String before = rest;
    rest = rest.stripLeading();
    if (rest.isEmpty()) {
      return false;
    }
    return takeQuote() || takeStamps() || !before.equals(rest);
  }

  private boolean takeQuote() {
    char first = rest.charAt(0);
    return (first == '>' || first == '|') && take(QUOTE) != null;
  }

  private boolean takeStamps() {
    Matcher stamp = take(KERNEL_STAMP);
    if (stamp != null) {
      seconds = number(stamp.group(1), 1);
      return true;
    }
    Matcher by = take(CALLER);
    if (by != null) {
      caller = by.group(1);
      return true;
    }
    Matcher record = take(KMSG);
    if (record != null) {
      seconds = number(record.group(1), 1e-6);
      caller = record.group(2) == null ? caller : record.group(2);
      return true;
    }
    return take(LEVEL) != null
        || take(FILE) != null
        || take(FACILITY) != null
        || take(DELTA) != null
        || take(LABEL) != null
        || takeClock();
  }

  private boolean takeClock() {
    for (Pattern form : CLOCKS) {
      Matcher date = take(form);
      if (date != null) {
        clock = clock.isEmpty() ? date.group(1).strip() : clock;
        return true;
      }
    }
    return take(TAGGED) != null || skipToStamp();
  }

  /** Some logger's own words before a kernel's stamp. */
  private boolean skipToStamp() {
    if (!Double.isNaN(seconds)) {
      return false;
    }
    Matcher later = LATER_STAMP.matcher(rest);
    later.region(0, Math.min(rest.length(), STAMP_WITHIN));
    if (!later.find() || later.start() == 0) {
      return false;
    }
    rest = rest.substring(later.start());
    return true;
  }

  private @org.jspecify.annotations.Nullable Matcher take(Pattern form) {
    Matcher matcher = form.matcher(rest);
    if (!matcher.find()) {
      return null;
    }
    rest = rest.substring(matcher.end());
    return matcher;
  }

  private static double number(String digits, double unit) {
    try {
      return Double.parseDouble(digits) * unit;
    } catch (NumberFormatException tooLong) {
      return Double.NaN;
    }
  }

  @Override
  public String toString() {
    return number + ": " + rest;
  }
}
