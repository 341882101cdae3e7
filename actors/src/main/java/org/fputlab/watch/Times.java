package org.fputlab.watch;

import java.util.Locale;
import org.fputlab.engine.Moments;

/** Durations and moments as reports write them: three digits and the unit that fits. */
public final class Times {

  private static final double MINUTE = 60e9;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  private Times() {}

  /** A duration given in nanoseconds, as in {@code 12.3 s}, {@code 850 us}, {@code 3.4 h}. */
  public static String duration(long duration) {
    double nanos = duration;
    double size = Math.abs(nanos);
    if (size < 1e3) {
      return digits(nanos) + " ns";
    } else if (size < 999.5e3) {
      return digits(nanos / 1e3) + " us";
    } else if (size < 999.5e6) {
      return digits(nanos / 1e6) + " ms";
    } else if (size < 10 * MINUTE) {
      return digits(nanos / 1e9) + " s";
    } else if (size < 2 * HOUR) {
      return digits(nanos / MINUTE) + " min";
    } else if (size < 2 * DAY) {
      return digits(nanos / HOUR) + " h";
    }
    return digits(nanos / DAY) + " days";
  }

  /** A moment of the run in seconds, to the microsecond where that matters. */
  public static String moment(long nanos) {
    String seconds = Moments.seconds(nanos);
    boolean whole = nanos % 1_000_000 == 0;
    return (whole ? seconds.substring(0, seconds.length() - 3) : seconds) + " s";
  }

  /** A moment as the kernel log stamps it: {@code [%5lu.%06lu]}. */
  public static String stamp(long nanos) {
    return String.format(Locale.ROOT, "[%12s]", Moments.seconds(nanos));
  }

  /** A number to three digits, without zeros that say nothing. */
  public static String digits(double number) {
    double size = Math.abs(number);
    int places = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    String text = String.format(Locale.ROOT, "%,." + places + "f", number);
    return places == 0 ? text : text.replaceAll("\\.?0+$", "");
  }
}
