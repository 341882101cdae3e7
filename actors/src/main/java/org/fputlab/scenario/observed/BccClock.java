package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * For how long {@code funclatency} measured: as its command line says, unless it was broken off;
 * else from the times before its tables ({@code -T}). An interval alone says nothing, as nothing is
 * printed where nothing came.
 */
final class BccClock {

  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d");

  private final Reading reading;

  BccClock(Reading reading) {
    this.reading = reading;
  }

  /** Takes a line that says something of time. */
  boolean take(Line line) {
    String plain = line.text().strip();
    boolean isTime = TIME.matcher(plain).matches() && Stamp.of(plain) != null;
    if (isTime) {
      reading.time(line);
    }
    return isTime;
  }

  /** Each time is that of an end; the first span is as long as said, or else as the second. */
  OptionalLong span() {
    OptionalLong said = reading.surroundings().span();
    if (said.isPresent() && !reading.surroundings().isBrokenOff()) {
      return said;
    }
    OptionalLong interval = reading.surroundings().interval();
    List<Long> times = times();
    if (times.isEmpty() || (times.size() == 1 && interval.isEmpty())) {
      return OptionalLong.empty();
    }
    long apart = 0;
    for (int i = 1; i < times.size(); i++) {
      long step = between(times, i);
      if (step == 0) {
        return OptionalLong.empty();
      }
      apart += step;
    }
    return OptionalLong.of(
        apart + (interval.isPresent() ? interval.getAsLong() : between(times, 1)));
  }

  private List<Long> times() {
    List<Long> times = new ArrayList<>();
    for (Line line : reading.times()) {
      Stamp stamp = Stamp.of(line.text());
      if (stamp != null) {
        times.add(stamp.nanos());
      }
    }
    return times;
  }

  private static long between(List<Long> times, int i) {
    return Math.floorMod(times.get(i) - times.get(i - 1), Stamp.DAY_NANOS);
  }
}
