package org.fputlab.engine;

/**
 * Durations that have begun and not ended.
 *
 * @param count how many
 * @param since when the oldest of them began, in nanoseconds of the run; later than any moment
 *     where there is none
 */
public record Unfinished(long count, long since) {

  public static final Unfinished NONE = new Unfinished(0, Long.MAX_VALUE);

  /** These and one more. */
  public Unfinished and(long begunAt) {
    return new Unfinished(count + 1, Math.min(since, begunAt));
  }

  /** These and those. */
  public Unfinished and(Unfinished others) {
    return new Unfinished(count + others.count, Math.min(since, others.since));
  }

  /** How long the oldest has lasted; 0 where there is none. */
  public long longest(long now) {
    return count == 0 ? 0 : now - since;
  }
}
