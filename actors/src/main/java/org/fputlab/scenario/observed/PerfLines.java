package org.fputlab.scenario.observed;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code perf trace -e close} prints: one system call a line, or two where another task's came
 * between (tools/perf/builtin-trace.c, v4.11 to v6.1).
 */
final class PerfLines implements Format {

  /** Of the list, and of the tables. */
  static final String WITHOUT_RELEASE =
      "by perf trace, to the return of the system call: Linux 6.6 and later run the release before"
          + " that, older ones after it (task_work), and then it is not in these times";

  /** A time is padded to so many characters. */
  private static final int TIME_WIDTH = 10;

  private static final Pattern HEAD =
      Pattern.compile(
          "(?<time> *(?:\\d{1,10}\\.\\d{3}|\\?)) "
              + "\\((?: *(?<took>\\d{1,10}\\.\\d{3}) ms|[ ?]*)\\): *(?<body>.*)");
  private static final Pattern CLOSE =
      Pattern.compile(
          "(?:(?<task>(?:.{0,16}/)?\\d{1,7}) +)?(?<on>\\.\\.\\. \\[continued]: )?close\\(.*\\)\\s+"
              + "(?:(?<later>\\.\\.\\.)|= (?:\\d+|-1 (?<error>E[A-Z0-9]+) (?:\\(.+\\)|[A-Z][a-z].*)))\\s*");
  private static final Pattern OTHER =
      Pattern.compile(
          "(?:(?:.{0,16}/)?\\d{1,7} +)?(?:\\.\\.\\. \\[continued]: )?[\\w:]+\\(.*\\)(?: *(?:=|\\.\\.\\.).*)?"
              + "|.*\\w+fault .*");
  private static final Pattern LOST = Pattern.compile(".*LOST (\\d{1,18}) events!.*");
  private static final Pattern BROKEN = Pattern.compile(".*(?:close\\(|\\d ms\\): |\\) += 0).*");

  private final Reading reading;
  private final CloseCalls closes = new CloseCalls();
  private final TraceClock clock;
  private long waiting;

  PerfLines(Reading reading) {
    this.reading = reading;
    this.clock = new TraceClock(reading);
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    Matcher lost = LOST.matcher(line.text());
    if (lost.matches()) {
      reading.remark(lost.group(1) + " events were lost: the rate is at least what is written");
      return true;
    }
    Matcher head = HEAD.matcher(line.text());
    if (!head.matches()) {
      boolean broken = closes.seen() + waiting > 0 && BROKEN.matcher(line.text()).matches();
      return broken && damaged(line);
    }
    String body = String.valueOf(head.group("body"));
    Matcher close = CLOSE.matcher(body);
    boolean oneCall = body.split("close\\(", -1).length <= 2;
    boolean whole = String.valueOf(head.group("time")).length() >= TIME_WIDTH && oneCall;
    if (whole && close.matches()) {
      call(line, head, close);
      return true;
    }
    return (whole && !body.contains("close(") && OTHER.matcher(body).matches()) || damaged(line);
  }

  private boolean damaged(Line line) {
    reading.skip(FunctionGraph.DAMAGED, line);
    return true;
  }

  private void call(Line line, Matcher head, Matcher close) throws NotUsable {
    String time = String.valueOf(head.group("time")).strip();
    boolean continued = close.group("on") != null;
    long begun = time.equals("?") ? -1 : millis(time);
    if (begun >= 0 && !continued) {
      clock.at(line, begun, time + " ms");
    }
    if (close.group("later") != null) {
      waiting++;
      return;
    }
    waiting -= continued && waiting > 0 ? 1 : 0;
    if (head.group("took") == null) {
      closes.lost();
      return;
    }
    long took = millis(String.valueOf(head.group("took")));
    String error = close.group("error");
    String task = close.group("task");
    closes.returned(task == null ? "" : task, took, error == null ? "" : error);
    if (begun >= 0) {
      clock.until(begun + took);
    }
  }

  private static long millis(String number) {
    return Stamp.seconds(number) / 1000;
  }

  /** What was listed, to be compared with tables below. */
  CloseCalls closes() {
    return closes;
  }

  @Override
  public void end() throws NotUsable {
    for (; waiting > 0; waiting--) {
      closes.lost();
    }
    if (closes.seen() > 0) {
      Damage.check(reading, closes.returned());
      closes.end(
          reading, "perf trace lists", clock.span(), List.of(CloseCalls.WHAT, WITHOUT_RELEASE));
    }
  }
}
