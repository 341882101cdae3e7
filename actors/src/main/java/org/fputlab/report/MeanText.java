package org.fputlab.report;

import java.util.Locale;
import java.util.Optional;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Series;
import org.fputlab.watch.Estimate;
import org.fputlab.watch.SteadyMean;

/**
 * A mean duration and its interval, both in one unit and with as many digits as the interval
 * vouches for.
 *
 * @param mean with its unit, as in {@code 4.02 ms}
 * @param interval without, as in {@code 3.97 to 4.07}; a dash where none can be told
 */
record MeanText(String mean, String interval) {

  /** The level of every interval of a mean. */
  static final double LEVEL = 0.95;

  static final MeanText NONE = new MeanText(Figures.NONE, Figures.NONE);

  private static final String[] UNITS = {"ns", "us", "ms", "s"};
  private static final int FEWEST_DIGITS = 3;
  private static final int MOST_DIGITS = 6;

  /**
   * The mean after the warm-up; where that has no interval, of all there is.
   *
   * @param steady whether the run may have been in a steady state
   */
  static MeanText of(Series durations, boolean steady) {
    if (durations.count() == 0) {
      return NONE;
    }
    Optional<SteadyMean> mean = steady ? SteadyMean.of(durations) : Optional.empty();
    return mean.map(told -> of(told.estimate(), told.low(LEVEL), ""))
        .orElseGet(
            () -> new MeanText(Figures.duration(Math.round(durations.mean())), Figures.NONE));
  }

  /** A difference of two means, with its sign. */
  static MeanText difference(Estimate difference) {
    return of(difference, difference.low(LEVEL), "+");
  }

  private static MeanText of(Estimate estimate, double low, String sign) {
    double halfWidth = estimate.halfWidth(LEVEL);
    double largest = Math.max(Math.abs(estimate.mean()), halfWidth);
    int unit = 0;
    double nanos = 1;
    while (unit < UNITS.length - 1 && largest / nanos >= 999.5) {
      unit++;
      nanos *= 1000;
    }
    String format = "%" + sign + "." + decimals(largest / nanos, halfWidth / nanos) + "f";
    return new MeanText(
        number(format, estimate.mean() / nanos) + " " + UNITS[unit],
        number(format, low / nanos) + " to " + number(format, estimate.high(LEVEL) / nanos));
  }

  /** Two digits of the half width, but no fewer than three in all and no more than six. */
  private static int decimals(double largest, double halfWidth) {
    if (largest == 0) {
      return 0;
    }
    int before = (int) Math.floor(Math.log10(largest)) + 1;
    int vouched =
        halfWidth == 0 ? FEWEST_DIGITS - before : 1 - (int) Math.floor(Math.log10(halfWidth));
    int decimals = Math.min(Math.max(vouched, FEWEST_DIGITS - before), MOST_DIGITS - before);
    return Math.max(0, decimals);
  }

  private static String number(String format, double value) {
    String text = String.format(Locale.ROOT, format, value);
    boolean isNone = text.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
    return isNone ? text.replaceAll("[+-]", "") : text;
  }
}
