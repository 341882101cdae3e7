package org.fputlab.scenario.observed;

/** How much of a trace may be damaged before it is worth nothing. */
final class Damage {

  /** One line in so many. */
  private static final int TOLERATED = 20;

  private Damage() {}

  static void check(Reading reading, long good) throws NotUsable {
    long bad = reading.skipped(FunctionGraph.DAMAGED);
    if (good > 0 && bad * TOLERATED > good + bad) {
      throw new NotUsable(
          "%s: %d of %d lines of the trace are damaged or do not belong to it. Take it again."
              .formatted(reading.file(), bad, good + bad));
    }
  }
}
