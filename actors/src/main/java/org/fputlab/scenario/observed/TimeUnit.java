package org.fputlab.scenario.observed;

import java.util.OptionalLong;

/** Units of time as tools and their users spell them. */
final class TimeUnit {

  private TimeUnit() {}

  /** In nanoseconds. */
  static OptionalLong of(String word) {
    return switch (word) {
      case "ns", "nsec", "nsecs", "nanosecond", "nanoseconds" -> OptionalLong.of(1);
      case "us", "usec", "usecs", "microsecond", "microseconds" -> OptionalLong.of(1_000);
      case "ms", "msec", "msecs", "millisecond", "milliseconds" -> OptionalLong.of(1_000_000);
      case "s", "sec", "secs", "second", "seconds" -> OptionalLong.of(1_000_000_000);
      default -> OptionalLong.empty();
    };
  }
}
