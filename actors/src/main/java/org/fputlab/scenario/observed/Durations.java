package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Durations that a trace gives one by one: kept as they are while few, else in fine buckets. */
final class Durations {

  /** So many different values are written into a scenario as they are. */
  private static final int FEW = 32;

  /** Buckets by power of two, as a power of two. */
  private static final int FINENESS = 2;

  private final Map<Long, Long> values = new TreeMap<>();
  private final Map<Long, Long> buckets = new TreeMap<>();
  private double sum;

  void add(long nanos) {
    sum += nanos;
    if (buckets.isEmpty() && (values.size() < FEW || values.containsKey(nanos))) {
      values.merge(nanos, 1L, Long::sum);
      return;
    }
    values.forEach((value, count) -> buckets.merge(low(value), count, Long::sum));
    values.clear();
    buckets.merge(low(nanos), 1L, Long::sum);
  }

  Histogram histogram() {
    List<Histogram.Bucket> all = new ArrayList<>();
    values.forEach((value, count) -> all.add(new Histogram.Bucket(value, value, count)));
    buckets.forEach((low, count) -> all.add(new Histogram.Bucket(low, low + width(low), count)));
    long count = all.stream().mapToLong(Histogram.Bucket::count).sum();
    return new Histogram(all, OptionalDouble.of(sum / count));
  }

  private static long low(long nanos) {
    return nanos - nanos % width(nanos);
  }

  /** Of the bucket that {@code nanos} is in. */
  private static long width(long nanos) {
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    return octave <= FINENESS ? 1 : 1L << (octave - FINENESS);
  }
}
