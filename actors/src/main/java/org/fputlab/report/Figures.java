package org.fputlab.report;

import java.util.Locale;
import org.fputlab.engine.Moments;

/** Numbers as reports write them: few digits, always with their unit. */
public final class Figures {

  /** What stands where there is nothing to measure. */
  static final String NONE = "-";

  private static final long SECOND = 1_000_000_000L;
  private static final String[] UNITS = {"ns", "us", "ms", "s"};
  private static final String[] MULTIPLES = {"", "k", "M", "G"};
  private static final double MINUTES_FROM_SECONDS = 600;

  private Figures() {}

  /** A measured duration at three digits, as in {@code 1.23 ms}. */
  public static String duration(long nanos) {
    return measured(nanos, 3, " ");
  }

  /** A measured duration at two digits for a narrow column, as in {@code 1.2ms}. */
  static String shortDuration(long nanos) {
    return measured(nanos, 2, "");
  }

  private static String measured(long nanos, int digits, String gap) {
    if (nanos < 1000) {
      return nanos + gap + "ns";
    }
    double value = nanos;
    int unit = 0;
    while (unit < UNITS.length - 1 && roundsToThousand(value)) {
      value /= 1000;
      unit++;
    }
    if (unit == UNITS.length - 1 && value >= MINUTES_FROM_SECONDS) {
      return digits(value / 60, digits) + gap + "min";
    }
    return digits(value, digits) + gap + UNITS[unit];
  }

  /**
   * A duration that somebody chose, exactly and as scenario files write it, as in {@code 1500ms}.
   */
  public static String exactDuration(long nanos) {
    long unit = SECOND;
    int name = UNITS.length - 1;
    while (nanos % unit != 0) {
      unit /= 1000;
      name--;
    }
    return nanos / unit + UNITS[name];
  }

  /** A time of the run as the kernel's log writes it, without its brackets. */
  static String time(long nanos) {
    return Moments.seconds(nanos);
  }

  /** A count with thousands apart, as in {@code 30,000,000}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count in at most seven characters, as in {@code 99,999} or {@code 30.1M}. */
  public static String shortCount(double count) {
    if (Math.abs(count) < 99_999.5) {
      return String.format(Locale.ROOT, "%,.0f", count + 0.0);
    }
    double value = count;
    int multiple = 0;
    while (multiple < MULTIPLES.length - 1 && roundsToThousand(Math.abs(value))) {
      value /= 1000;
      multiple++;
    }
    return digits(value, 3) + MULTIPLES[multiple];
  }

  /** A change per second with its sign, as in {@code +1,000}; a dash where none is known. */
  public static String growth(double perSecond) {
    if (!Double.isFinite(perSecond)) {
      return NONE;
    }
    boolean none = Math.abs(perSecond) < 0.5;
    return none ? "0" : (perSecond > 0 ? "+" : "") + shortCount(perSecond);
  }

  /** So many per second of simulated time. */
  static double perSecond(long count, long simulatedNanos) {
    return simulatedNanos == 0 ? 0 : (double) count * SECOND / simulatedNanos;
  }

  private static boolean roundsToThousand(double value) {
    return value >= 999.5;
  }

  private static String digits(double value, int digits) {
    int before = 1;
    double limit = 10;
    while (Math.abs(value) + Math.pow(10, -Math.max(0, digits - before)) / 2 >= limit) {
      before++;
      limit *= 10;
    }
    return String.format(Locale.ROOT, "%." + Math.max(0, digits - before) + "f", value);
  }
}
