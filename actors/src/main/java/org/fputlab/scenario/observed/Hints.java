package org.fputlab.scenario.observed;

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
}
