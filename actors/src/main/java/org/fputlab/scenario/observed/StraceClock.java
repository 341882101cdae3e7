package org.fputlab.scenario.observed;

import java.util.OptionalLong;

/**
 * How long a list of strace goes on: times of day go on past midnight, and a time of {@code -r} is
 * what went by since the line before, of whichever task.
 */
final class StraceClock {

  private final Reading reading;
  private final TraceClock clock;
  private long days;
  private long last;
  private boolean wholeSeconds;

  StraceClock(Reading reading) {
    this.reading = reading;
    this.clock = new TraceClock(reading);
  }

  void at(Line line, StraceLeader leader) throws NotUsable {
    if (leader.time().isEmpty()) {
      return;
    }
    wholeSeconds = leader.isWholeSeconds();
    last = nanos(line, leader);
    clock.at(line, last, leader.time());
  }

  private long nanos(Line line, StraceLeader leader) throws NotUsable {
    if (leader.isRelative()) {
      return last + Stamp.seconds(leader.time());
    }
    Stamp stamp = Stamp.of(leader.time());
    if (stamp == null) {
      throw reading.refused(line.number(), leader.time() + " is no time.");
    }
    if (!leader.isOfDay()) {
      return stamp.nanos();
    }
    long now = stamp.nanos() + days;
    if (now < last - Stamp.DAY_NANOS / 2) {
      days += Stamp.DAY_NANOS;
      now += Stamp.DAY_NANOS;
    }
    return now;
  }

  /** What began with the last line took so long. */
  void until(long nanos) {
    clock.until(last + nanos);
  }

  boolean isWholeSeconds() {
    return wholeSeconds;
  }

  OptionalLong span() {
    return clock.span();
  }
}
