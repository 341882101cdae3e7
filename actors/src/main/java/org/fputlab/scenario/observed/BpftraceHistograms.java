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
 * Maps that bpftrace prints: {@code hist()} and {@code lhist()}, with the exact mean where a map of
 * {@code stats()} has the same function and key (src/output/text.cpp and types_format.cpp, bpftrace
 * at e1b7c393). Which function and which unit, {@link MapName} reads from a map's name and key.
 */
final class BpftraceHistograms implements Format {

  private static final String SUFFIXES = "KMGTPE";

  private static final Pattern HEADER = Pattern.compile("@(\\w*)(?:\\[(.*)])?:\\s*");
  private static final Pattern VALUE = Pattern.compile("@(\\w*)(?:\\[(.*)])?: (\\S.*)");
  private static final Pattern STATS =
      Pattern.compile("count (\\d{1,18}), average (\\d{1,18}), total (\\d{1,18})\\s*");
  private static final Pattern ROW =
      Pattern.compile(
          "(?:\\[(-?\\w+)(?:, (-?\\w+|\\.\\.\\.)\\)|])|\\(\\.\\.\\., (-?\\w+)\\))"
              + "\\s+(\\d{1,18}) \\|(@* *)\\|\\s*");
  private static final Pattern NUMBER = Pattern.compile("(-?\\d{1,18})([kKMGTPE]?)");
  private static final Pattern TALK =
      Pattern.compile(
          "Attach(ing|ed) \\d+ probes?.*|\\^C|Lost \\d+ events|(ERROR|WARNING|stdin:\\d).*");

  /** One map as it was printed each time. */
  private static final class Printed {
    final int line;
    final List<Rows> times = new ArrayList<>();

    Printed(int line) {
      this.line = line;
    }
  }

  private record Stats(Line line, long count, long average, long total) {}

  private final Reading reading;
  private final Map<MapName, Printed> maps = new LinkedHashMap<>();
  private final Map<MapName, List<Stats>> stats = new LinkedHashMap<>();
  private @Nullable MapName open;
  private Rows rows = new Rows();
  private boolean endedInside;

  BpftraceHistograms(Reading reading) {
    this.reading = reading;
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    String text = line.text();
    Matcher header = HEADER.matcher(text);
    if (header.matches()) {
      close();
      open = new MapName(String.valueOf(header.group(1)), key(header));
      maps.computeIfAbsent(open, name -> new Printed(line.number()));
      return true;
    }
    Matcher value = VALUE.matcher(text);
    if (value.matches()) {
      close();
      value(line, new MapName(String.valueOf(value.group(1)), key(value)), value.group(3));
      return true;
    }
    return open == null ? outside(line) : inside(line, open);
  }

  private boolean outside(Line line) throws NotUsable {
    if (ROW.matcher(line.text()).matches()) {
      throw reading.refused(line.number(), "a row of a histogram whose first lines are missing.");
    }
    return TALK.matcher(line.text()).matches();
  }

  private static String key(Matcher map) {
    return map.group(2) == null ? "" : map.group(2);
  }

  private void value(Line line, MapName name, String text) {
    Matcher numbers = STATS.matcher(text);
    if (numbers.matches()) {
      long count = Long.parseLong(numbers.group(1));
      long average = Long.parseLong(numbers.group(2));
      add(name, line, count, average, Long.parseLong(numbers.group(3)));
    }
  }

  /** A map of statistics. */
  void add(MapName name, Line line, long count, long average, long total) {
    stats
        .computeIfAbsent(name.withoutStats(), each -> new ArrayList<>())
        .add(new Stats(line, count, average, total));
  }

  /** A map as it was printed once. */
  void add(MapName name, Line line, Rows whole) {
    if (!whole.isEmpty()) {
      maps.computeIfAbsent(name, each -> new Printed(line.number())).times.add(whole);
    }
  }

  private boolean inside(Line line, MapName name) throws NotUsable {
    if (line.text().isBlank()) {
      close();
      return true;
    }
    Matcher row = ROW.matcher(line.text());
    if (row.matches()) {
      row(line, name, row);
      return true;
    }
    if (name.part(reading) == null) {
      return false;
    }
    throw reading.refused(
        line.number(),
        "in the histogram %s this is no row: \"%s\". It is cut or mixed up; measure again."
            .formatted(name.shown(), Reading.shown(line.text())));
  }

  private void row(Line line, MapName name, Matcher row) throws NotUsable {
    long count = Long.parseLong(row.group(4));
    boolean counts = name.part(reading) != null;
    String low = row.group(1);
    String high = row.group(2);
    if (low == null) {
      high = row.group(3);
    } else if (high == null) {
      long only = number(line, low);
      rows.add(line, only, only + 1, count, row.group(5));
      return;
    }
    OptionalLong from = low == null ? OptionalLong.empty() : OptionalLong.of(number(line, low));
    boolean isOpen = high == null || high.equals("...");
    OptionalLong to = isOpen ? OptionalLong.empty() : OptionalLong.of(number(line, high));
    boolean isEdge = from.isEmpty() || from.getAsLong() < 0 || to.isEmpty();
    rows.bucket(reading, line, from, to, isEdge && !counts ? 0 : count, row.group(5));
  }

  /** A number as bpftrace shortens it, by powers of 1024. */
  private long number(Line line, String text) throws NotUsable {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      throw reading.refused(line.number(), text + " is no number of bpftrace's.");
    }
    String suffix = String.valueOf(number.group(2)).replace('k', 'K');
    int power = suffix.isEmpty() ? 0 : SUFFIXES.indexOf(suffix) + 1;
    long value = Long.parseLong(number.group(1));
    if (Math.abs(value) > Long.MAX_VALUE >> (10 * power)) {
      throw reading.refused(line.number(), text + " is more than 64 bits hold.");
    }
    return value << (10 * power);
  }

  private void close() {
    if (open != null) {
      Printed printed = maps.get(open);
      if (printed != null && !rows.isEmpty()) {
        printed.times.add(rows);
      }
    }
    open = null;
    rows = new Rows();
  }

  @Override
  public void end() throws NotUsable {
    endedInside = open != null;
    close();
    List<Observed> seen = new ArrayList<>();
    for (Map.Entry<MapName, Printed> map : maps.entrySet()) {
      if (!map.getValue().times.isEmpty()) {
        observed(map.getKey(), map.getValue(), seen);
      }
    }
    if (!seen.isEmpty()) {
      reading.add(
          "bpftrace histograms", seen, reading.surroundings().span(), /* eachSeen= */ false);
      remarkOnEnd();
    }
  }

  private void remarkOnEnd() {
    if (endedInside) {
      reading.remark("ends without the empty line after a histogram; is it whole?");
    }
  }

  private void observed(MapName name, Printed printed, List<Observed> seen) throws NotUsable {
    Part part = name.part(reading);
    if (part == null || part == Part.HANDOVER) {
      reading.remark(name.unused(part));
      return;
    }
    long unit = name.unit(reading, printed.line);
    for (Rows each : printed.times) {
      each.check(reading);
    }
    List<Rows> counted = Prints.counted(reading, name.shown(), printed.times);
    Histogram times = null;
    for (int i = 0; i < counted.size(); i++) {
      OptionalDouble mean = mean(name, counted.get(i), unit);
      Histogram one = counted.get(i).histogram(reading, unit, mean);
      times = times == null ? one : times.with(one);
    }
    if (times != null) {
      seen.add(new Observed(part, name.caller(reading), name.label(reading), times));
    }
  }

  /** From the statistics of the same map that count as many. */
  private OptionalDouble mean(MapName name, Rows rows, long unit) throws NotUsable {
    List<Stats> all = stats.getOrDefault(name, List.of());
    for (Stats each : all) {
      boolean whole = each.count > 0 && each.total / each.count == each.average;
      if (each.count == rows.count() && whole) {
        double wholeUnits = (double) each.total / each.count;
        double mean = (wholeUnits + (unit == 1 ? 0 : 0.5)) * unit;
        if (!rows.histogram(reading, unit, OptionalDouble.empty()).canHaveMean(mean)) {
          throw reading.refused(
              each.line.number(), "this average cannot be that of the histogram " + name.shown());
        }
        return OptionalDouble.of(mean);
      }
    }
    if (!all.isEmpty()) {
      throw reading.refused(
          all.get(0).line.number(),
          "counts %d, but the histogram %s has %d: damaged, or printed at another time."
              .formatted(all.get(0).count, name.shown(), rows.count()));
    }
    return OptionalDouble.empty();
  }
}
