package org.fputlab.report.trace;

import java.util.function.LongSupplier;
import org.fputlab.engine.Figures;

/**
 * How short a slice may be to be shown. It begins with all of them; where the file grows faster
 * than its share of the run allows, twice as long from then on.
 */
final class Detail {

  private static final long FIRST_STEP = 1_000;

  /** What the beginning of a run may take, as part of all. */
  private static final double AT_ONCE = 0.05;

  private final long largest;
  private final LongSupplier written;
  private long shortest;
  private long leftOut;

  /**
   * @param largest how many bytes the file may have
   * @param written how many it has
   */
  Detail(long largest, LongSupplier written) {
    this.largest = largest;
    this.written = written;
  }

  /** Whether a slice of this many nanoseconds is shown. */
  boolean shows(long nanos) {
    return nanos >= shortest && !isFull();
  }

  /** A slice was too short. */
  void leaveOut() {
    leftOut++;
  }

  /**
   * This part of the run is over.
   *
   * @param over from 0 to 1
   */
  void look(double over) {
    double allowed = largest * Math.min(1, AT_ONCE + (1 - AT_ONCE) * over);
    if (written.getAsLong() > allowed) {
      shortest = Math.max(FIRST_STEP, 2 * shortest);
    }
  }

  /** Whether the file is so large that only what is open may still be ended. */
  boolean isFull() {
    return written.getAsLong() > largest;
  }

  /** What was left out, for a person to read. */
  String said() {
    if (leftOut == 0) {
      return "nothing";
    }
    String full = isFull() ? ", and all after the file was full" : "";
    return Figures.count(leftOut)
        + " slices shorter than "
        + Figures.plainDuration(Math.max(1, shortest))
        + full;
  }
}
