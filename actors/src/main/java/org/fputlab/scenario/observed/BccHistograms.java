package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tables of bcc's {@code funclatency} and of its like in libbpf-tools: {@code usecs : count
 * distribution} over rows of powers of two, and the exact average where one is printed (bcc,
 * src/python/bcc/table.py, tools/funclatency.py and libbpf-tools/trace_helpers.c). With {@code -i}
 * there are several tables of one function: bcc's tool clears them each time but not the average,
 * that of libbpf-tools clears nothing, and puts all that is too long into its last row.
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
  private static final Pattern TALK =
      Pattern.compile("Detaching\\.*|Exiting trace of .*|\\d+ functions matched by .*");

  /** MAX_SLOTS of libbpf-tools/funclatency.h is 25 or more: its last row may begin here. */
  private static final long LAST_ROW = 1L << 24;

  /** A table; its average comes later. */
  private static final class Table {
    final int line;
    final String function;
    final String unit;
    final Rows rows = new Rows();
    OptionalDouble mean = OptionalDouble.empty();

    /** Of libbpf-tools: it says {@code usec}, bcc's own {@code usecs}. */
    boolean isLibbpf() {
      return !unit.endsWith("s");
    }

    Table(int line, String function, String unit) {
      this.line = line;
      this.function = function;
      this.unit = unit;
    }
  }

  private final Reading reading;
  private final List<Table> tables = new ArrayList<>();
  private final BccClock clock;
  private @Nullable Table open;
  private int averaged;
  private long countBefore;
  private long totalBefore;
  private String function = "";

  BccHistograms(Reading reading) {
    this.reading = reading;
    this.clock = new BccClock(reading);
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
    } else if (clock.take(line)) {
      return true;
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

  /** Of the tables since the last average, or of all so far; of several functions, of all. */
  private void average(Line line, Matcher average) throws NotUsable {
    List<Table> since = tables.subList(averaged, tables.size());
    averaged = tables.size();
    long count = Long.parseLong(average.group(4));
    long total = Long.parseLong(average.group(2));
    if (since.isEmpty() || since.stream().allMatch(table -> Part.of(table.function) == null)) {
      return;
    }
    long rows = counted(since);
    boolean ofAll = count != rows && count == counted(tables) && count - countBefore == rows;
    long wrong = total / Math.max(1, count) - Long.parseLong(average.group(1));
    if ((count != rows && !ofAll) || wrong != 0 || (ofAll && total < totalBefore)) {
      throw reading.refused(
          line.number(),
          "counts %d, and the rows above have %d: one of them is damaged.".formatted(count, rows));
    }
    OptionalLong unit = TimeUnit.of(String.valueOf(average.group(3)));
    if (since.size() == 1 && unit.isPresent() && rows > 0) {
      double own = ofAll ? total - totalBefore : total;
      since.get(0).mean = OptionalDouble.of(own / rows * unit.getAsLong());
    }
    countBefore = count;
    totalBefore = total;
  }

  private static long counted(List<Table> tables) {
    return tables.stream().mapToLong(table -> table.rows.count()).sum();
  }

  @Override
  public void end() throws NotUsable {
    Map<String, List<Table>> usable = new LinkedHashMap<>();
    for (Table table : tables) {
      if (!table.rows.isEmpty() && isUsable(table)) {
        usable.computeIfAbsent(table.function, name -> new ArrayList<>()).add(table);
      }
    }
    List<Observed> seen = new ArrayList<>();
    for (List<Table> ofOne : usable.values()) {
      seen.add(observed(ofOne));
    }
    if (!seen.isEmpty()) {
      reading.add("bcc histograms", seen, clock.span(), /* eachSeen= */ false);
    }
  }

  private boolean isUsable(Table table) throws NotUsable {
    Part part = Part.of(table.function);
    boolean isTime = TimeUnit.of(table.unit).isPresent();
    if (part == null || part == Part.HANDOVER || !isTime) {
      reading.remark(unused(table, part, isTime));
      return false;
    }
    table.rows.check(reading);
    if (table.isLibbpf() && table.rows.lastLow() >= LAST_ROW) {
      throw reading.refused(
          table.rows.lastLine(),
          "into this last row the tool puts all that took longer. Measure with -u, or with -m.");
    }
    if (!table.isLibbpf() && tables.indexOf(table) >= averaged) {
      reading.remark(
          "no average follows the histogram in line %d: an old tool, or it is cut"
              .formatted(table.line));
    }
    return true;
  }

  private Observed observed(List<Table> ofOne) throws NotUsable {
    List<Rows> counted = ofOne.stream().map(table -> table.rows).toList();
    if (ofOne.get(0).isLibbpf()) {
      counted = Prints.counted(reading, ofOne.get(0).function, counted);
    }
    Histogram all = null;
    for (Table table : ofOne) {
      if (counted.contains(table.rows)) {
        Histogram one = histogram(table);
        all = all == null ? one : all.with(one);
      }
    }
    String function = ofOne.get(0).function;
    Part part = Objects.requireNonNull(Part.of(function));
    String label = part == Part.RELEASE && !function.contains("*") ? function : "";
    return new Observed(part, Caller.UNKNOWN, label, Objects.requireNonNull(all));
  }

  private Histogram histogram(Table table) throws NotUsable {
    Histogram times =
        table.rows.histogram(reading, TimeUnit.of(table.unit).orElseThrow(), table.mean);
    if (table.mean.isPresent() && !times.canHaveMean(table.mean.getAsDouble())) {
      throw reading.refused(table.line, "the average below cannot be that of this histogram.");
    }
    return times;
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
}
