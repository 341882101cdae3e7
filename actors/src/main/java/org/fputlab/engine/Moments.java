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
}
