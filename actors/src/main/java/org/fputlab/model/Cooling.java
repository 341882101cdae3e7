package org.fputlab.model;

/**
 * Code that runs now and then, and finds the caches the colder the longer ago it last ran: the part
 * of its cold cost that it takes now is {@code 1 - exp(-t / after)}.
 *
 * <p>Leaves out who else used the caches meanwhile, and what the code costs when it is warm.
 */
public final class Cooling {

  private final long after;
  private long lastAt;
  private boolean hasRun;

  /**
   * @param after nanoseconds in which warmth falls to 1/e; 0: the code is always cold
   */
  public Cooling(long after) {
    this.after = after;
  }

  /** The code runs; returns what part of the cold cost it takes. */
  public double run(long now) {
    double warmth = hasRun && after > 0 ? StrictMath.exp((double) (lastAt - now) / after) : 0;
    hasRun = true;
    lastAt = now;
    return 1 - warmth;
  }
}
