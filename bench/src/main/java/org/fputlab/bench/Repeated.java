package org.fputlab.bench;

import java.util.Arrays;
import java.util.Locale;

/** Figures of the same thing measured several times. */
@SuppressWarnings("ArrayRecordComponent") // made once, and compared with nothing
record Repeated(double[] figures) {

  double median() {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  double least() {
    return Arrays.stream(figures).min().orElse(Double.NaN);
  }

  double most() {
    return Arrays.stream(figures).max().orElse(Double.NaN);
  }

  /** Each figure over the one that was measured beside it. */
  Repeated over(Repeated other) {
    double[] ratios = new double[figures.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figures[i] / other.figures[i];
    }
    return new Repeated(ratios);
  }

  /** Each figure so many times. */
  Repeated times(double factor) {
    return new Repeated(Arrays.stream(figures).map(figure -> factor * figure).toArray());
  }

  /** The median with the least and the most in brackets, as in {@code 1.9 (1.7 to 2.2)}. */
  String text() {
    return "%s (%s to %s)".formatted(digits(median()), digits(least()), digits(most()));
  }

  /** A figure at three digits, thousands apart, as in {@code 1,234,000} or {@code 0.0123}. */
  static String digits(double figure) {
    if (figure == 0 || !Double.isFinite(figure)) {
      return String.valueOf(figure);
    }
    double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(figure))) - 2);
    double rounded = Math.round(figure / unit) * unit;
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(unit)));
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }
}
