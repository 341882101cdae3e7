package org.fputlab.watch;

import java.util.Arrays;

/**
 * A mean that was estimated from independent figures, with its intervals by Student's t. Where the
 * figures are skewed the interval is too: it reaches further to where the long tail is (Willink, A
 * confidence interval and test for the mean of an asymmetric distribution, Communications in
 * Statistics 34, 2005).
 *
 * @param mean their mean
 * @param error its standard error
 * @param degrees of freedom of Student's t
 * @param skew a sixth of how skewed the mean is
 */
public record Estimate(double mean, double error, int degrees, double skew) {

  /** Up to here the longer side is at most a quarter longer than that of an even interval. */
  private static final double MOST_REACH = 12;

  /** From at least two figures that are not skewed. */
  public static Estimate of(double[] figures) {
    double mean = Arrays.stream(figures).average().orElseThrow();
    double squares = Arrays.stream(figures).map(each -> (each - mean) * (each - mean)).sum();
    int degrees = figures.length - 1;
    return new Estimate(mean, Math.sqrt(squares / degrees / figures.length), degrees, 0);
  }

  /** The same with a standard error so many times as large. */
  Estimate widened(double by) {
    return new Estimate(mean, by * error, degrees, skew);
  }

  /** The same, as skewed as a mean of these independent figures is. */
  Estimate skewedAs(double[] figures) {
    double squares = 0;
    double cubes = 0;
    double mean = Arrays.stream(figures).average().orElseThrow();
    for (double figure : figures) {
      double apart = figure - mean;
      squares += apart * apart / figures.length;
      cubes += apart * apart * apart / figures.length;
    }
    double skewness = squares == 0 ? 0 : cubes / (squares * Math.sqrt(squares));
    return new Estimate(mean(), error, degrees, skewness / 6 / Math.sqrt(figures.length));
  }

  /** The lower end of its interval of this level, as in 0.95. */
  public double low(double level) {
    return end(StudentT.twoSided(level, degrees));
  }

  /** The upper end. */
  public double high(double level) {
    return end(-StudentT.twoSided(level, degrees));
  }

  /** Half the distance between the two. */
  public double halfWidth(double level) {
    return (high(level) - low(level)) / 2;
  }

  /** What the mean exceeds with this probability. */
  double bound(double level) {
    return end(StudentT.oneSided(level, degrees));
  }

  private double end(double t) {
    double most = 1 / MOST_REACH / Math.abs(t);
    double leaning = Math.max(-most, Math.min(skew, most));
    boolean isEven = Math.abs(leaning) < 1e-6;
    double reach = isEven ? t : (Math.cbrt(1 + 6 * leaning * (t - leaning)) - 1) / (2 * leaning);
    return mean - reach * error;
  }
}
