package org.fputlab.watch;

/** Student's t distribution with a whole number of degrees of freedom. */
public final class StudentT {

  private static final double MOST = 1e9;

  private StudentT() {}

  /** How far a mean's interval of this level reaches to either side, in standard errors. */
  public static double twoSided(double level, int degrees) {
    return quantile((1 + level) / 2, degrees);
  }

  /** How far a mean's bound of this level lies to one side, in standard errors. */
  static double oneSided(double level, int degrees) {
    return quantile(level, degrees);
  }

  private static double quantile(double probability, int degrees) {
    double low = 0;
    double high = MOST;
    while (high - low > 1e-12 * high) {
      double middle = (low + high) / 2;
      if ((1 + between(middle, degrees)) / 2 < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * The probability of a value between {@code -t} and {@code t} (Abramowitz and Stegun, Handbook of
   * Mathematical Functions, 26.7.3 and 26.7.4).
   */
  private static double between(double t, int degrees) {
    double angle = StrictMath.atan(t / Math.sqrt(degrees));
    double sine = StrictMath.sin(angle);
    double cosine = StrictMath.cos(angle);
    boolean isOdd = degrees % 2 == 1;
    double term = isOdd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = isOdd ? 3 : 2; k < degrees; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    return isOdd ? (angle + sine * sum) * 2 / Math.PI : sine * sum;
  }
}
