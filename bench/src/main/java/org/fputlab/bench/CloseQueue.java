package org.fputlab.bench;

/**
 * The least that a queue of closes is: they come at random moments, {@value #ARRIVALS_PER_SECOND} a
 * second, and one worker does one after another, each for a random time of {@link #MEAN_SERVICE} on
 * average. By theory (M/M/1) a close is over 1 / (1000 - 900) s = 10 ms after it came.
 */
interface CloseQueue {

  double ARRIVALS_PER_SECOND = 900;

  /** In seconds. */
  double MEAN_SERVICE = 0.001;

  /**
   * What a simulation of it came to.
   *
   * @param closes how many closes were done
   * @param events how many events or messages that took
   * @param meanLag how long after it came a close was over, on average, in seconds
   */
  record Outcome(long closes, long events, double meanLag) {}

  /** What the simulation is made of. */
  String name();

  /** Simulates until so many closes are done. */
  Outcome run(long closes, long seed);
}
