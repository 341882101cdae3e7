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
  private long longest;

  /** So many standard errors hold 99% of what such a percentile of so many may be. */
  private static final double ERRORS = 2.58;

  void add(long low, long high, long count) {
    buckets.add(new Bucket(low, high, count));
    total += count;
  }

  /**
   * What is known exactly of all that was seen, where it was recorded and is not 0.
   *
   * @param sum to which the buckets' middles do not quite come
   * @param most the longest
   */
  void exactly(double sum, long most) {
    double middles = middles();
    if (middles > 0 && sum > 0) {
      correction = sum / middles;
    }
    longest = most;
  }

  /** Where the last one ends; 0 where there is none. */
  long end() {
    return buckets.isEmpty() ? 0 : buckets.get(buckets.size() - 1).high;
  }

  /** Whether what was seen can add up to that, and be that long at most. */
  boolean mayComeTo(long sum, long most) {
    double least = buckets.stream().mapToDouble(each -> (double) each.count * each.low).sum();
    double greatest = buckets.stream().mapToDouble(each -> (double) each.count * each.high).sum();
    Bucket last = buckets.get(buckets.size() - 1);
    return sum >= least && sum <= greatest && most >= last.low && most <= last.high;
  }

  private double middles() {
    return buckets.stream().mapToDouble(each -> each.count * (each.low + each.high) / 2.0).sum();
  }

  double mean() {
    return middles() / total * correction;
  }

  /** The longest that was seen. */
  long longest() {
    return longest > 0 ? longest : buckets.get(buckets.size() - 1).high;
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

  /**
   * The same, and between which values it is known to lie: a percentile of a few durations stands
   * for the ranks around it, and a bucket for all values in it.
   */
  Estimate estimate(double share) {
    double ranks = ERRORS * Math.sqrt(total * share * (1 - share));
    Bucket low = bucketOf(Math.max(0, share * total - ranks));
    Bucket high = bucketOf(Math.min((double) total, share * total + ranks));
    return new Estimate(quantile(share), low.low, high.high);
  }

  private Bucket bucketOf(double rank) {
    double before = 0;
    for (Bucket bucket : buckets) {
      before += bucket.count;
      if (before >= rank) {
        return bucket;
      }
    }
    throw new IllegalStateException("no durations were seen");
  }

  /** Those of at least {@code least}, each shorter by {@code nanos}. */
  Buckets from(long least, long nanos) {
    Buckets rest = new Buckets();
    buckets.stream()
        .filter(bucket -> bucket.low >= least)
        .forEach(bucket -> rest.add(bucket.low - nanos, bucket.high - nanos, bucket.count));
    rest.correction = correction;
    return rest;
  }

  /** Those between two values, as far as whole buckets go; all of them if there are none. */
  Buckets between(double least, double most) {
    Buckets rest = new Buckets();
    buckets.stream()
        .filter(bucket -> bucket.low >= least && bucket.high <= most)
        .forEach(bucket -> rest.add(bucket.low, bucket.high, bucket.count));
    return rest.total == 0 ? this : rest;
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

  /** Without so many of the longest, as long as any are left. */
  Buckets withoutLongest(long many) {
    Buckets rest = new Buckets();
    long left = Math.max(1, total - many);
    for (Bucket bucket : buckets) {
      long taken = Math.min(bucket.count, left);
      if (taken > 0) {
        rest.add(bucket.low, bucket.high, taken);
        left -= taken;
      }
    }
    rest.correction = correction;
    return rest;
  }

  /** Each longer by {@code nanos}. */
  Buckets later(long nanos) {
    Buckets later = new Buckets();
    buckets.forEach(each -> later.add(each.low + nanos, each.high + nanos, each.count));
    return later;
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
