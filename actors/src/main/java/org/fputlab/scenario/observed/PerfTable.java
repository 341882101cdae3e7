package org.fputlab.scenario.observed;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of {@code perf trace -s} and {@code -S}, one a thread: calls of each system call, with
 * the sum, the least, the mean and the most of their times (tools/perf/builtin-trace.c, v3.13 to
 * v6.15; older ones have neither errors nor sums). Threads are put together.
 */
final class PerfTable implements Format {

  private static final Pattern THREAD =
      Pattern.compile("\\s*\\S.* \\(\\d+\\), (\\d{1,15}) events, [\\d.]+%.*");
  private static final Pattern HEADER =
      Pattern.compile(" +syscall +calls( +errors)?( +total)? +min +avg +max +stddev\\s*");
  private static final Pattern UNITS = Pattern.compile(" +(\\(msec\\) +)+\\(%\\)\\s*");
  private static final Pattern DASHES = Pattern.compile(" +---[- ]*");
  private static final Pattern SUMMARY = Pattern.compile("\\s*Summary of events:\\s*");

  private static final List<String> MEASURED =
      List.of(
          CloseCalls.WHAT,
          PerfLines.WITHOUT_RELEASE,
          "a table of perf trace: how many, their mean, the shortest and the longest, not each; the"
              + " others are spread evenly such that the mean is that of the table");

  private static final double MILLI = 1e6;

  /** Numbers are rounded to a thousandth of a millisecond. */
  private static final double HALF = 0.00051;

  private final Reading reading;
  private final PerfLines lines;
  private final CallsTable table;
  private Pattern row = Pattern.compile("");
  private boolean open;
  private int thread;
  private long events;
  private long calls;
  private long closing;

  PerfTable(Reading reading, PerfLines lines) {
    this.reading = reading;
    this.lines = lines;
    this.table = new CallsTable(reading, "Run perf trace -e close, without -s.");
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    String text = line.text();
    Matcher header = HEADER.matcher(text);
    Matcher title = THREAD.matcher(text);
    if (header.matches()) {
      open(header);
    } else if (open && text.isBlank()) {
      close();
    } else if (!open && UNITS.matcher(text).matches()) {
      throw reading.refused(line.number(), "the first line of this table is missing.");
    } else if (open && !UNITS.matcher(text).matches() && !DASHES.matcher(text).matches()) {
      row(line);
    } else if (title.matches()) {
      thread = line.number();
      events = Long.parseLong(title.group(1));
    } else {
      return open || SUMMARY.matcher(text).matches();
    }
    return true;
  }

  private void open(Matcher header) {
    open = true;
    calls = 0;
    String number = " +(?<%s>\\d{1,12}\\.\\d{3})";
    row =
        Pattern.compile(
            "   (?<name>\\w+) +(?<calls>\\d{1,12})"
                + (header.group(1) == null ? "" : " +(?<errors>\\d{1,12})")
                + (header.group(2) == null ? "" : number.formatted("total"))
                + number.formatted("min")
                + number.formatted("avg")
                + number.formatted("max")
                + " +[\\d.]+%\\s*");
  }

  private void row(Line line) throws NotUsable {
    Matcher cells = row.matcher(line.text());
    if (!cells.matches()) {
      throw reading.refused(
          line.number(), "in the table of perf trace this is no row. It is cut or mixed up.");
    }
    long count = Long.parseLong(cells.group("calls"));
    calls += count;
    if ("close".equals(cells.group("name"))) {
      add(line, cells, count);
    }
  }

  private void add(Line line, Matcher cells, long count) throws NotUsable {
    double least = Double.parseDouble(cells.group("min"));
    double mean = Double.parseDouble(cells.group("avg"));
    double most = Double.parseDouble(cells.group("max"));
    boolean summed = row.pattern().contains("<total>");
    double sum = summed ? Double.parseDouble(cells.group("total")) : mean * count;
    boolean fits =
        count > 0
            && least <= mean
            && mean <= most
            && (count > 1 || least == most)
            && Math.abs(sum - mean * count) <= HALF * (count + 1);
    if (!fits) {
      throw reading.refused(line.number(), "these numbers do not fit one another: damaged.");
    }
    boolean counted = row.pattern().contains("<errors>");
    long errors = counted ? Long.parseLong(cells.group("errors")) : 0;
    closing++;
    table.add(line.number(), count, errors, sum * MILLI);
    table.extremes(Math.round(least * MILLI), Math.round(most * MILLI));
  }

  /** A thread's events are the beginnings and ends of its calls. */
  private void close() throws NotUsable {
    open = false;
    if (thread > 0 && events > 2 * calls + 2 + events / 20) {
      throw reading.refused(
          thread,
          "%d events are twice as many calls as the %d in the table below: rows are missing."
              .formatted(events, calls));
    }
    thread = 0;
  }

  @Override
  public void end() throws NotUsable {
    if (open) {
      close();
    }
    if (closing > 0 && lines.closes().seen() == 0) {
      reading.remark(
          "%s in the summary; it does not say whether others follow: one that was cut between two threads has too few closes"
              .formatted(Words.count(closing, "thread with closes is", "threads with closes are")));
    }
    table.end(
        "perf trace -s tables", lines.closes(), reading.skipped(FunctionGraph.DAMAGED), MEASURED);
  }
}
