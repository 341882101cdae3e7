package org.fputlab.watch;

import java.util.Arrays;

/**
 * A mean that was estimated from independent figures.
 *
 * @param mean their mean
 * @param error its standard error
 * @param degrees of freedom of Student's t, by which its intervals go
 */
public record Estimate(double mean, double error, int degrees) {

  /** From at least two figures. */
  static Estimate of(double[] figures) {
    double mean = Arrays.stream(figures).average().orElseThrow();
    double squares = Arrays.stream(figures).map(each -> (each - mean) * (each - mean)).sum();
    int degrees = figures.length - 1;
    return new Estimate(mean, Math.sqrt(squares / degrees / figures.length), degrees);
  }

  /** The same with a standard error so many times as large. */
  Estimate widened(double by) {
    return new Estimate(mean, by * error, degrees);
  }

  /** The lower end of its interval of this level, as in 0.95. */
  public double low(double level) {
    return mean - halfWidth(level);
  }

  /** The upper end. */
  public double high(double level) {
    return mean + halfWidth(level);
  }

  /** How far the interval reaches to either side. */
  public double halfWidth(double level) {
    return error == 0 ? 0 : error * StudentT.twoSided(level, degrees);
  }

  /** What the mean exceeds with this probability. */
  double bound(double level) {
    return mean - error * StudentT.oneSided(level, degrees);
  }
}
