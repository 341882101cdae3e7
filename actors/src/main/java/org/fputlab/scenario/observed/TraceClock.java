package org.fputlab.scenario.observed;

import java.util.OptionalLong;

/**
 * The times of a trace's lines. Those of two CPUs may differ a little, but a jump means that two
 * clocks or two traces are in one file, and then it has no length.
 */
final class TraceClock {

  private static final long SECOND = 1_000_000_000L;
  private static final long FARTHEST_BACK = SECOND;
  private static final long LONGEST_PAUSE = 600 * SECOND;

  private final Reading reading;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long end = Long.MIN_VALUE;

  TraceClock(Reading reading) {
    this.reading = reading;
  }

  void at(Line line, String seconds) throws NotUsable {
    try {
      at(line, Stamp.seconds(seconds), seconds + " s");
    } catch (ArithmeticException tooLong) {
      throw reading.refused(line.number(), seconds + " is no time in seconds.");
    }
  }

  /**
   * A line's time.
   *
   * @param now in nanoseconds
   * @param shown as it stands in the line
   */
  void at(Line line, long now, String shown) throws NotUsable {
    if (last != Long.MIN_VALUE) {
      if (now < last - FARTHEST_BACK || now > last + LONGEST_PAUSE) {
        throw reading.refused(
            line.number(),
            "time jumps to %s here: two clocks or two traces in one file. Import one at a time."
                .formatted(shown));
      }
    }
    first = Math.min(first, now);
    last = Math.max(last, now);
  }

  /** Something that had begun was still going on then. */
  void until(long then) {
    end = Math.max(end, then);
  }

  /**
   * From the first line to the last, and to the end of what had begun; nothing if lines carry no
   * time.
   */
  OptionalLong span() {
    long until = Math.max(last, end);
    return last > first ? OptionalLong.of(until - first) : OptionalLong.empty();
  }
}
