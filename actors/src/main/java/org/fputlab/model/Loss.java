package org.fputlab.model;

/**
 * Which of a stream of requests a fault takes, by the knobs of Linux's own fault injection
 * (Documentation/fault-injection/fault-injection.rst: probability, interval, times).
 */
public final class Loss {

  private final double probability;
  private final long interval;
  private final long times;
  private long seen;
  private long taken;

  /**
   * @param probability of taking one, from 0 to 1
   * @param interval only every so many-th is considered
   * @param times how many are taken at most; 0 for no limit
   */
  public Loss(double probability, long interval, long times) {
    this.probability = probability;
    this.interval = interval;
    this.times = times;
  }

  /**
   * Whether to take the next request.
   *
   * @param random 64 random bits of the request's own
   */
  public boolean takes(long random) {
    seen++;
    if (seen % interval != 0 || (times > 0 && taken >= times)) {
      return false;
    }
    boolean takes = ((random >>> 11) * 0x1.0p-53) < probability;
    if (takes) {
      taken++;
    }
    return takes;
  }
}
