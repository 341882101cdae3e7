package org.fputlab.engine;

import java.util.Locale;

/**
 * Moments of a run as everything writes them: in seconds, cut off behind the microsecond as {@code
 * printk} does, so that the same moment looks the same in log, events and findings.
 */
public final class Moments {

  private static final long SECOND = 1_000_000_000L;

  private Moments() {}

  /** As in {@code 14.018994}. */
  public static String seconds(long nanos) {
    return String.format(
        Locale.ROOT, "%d.%06d", Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND) / 1000);
  }

  /** With its unit, to the microsecond where that matters, as in {@code 14.018 s}. */
  public static String moment(long nanos) {
    String seconds = seconds(nanos);
    boolean whole = nanos % 1_000_000 == 0;
    return (whole ? seconds.substring(0, seconds.length() - 3) : seconds) + " s";
  }

  /** As the kernel log stamps it: {@code [%5lu.%06lu]}. */
  public static String stamp(long nanos) {
    return String.format(Locale.ROOT, "[%12s]", seconds(nanos));
  }
}
