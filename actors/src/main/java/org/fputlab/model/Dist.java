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

  /** Measured: {@code empirical(file.csv)}. Each value is as likely as its weight says. */
  final class Empirical implements Dist {
    private final long[] values;
    private final double[] cumulative;
    private final double mean;

    /**
     * @param values durations in nanoseconds
     * @param weights how often each was seen; same length, none negative, not all zero
     */
    public Empirical(long[] values, double[] weights) {
      this.values = values.clone();
      this.cumulative = weights.clone();
      double sum = 0;
      double total = 0;
      for (int i = 0; i < values.length; i++) {
        total += weights[i];
        sum += weights[i] * values[i];
        cumulative[i] = total;
      }
      if (!(total > 0)) {
        throw new IllegalArgumentException("no weight is above zero");
      }
      for (int i = 0; i < values.length; i++) {
        cumulative[i] /= total;
      }
      this.mean = sum / total;
    }

    @Override
    public long sample(DoubleSupplier random) {
      int at = Arrays.binarySearch(cumulative, random.getAsDouble());
      return values[Math.min(at < 0 ? -at - 1 : at, values.length - 1)];
    }

    @Override
    public double mean() {
      return mean;
    }
  }
}
