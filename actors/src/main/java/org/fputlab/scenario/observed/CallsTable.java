package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What tables of system calls say of close(2): how many, how long all took, and the extremes. */
final class CallsTable {

  /** Of one in so many calls an error may stand beside the closes without falsifying them. */
  private static final int TOLERATED = 20;

  private final Reading reading;
  private final String remedy;
  private int line;
  private long calls;
  private long errors;
  private double total;
  private long least = Long.MAX_VALUE;
  private long most;

  /**
   * Of one file.
   *
   * @param remedy what to run where a table does not say enough
   */
  CallsTable(Reading reading, String remedy) {
    this.reading = reading;
    this.remedy = remedy;
  }

  /** A row of close(2), times in nanoseconds. */
  void add(int inLine, long count, long failed, double sum) {
    line = calls == 0 ? inLine : line;
    calls += count;
    errors += failed;
    total += sum;
  }

  /** The shortest and the longest of a row. */
  void extremes(long shortest, long longest) {
    least = Math.min(least, shortest);
    most = Math.max(most, longest);
  }

  /** Tells the reading, unless the calls are listed as well: then they are only compared. */
  void end(String kind, CloseCalls list, long damaged, List<String> measured) throws NotUsable {
    if (calls == 0) {
      return;
    }
    if (list.seen() > 0) {
      compare(list, damaged);
      return;
    }
    if (errors * TOLERATED > calls) {
      throw reading.refused(
          line,
          "%d of %d closes failed, and the table has their times among the others. %s"
              .formatted(errors, calls, remedy));
    }
    if (errors > 0) {
      reading.remark(
          "%d of %d closes failed, and are counted all the same".formatted(errors, calls));
    }
    if (total <= 0) {
      throw reading.refused(line, "these closes took no time at all. " + remedy);
    }
    reading.addCalls(
        kind, histogram(), OptionalLong.empty(), /* eachSeen= */ false, List.copyOf(measured));
  }

  private void compare(CloseCalls list, long damaged) throws NotUsable {
    if (calls < list.returned() || calls > list.seen() + damaged) {
      throw reading.refused(
          line,
          "the table counts %d closes, and the list has %d: lines are missing, or it is of another run."
              .formatted(calls, list.seen()));
    }
  }

  boolean hasExtremes() {
    return least <= most;
  }

  /** With the count and the mean of the table; one is the shortest and one the longest. */
  private Histogram histogram() {
    long mean = Math.max(1, Math.round(total / calls));
    if (!hasExtremes() || calls == 1 || least >= mean || most <= mean) {
      return of(List.of(new Histogram.Bucket(mean, mean, calls)));
    }
    List<Histogram.Bucket> buckets = new ArrayList<>();
    buckets.add(new Histogram.Bucket(least, least, 1));
    if (calls > 2) {
      double rest = (total - least - most) / (calls - 2);
      rest = Math.min((double) most, Math.max((double) least, rest));
      boolean isLow = rest <= (least + most) / 2.0;
      long low = isLow ? least : Math.round(2 * rest - most);
      long high = isLow ? Math.round(2 * rest - least) : most;
      buckets.add(new Histogram.Bucket(low, high, calls - 2));
    }
    buckets.add(new Histogram.Bucket(most, most, 1));
    return of(buckets);
  }

  private static Histogram of(List<Histogram.Bucket> buckets) {
    Histogram middle = new Histogram(buckets, OptionalDouble.empty());
    return new Histogram(buckets, OptionalDouble.of(middle.mean()));
  }
}
