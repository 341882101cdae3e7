package org.fputlab.engine;

/**
 * How a live run keeps up with the wall clock.
 *
 * @param asked emulated seconds that were to pass in a second of real time
 * @param measured emulated seconds that did, on average since the run began
 * @param lag how far emulated time is behind now, in nanoseconds of the run
 * @param worstLag how far it ever was behind
 */
public record Pace(double asked, double measured, long lag, long worstLag) {

  /** Behind by more than this much real time, a machine does not keep up. */
  private static final double TOLERATED_NANOS = 250e6;

  /** Whether emulated time keeps up with what was asked for. */
  public boolean keepsUp() {
    return lag <= TOLERATED_NANOS * asked;
  }
}
