package org.fputlab.engine.live;

import java.util.function.LongSupplier;
import org.fputlab.engine.Pace;

/**
 * Where the time of a live run should be by now: real time since its start, times its speed.
 *
 * <p>Where the machine cannot keep up, the run falls behind. By more than {@link #WAITS_AT} of real
 * time it cannot: then this clock waits for it, so that the run goes slower than asked instead of
 * racing once it can. What waiting cost shows in the measured speed.
 */
final class WallClock {

  /** Twice what {@link Pace#keepsUp} tolerates, in nanoseconds of real time. */
  private static final long WAITS_AT = 500_000_000L;

  private final LongSupplier nanoTime;
  private final double speed;
  private final long start;
  private long waited;
  private long worstLag;

  /**
   * @param nanoTime real time in nanoseconds
   * @param speed nanoseconds of the run that pass in one of real time
   */
  WallClock(LongSupplier nanoTime, double speed) {
    this.nanoTime = nanoTime;
    this.speed = speed;
    this.start = nanoTime.getAsLong();
  }

  /** Nanoseconds of the run that should have passed. */
  long now() {
    return (long) ((nanoTime.getAsLong() - start - waited) * speed);
  }

  /** Real nanoseconds until {@code at}, a time of the run; 0 if that is past. */
  long until(long at) {
    return Math.max(0, (long) Math.ceil((at - now()) / speed));
  }

  /** Takes note that the run is only at {@code at}. */
  void behind(long at) {
    long lag = now() - at;
    worstLag = Math.max(worstLag, lag);
    long mostLag = (long) (WAITS_AT * speed);
    if (lag > mostLag) {
      waited += (long) ((lag - mostLag) / speed);
    }
  }

  /**
   * How the run keeps up.
   *
   * @param at the time of the run
   * @param due when its next timer is due
   */
  Pace pace(long at, long due) {
    long real = nanoTime.getAsLong() - start;
    double measured = real == 0 ? speed : Math.min(speed, (double) Math.max(at, 0) / real);
    return new Pace(speed, measured, Math.max(0, now() - due), worstLag);
  }
}
