package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tables of bcc's {@code funclatency} and of its like in libbpf-tools: {@code usecs : count
 * distribution} over rows of powers of two, and the exact average where one is printed (bcc,
 * src/python/bcc/table.py and libbpf-tools/trace_helpers.c). Several tables of one function, as
 * with {@code -i}, are added up: the tool clears them each time.
 */
final class BccHistograms implements Format {

  private static final Pattern HEADER =
      Pattern.compile("\\s*(\\w+)\\s*:\\s*count\\s+distribution\\s*");
  private static final Pattern ROW =
      Pattern.compile("\\s*(\\d{1,18}) -> (\\d{1,18})\\s*: (\\d{1,18})\\s*\\|(\\** *)\\|\\s*");
  private static final Pattern AVERAGE =
      Pattern.compile("avg = (\\d{1,18}) \\w+, total: (\\d{1,18}) (\\w+), count: (\\d{1,18})\\s*");
  private static final Pattern SECTION =
      Pattern.compile("Function = (?:b')?([\\w.]+)'?(?: \\[\\d+])?\\s*");
  private static final Pattern TRACING =
      Pattern.compile(
          "Tracing (?:\\d+ functions for )?\"?([\\w*]+(?:\\.\\w+)*)\"?\\.+ +Hit Ctrl-C.*");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d");
  private static final Pattern TALK = Pattern.compile("Detaching\\.*|\\^C");

  /** A table; its average comes later. */
  private static final class Table {
    final int line;
    final String function;
    final String unit;
    final Rows rows = new Rows();
    OptionalDouble mean = OptionalDouble.empty();

    Table(int line, String function, String unit) {
      this.line = line;
      this.function = function;
      this.unit = unit;
    }
  }

  private final Reading reading;
  private final List<Table> tables = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private @Nullable Table open;
  private int averaged;
  private String function = "";

  BccHistograms(Reading reading) {
    this.reading = reading;
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    Matcher head = HEADER.matcher(line.text());
    if (head.matches()) {
      open = new Table(line.number(), measured(), String.valueOf(head.group(1)));
      tables.add(open);
      return true;
    }
    return open == null ? outside(line) : inside(line, open);
  }

  private boolean inside(Line line, Table table) throws NotUsable {
    String text = line.text();
    Matcher row = ROW.matcher(text);
    if (row.matches()) {
      long end = Long.parseLong(row.group(2)) + 1;
      long count = Long.parseLong(row.group(3));
      table.rows.add(line, Long.parseLong(row.group(1)), end, count, row.group(4));
      return true;
    }
    if (text.isBlank()) {
      open = null;
      return true;
    }
    if (outside(line)) {
      open = null;
      return true;
    }
    if (Part.of(table.function) == null) {
      return false;
    }
    throw reading.refused(
        line.number(),
        "in the histogram of %s this is no row: \"%s\". It is cut or mixed up; measure again."
            .formatted(table.function, Reading.shown(text)));
  }

  private boolean outside(Line line) throws NotUsable {
    String text = line.text();
    Matcher average = AVERAGE.matcher(text);
    Matcher section = SECTION.matcher(text);
    Matcher tracing = TRACING.matcher(text);
    if (average.matches()) {
      average(line, average);
    } else if (section.matches()) {
      function = String.valueOf(section.group(1));
    } else if (tracing.matches()) {
      function = String.valueOf(tracing.group(1));
    } else if (TIME.matcher(text.strip()).matches()) {
      Stamp stamp = Stamp.of(text);
      if (stamp != null) {
        times.add(stamp.nanos());
      }
    } else if (ROW.matcher(text).matches()) {
      throw reading.refused(line.number(), "a row of a histogram whose first lines are missing.");
    } else {
      return TALK.matcher(text.strip()).matches();
    }
    return true;
  }

  private String measured() {
    if (!function.isEmpty()) {
      return function;
    }
    String said = reading.surroundings().function();
    return said.isEmpty() ? reading.hints().function() : said;
  }

  /** Of the tables since the last average; with one of several functions it is of all together. */
  private void average(Line line, Matcher average) throws NotUsable {
    List<Table> since = tables.subList(averaged, tables.size());
    averaged = tables.size();
    long count = Long.parseLong(average.group(4));
    long total = Long.parseLong(average.group(2));
    long rows = since.stream().mapToLong(table -> table.rows.count()).sum();
    if (since.isEmpty() || since.stream().allMatch(table -> Part.of(table.function) == null)) {
      return;
    }
    if (count != rows || total / Math.max(1, count) != Long.parseLong(average.group(1))) {
      throw reading.refused(
          line.number(),
          "counts %d, and the rows above have %d: one of them is damaged.".formatted(count, rows));
    }
    OptionalLong unit = TimeUnit.of(String.valueOf(average.group(3)));
    if (since.size() == 1 && unit.isPresent() && count > 0) {
      double wholeUnits = (double) total / count;
      double mean = (wholeUnits + (unit.getAsLong() == 1 ? 0 : 0.5)) * unit.getAsLong();
      since.get(0).mean = OptionalDouble.of(mean);
    }
  }

  @Override
  public void end() throws NotUsable {
    Map<String, Observed> seen = new LinkedHashMap<>();
    for (Table table : tables) {
      if (!table.rows.isEmpty()) {
        observed(table, seen);
      }
    }
    if (!seen.isEmpty()) {
      reading.add("bcc histograms", List.copyOf(seen.values()), span(), /* eachSeen= */ false);
    }
  }

  private void observed(Table table, Map<String, Observed> seen) throws NotUsable {
    OptionalLong unit = TimeUnit.of(table.unit);
    Part part = Part.of(table.function);
    if (part == null || part == Part.HANDOVER || unit.isEmpty()) {
      reading.remark(unused(table, part, unit.isPresent()));
      return;
    }
    table.rows.check(reading);
    if (tables.indexOf(table) >= averaged) {
      reading.remark(
          "no average follows the histogram in line %d: an old tool, or it is cut"
              .formatted(table.line));
    }
    Histogram times = table.rows.histogram(reading, unit.getAsLong(), table.mean);
    if (table.mean.isPresent() && !times.canHaveMean(table.mean.getAsDouble())) {
      throw reading.refused(table.line, "the average below cannot be that of this histogram.");
    }
    String label = part == Part.RELEASE && !table.function.contains("*") ? table.function : "";
    Observed one = new Observed(part, Caller.UNKNOWN, label, times);
    seen.merge(
        table.function,
        one,
        (before, now) ->
            new Observed(part, Caller.UNKNOWN, label, before.times().with(now.times())));
  }

  private static String unused(Table table, @Nullable Part part, boolean isTime) {
    String which = "the histogram in line " + table.line;
    if (!isTime) {
      return which + " is not used: " + table.unit + " is no unit of time";
    }
    if (table.function.isEmpty()) {
      return which + " is not used: it names no function. Add --of __fput, or whichever it is";
    }
    if (part == Part.HANDOVER) {
      return which
          + " is not used: "
          + table.function
          + " drops a reference, which is not yet the close";
    }
    return which
        + " is not used: "
        + table.function
        + " is no function of a close ("
        + String.join(", ", Part.examples())
        + ")";
  }

  /** From the command line; else from the times before the tables; else not known. */
  private OptionalLong span() {
    Surroundings told = reading.surroundings();
    if (told.span().isPresent()) {
      return told.span();
    }
    if (told.interval().isPresent()) {
      return OptionalLong.of(told.interval().getAsLong() * tables.size());
    }
    if (times.size() < 2 || times.size() != tables.size()) {
      return OptionalLong.empty();
    }
    long apart = Math.floorMod(times.get(times.size() - 1) - times.get(0), Stamp.DAY_NANOS);
    return OptionalLong.of(apart / (times.size() - 1) * times.size());
  }
}
