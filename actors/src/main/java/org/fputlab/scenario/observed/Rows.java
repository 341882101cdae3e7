package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The rows of one printed histogram, and whether they can be whole: each begins where the one
 * before ended, the last is not empty, and each bar is as long as its count says.
 */
final class Rows {

  private record Row(int line, long low, long high, long count, int bar, int width) {}

  /** More closes than any server does in years: all sums below fit in 64 bits. */
  private static final long MOST = 1_000_000_000_000_000L;

  private final List<Row> rows = new ArrayList<>();

  /**
   * Adds a row.
   *
   * @param low of its bucket, in the histogram's own unit
   * @param high where the next bucket begins
   * @param bar what stands between the two strokes
   */
  void add(Line line, long low, long high, long count, String bar) {
    int marks = bar.stripTrailing().length();
    rows.add(new Row(line.number(), low, high, count, marks, bar.length()));
  }

  /**
   * Adds a bucket as bpftrace counts it, which may be open at one end.
   *
   * @param high where the next bucket begins
   */
  void bucket(Reading reading, Line line, OptionalLong low, OptionalLong high, long count)
      throws NotUsable {
    bucket(reading, line, low, high, count, "");
  }

  /**
   * Adds a bucket that is drawn: {@code lhist()} puts all below its least value into a first one,
   * which are durations unless it ends at 0.
   */
  void bucket(
      Reading reading, Line line, OptionalLong low, OptionalLong high, long count, String bar)
      throws NotUsable {
    boolean belowZero = low.orElse(0) < 0 || (low.isEmpty() && high.orElse(0) <= 0);
    if (count > 0 && belowZero) {
      throw reading.refused(
          line.number(), count + " durations are below zero. Times of two clocks were mixed.");
    }
    if (count > 0 && high.isEmpty()) {
      throw reading.refused(
          line.number(),
          count + " durations lie beyond the histogram's end, who knows how far. Use hist().");
    }
    if (!belowZero && high.isPresent()) {
      add(line, low.orElse(0), high.getAsLong(), count, bar);
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  long count() {
    return rows.stream().mapToLong(Row::count).sum();
  }

  /**
   * The histogram.
   *
   * @param unit in nanoseconds
   */
  Histogram histogram(Reading reading, long unit, OptionalDouble exactMean) throws NotUsable {
    List<Histogram.Bucket> buckets = new ArrayList<>();
    for (Row row : rows) {
      try {
        long low = Math.multiplyExact(row.low, unit);
        buckets.add(new Histogram.Bucket(low, Math.multiplyExact(row.high, unit), row.count));
      } catch (ArithmeticException tooLong) {
        throw reading.refused(row.line, "no duration is so long. Is it in another unit?");
      }
    }
    return new Histogram(buckets, exactMean);
  }

  /** Refuses what is not whole. */
  void check(Reading reading) throws NotUsable {
    Row last = rows.get(rows.size() - 1);
    checkCounts(reading);
    checkOrder(reading);
    checkBars(reading);
    if (last.count == 0) {
      throw reading.refused(
          last.line, "the histogram ends with an empty row, so its end is missing. Measure again.");
    }
  }

  private void checkCounts(Reading reading) throws NotUsable {
    for (Row row : rows) {
      if (row.count > MOST) {
        throw reading.refused(row.line, row.count + " is more than any machine can have counted.");
      }
    }
  }

  private void checkOrder(Reading reading) throws NotUsable {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.high <= row.low) {
        throw reading.refused(row.line, "this bucket ends before it begins. The line is damaged.");
      }
      if (i > 0 && rows.get(i - 1).high != row.low) {
        throw reading.refused(
            row.line,
            "this bucket begins at %d and the one before ends at %d: rows are missing or mixed."
                .formatted(row.low, rows.get(i - 1).high));
      }
    }
  }

  private void checkBars(Reading reading) throws NotUsable {
    long most = rows.stream().mapToLong(Row::count).max().orElse(0);
    for (Row row : rows) {
      double wanted = most == 0 ? 0 : (double) row.count * row.width / most;
      if (Math.abs(row.bar - Math.floor(wanted)) > 1) {
        throw reading.refused(
            row.line,
            "a count of %d with a bar of %d marks of %d does not fit the other rows: damaged."
                .formatted(row.count, row.bar, row.width));
      }
    }
  }

  /** Row by row, whether {@code other} has at least as many everywhere. */
  boolean isWithin(Rows other) {
    return rows.stream().allMatch(row -> other.at(row.low) >= row.count);
  }

  private long at(long low) {
    return rows.stream().filter(row -> row.low == low).mapToLong(Row::count).sum();
  }

  /** Where the last bucket begins. */
  long lastLow() {
    return rows.get(rows.size() - 1).low;
  }

  int lastLine() {
    return rows.get(rows.size() - 1).line;
  }

  int firstLine() {
    return rows.get(0).line;
  }
}
