package org.fputlab.model;

/**
 * A machine's processors, given out first come, first served and kept until the burst is over: when
 * a burst will end is known when it is asked for.
 *
 * <p>Leaves out preemption, priorities and the cost of switching.
 */
public final class Processors {

  private final long[] freeAt;

  public Processors(int count) {
    this.freeAt = new long[count];
  }

  /** Books {@code length} nanoseconds from {@code now} on; returns when they will be over. */
  public long book(long now, long length) {
    int first = 0;
    for (int i = 1; i < freeAt.length; i++) {
      if (freeAt[i] < freeAt[first]) {
        first = i;
      }
    }
    freeAt[first] = Math.max(now, freeAt[first]) + length;
    return freeAt[first];
  }
}
