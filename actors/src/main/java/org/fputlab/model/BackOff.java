package org.fputlab.model;

/**
 * How long something that failed is left alone before it is started again: a second, twice as long
 * with each failure in quick succession, at most thirty; what has stayed up for ten starts at a
 * second again.
 */
public final class BackOff {

  public static final long FIRST_NANOS = 1_000_000_000L;
  public static final long LONGEST_NANOS = 30 * FIRST_NANOS;

  /** What has stayed up for so long has failed for the first time when it fails. */
  public static final long FORGETS_AFTER_NANOS = 10 * FIRST_NANOS;

  private long startedAt;
  private long next = FIRST_NANOS;

  /** It failed: how long it is left alone. */
  public long failedAt(long now) {
    long delay = now - startedAt > FORGETS_AFTER_NANOS ? FIRST_NANOS : next;
    next = Math.min(LONGEST_NANOS, 2 * delay);
    startedAt = now + delay;
    return delay;
  }
}
