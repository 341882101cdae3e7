package org.fputlab.scenario.observed;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a user says of files that do not say it themselves.
 *
 * @param span for how long they were measured, in nanoseconds
 * @param unit of histograms that name none, in nanoseconds
 * @param function of histograms that name none, or ""
 */
public record Hints(OptionalLong span, OptionalLong unit, String function) {

  public static final Hints NONE = new Hints(OptionalLong.empty(), OptionalLong.empty(), "");

  /** Whether a function's durations say something of a close. */
  public static boolean isOfAClose(String function) {
    Part part = Part.of(function);
    return part != null && part != Part.HANDOVER;
  }

  /** Some of these functions. */
  public static List<String> functions() {
    return Part.examples();
  }
}
