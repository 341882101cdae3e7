package org.fputlab.model;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** A duration or a distribution of durations, in nanoseconds. */
public sealed interface Dist {

  /** The standard normal's 99th percentile. */
  double NORMAL_P99 = 2.3263478740408408;

  /** One duration; {@code random} gives numbers above 0 and below 1. */
  long sample(DoubleSupplier random);

  /** The mean, in nanoseconds. */
  double mean();

  /** Always the same. */
  record Fixed(long nanos) implements Dist {
    @Override
    public long sample(DoubleSupplier random) {
      return nanos;
    }

    @Override
    public double mean() {
      return nanos;
    }
  }

  /**
   * {@code alike(DIST)}: as long or as short for its kind as every other of the same run of a task.
   * Runs find a machine warm or cold, and all they do is quick or slow with it. Outside a task's
   * steps, and alone, it is {@code of}.
   */
  record Alike(Dist of) implements Dist {
    @Override
    public long sample(DoubleSupplier random) {
      return of.sample(random);
    }

    @Override
    public double mean() {
      return of.mean();
    }
  }

  /** Exponential: {@code exp(2ms)}. */
  record Exp(double mean) implements Dist {
    @Override
    public long sample(DoubleSupplier random) {
      return Math.round(-mean * StrictMath.log(random.getAsDouble()));
    }
  }

  /** Uniform: {@code uniform(1ms 3ms)}. */
  record Uniform(long low, long high) implements Dist {
    @Override
    public long sample(DoubleSupplier random) {
      return low + Math.round((high - low) * random.getAsDouble());
    }

    @Override
    public double mean() {
      return (low + high) / 2.0;
    }
  }

  /** Lognormal by two quantiles: {@code lognormal(median 1ms p99 20ms)}. */
  record Lognormal(long median, long p99) implements Dist {

    private double sigma() {
      return StrictMath.log((double) p99 / median) / NORMAL_P99;
    }

    @Override
    public long sample(DoubleSupplier random) {
      double radius = Math.sqrt(-2 * StrictMath.log(random.getAsDouble()));
      double normal = radius * StrictMath.cos(2 * Math.PI * random.getAsDouble());
      return Math.round(median * StrictMath.exp(sigma() * normal));
    }

    @Override
    public double mean() {
      return median * StrictMath.exp(sigma() * sigma() / 2);
    }
  }

  /**
   * Measured: {@code empirical(file.csv)} or {@code empirical(100us..150us 40 150us..200us 12)}.
   * Each value or bucket is as likely as its weight says, and within a bucket all are alike.
   */
  final class Empirical implements Dist {
    private final long[] lows;
    private final long[] highs;
    private final double[] cumulative;
    private final double mean;

    /** Single values; otherwise as the other. */
    public Empirical(long[] values, double[] weights) {
      this(values, values, weights);
    }

    /**
     * @param lows where buckets begin, in nanoseconds
     * @param highs where they end; same length, none below its low
     * @param weights how often each was seen; same length, none negative, not all zero
     */
    public Empirical(long[] lows, long[] highs, double[] weights) {
      this.lows = lows.clone();
      this.highs = highs.clone();
      this.cumulative = weights.clone();
      double sum = 0;
      double total = 0;
      for (int i = 0; i < lows.length; i++) {
        total += weights[i];
        sum += weights[i] * (lows[i] + highs[i]) / 2.0;
        cumulative[i] = total;
      }
      if (!(total > 0)) {
        throw new IllegalArgumentException("no weight is above zero");
      }
      for (int i = 0; i < lows.length; i++) {
        cumulative[i] /= total;
      }
      this.mean = sum / total;
    }

    @Override
    public long sample(DoubleSupplier random) {
      double share = random.getAsDouble();
      int at = Arrays.binarySearch(cumulative, share);
      int bucket = Math.min(at < 0 ? -at - 1 : at, lows.length - 1);
      long width = highs[bucket] - lows[bucket];
      return width == 0 ? lows[bucket] : lows[bucket] + Math.round(width * within(bucket, share));
    }

    /** How far into its bucket a share of all values lies, from 0 to 1. */
    private double within(int bucket, double share) {
      double before = bucket == 0 ? 0 : cumulative[bucket - 1];
      double weight = cumulative[bucket] - before;
      return weight > 0 ? (share - before) / weight : 0;
    }

    @Override
    public double mean() {
      return mean;
    }
  }
}
