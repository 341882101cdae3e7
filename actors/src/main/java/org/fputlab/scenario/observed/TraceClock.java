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

  TraceClock(Reading reading) {
    this.reading = reading;
  }

  void at(Line line, String seconds) throws NotUsable {
    long now;
    try {
      now = Stamp.seconds(seconds);
    } catch (ArithmeticException tooLong) {
      throw reading.refused(line.number(), seconds + " is no time in seconds.");
    }
    if (last != Long.MIN_VALUE) {
      if (now < last - FARTHEST_BACK || now > last + LONGEST_PAUSE) {
        throw reading.refused(
            line.number(),
            "time jumps to %s s here: two clocks or two traces in one file. Import one at a time."
                .formatted(seconds));
      }
    }
    first = Math.min(first, now);
    last = Math.max(last, now);
  }

  /** From the first line to the last; nothing if lines carry no time. */
  OptionalLong span() {
    return last > first ? OptionalLong.of(last - first) : OptionalLong.empty();
  }
}
