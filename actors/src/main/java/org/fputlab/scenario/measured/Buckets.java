package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A measured histogram of durations: buckets in nanoseconds, in their order, none empty. */
public final class Buckets {

  /** What was seen from {@code low} to {@code high}. */
  record Bucket(long low, long high, long count) {}

  private final List<Bucket> buckets = new ArrayList<>();
  private long total;
  private double correction = 1;

  void add(long low, long high, long count) {
    buckets.add(new Bucket(low, high, count));
    total += count;
  }

  /** The exact sum of all that was seen, to which the buckets' middles do not quite come. */
  void sum(double exact) {
    double middles =
        buckets.stream().mapToDouble(each -> each.count * (each.low + each.high) / 2.0).sum();
    if (middles > 0 && exact > 0) {
      correction = exact / middles;
    }
  }

  /** How many durations were seen. */
  public long total() {
    return total;
  }

  /** The value that such a share of all does not exceed, evenly spread within its bucket. */
  public double quantile(double share) {
    double wanted = share * total;
    double before = 0;
    for (Bucket bucket : buckets) {
      if (before + bucket.count >= wanted) {
        return bucket.low + (bucket.high - bucket.low) * (wanted - before) / bucket.count;
      }
      before += bucket.count;
    }
    throw new IllegalStateException("no durations were seen");
  }

  /** Without the buckets that end above {@code most}; all of them if nothing else is left. */
  Buckets upTo(long most) {
    Buckets rest = new Buckets();
    buckets.stream()
        .filter(bucket -> bucket.high <= most)
        .forEach(bucket -> rest.add(bucket.low, bucket.high, bucket.count));
    rest.correction = correction;
    return rest.total == 0 ? this : rest;
  }

  /** By how much they exceed {@code nanos}; what begins below that does not exceed it. */
  Buckets beyond(long nanos) {
    Buckets rest = new Buckets();
    long below = 0;
    for (Bucket bucket : buckets) {
      if (bucket.low < nanos) {
        below += bucket.count;
      } else {
        rest.add(bucket.low - nanos, bucket.high - nanos, bucket.count);
      }
    }
    if (below > 0) {
      rest.buckets.add(0, new Bucket(0, 0, below));
      rest.total += below;
    }
    return rest;
  }

  /** As a duration of the step language, with the exact mean times {@code factor}. */
  String distribution(double factor) {
    double scale = factor * correction;
    StringBuilder text = new StringBuilder("empirical(");
    for (Bucket bucket : buckets) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s%dns..%dns %d",
              text.charAt(text.length() - 1) == '(' ? "" : " ",
              Math.round(bucket.low * scale),
              Math.round(bucket.high * scale),
              bucket.count));
    }
    return text.append(')').toString();
  }
}
