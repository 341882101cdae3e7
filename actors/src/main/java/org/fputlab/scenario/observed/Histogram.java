package org.fputlab.scenario.observed;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Measured durations in nanoseconds: buckets in their order, and the exact mean where known. */
public final class Histogram {

  /** From {@code low}, and below {@code high} unless they are equal. */
  public record Bucket(long low, long high, long count) {}

  private static final List<String> UNITS = List.of("ns", "us", "ms", "s");

  private final List<Bucket> buckets;
  private final OptionalDouble exactMean;

  Histogram(List<Bucket> buckets, OptionalDouble exactMean) {
    this.buckets = buckets.stream().filter(bucket -> bucket.count > 0).toList();
    this.exactMean = exactMean;
  }

  /** How many durations. */
  public long count() {
    return buckets.stream().mapToLong(Bucket::count).sum();
  }

  /** The mean: exact where that was measured, else from the middles of the buckets. */
  public double mean() {
    return exactMean.orElse((lowMean() + highMean()) / 2);
  }

  /** Whether the mean is more than an estimate from buckets. */
  public boolean isMeanExact() {
    return exactMean.isPresent();
  }

  /** The least that the mean can be. */
  double lowMean() {
    return buckets.stream().mapToDouble(each -> (double) each.low * each.count).sum() / count();
  }

  /** The most that the mean can be. */
  double highMean() {
    return buckets.stream().mapToDouble(each -> (double) each.high * each.count).sum() / count();
  }

  /** The longest took this or more. */
  long longestAtLeast() {
    return buckets.stream().mapToLong(Bucket::low).max().orElse(0);
  }

  /** Whether a mean that was measured beside the buckets can be theirs. */
  boolean canHaveMean(double mean) {
    return mean >= lowMean() * (1 - 1e-9) - 1 && mean <= highMean() * (1 + 1e-9) + 1;
  }

  /** The duration that such a share does not exceed, evenly spread within its bucket. */
  public long quantile(double share) {
    List<Bucket> all = placed();
    double wanted = share * count();
    double before = 0;
    for (Bucket bucket : all) {
      if (before + bucket.count >= wanted) {
        double within = (wanted - before) / bucket.count;
        return Math.round(bucket.low + (bucket.high - bucket.low) * within);
      }
      before += bucket.count;
    }
    return all.get(all.size() - 1).high;
  }

  /**
   * The buckets such that evenly spread within each they have the exact mean: all are narrowed by
   * the same share, towards their lower ends if the middles have too high a mean, else towards the
   * upper ones. Nothing leaves its bucket.
   */
  List<Bucket> placed() {
    double width = highMean() - lowMean();
    if (exactMean.isEmpty() || width <= 0) {
      return buckets;
    }
    double at = Math.min(1, Math.max(0, (exactMean.getAsDouble() - lowMean()) / width));
    List<Bucket> narrowed = new ArrayList<>();
    for (Bucket bucket : buckets) {
      long span = Math.round((bucket.high - bucket.low) * 2 * Math.min(at, 1 - at));
      long low = at <= 0.5 ? bucket.low : bucket.high - span;
      narrowed.add(new Bucket(low, low + span, bucket.count));
    }
    return narrowed;
  }

  /** Whether buckets are narrower in a scenario than they were measured. */
  boolean isNarrowed() {
    return !placed().equals(buckets);
  }

  /** As a duration of the step language. */
  String distribution() {
    StringBuilder text = new StringBuilder();
    for (Bucket bucket : placed()) {
      text.append(text.isEmpty() ? "" : " ").append(exact(bucket.low));
      if (bucket.high > bucket.low) {
        text.append("..").append(exact(bucket.high));
      }
      text.append(' ').append(bucket.count);
    }
    return "empirical(" + text + ")";
  }

  /** In the largest unit that it is one of, to the nanosecond. */
  static String exact(long nanos) {
    int thousands = nanos < 1_000 ? 0 : nanos < 1_000_000 ? 1 : nanos < 1_000_000_000 ? 2 : 3;
    BigDecimal number = BigDecimal.valueOf(nanos, 3 * thousands).stripTrailingZeros();
    return number.toPlainString() + UNITS.get(thousands);
  }

  List<Bucket> buckets() {
    return buckets;
  }

  /** Both together. */
  Histogram with(Histogram other) {
    List<Bucket> all = merged(other.buckets);
    if (exactMean.isEmpty() || other.exactMean.isEmpty()) {
      return new Histogram(all, OptionalDouble.empty());
    }
    double sum = mean() * count() + other.mean() * other.count();
    return new Histogram(all, OptionalDouble.of(sum / (count() + other.count())));
  }

  /** With so many more that took no time at all. */
  Histogram orNothing(long count) {
    Histogram nothing = new Histogram(List.of(new Bucket(0, 0, count)), OptionalDouble.of(0));
    return count <= 0 ? this : nothing.with(this);
  }

  private List<Bucket> merged(List<Bucket> others) {
    Map<Long, Map<Long, Long>> counts = new TreeMap<>();
    for (Bucket bucket : Stream.concat(buckets.stream(), others.stream()).toList()) {
      counts
          .computeIfAbsent(bucket.low, low -> new TreeMap<>())
          .merge(bucket.high, bucket.count, Long::sum);
    }
    List<Bucket> merged = new ArrayList<>();
    counts.forEach(
        (low, ends) -> ends.forEach((high, count) -> merged.add(new Bucket(low, high, count))));
    return merged;
  }
}
