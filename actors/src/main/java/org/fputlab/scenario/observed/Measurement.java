package org.fputlab.scenario.observed;

import java.util.List;
import java.util.OptionalLong;

/**
 * What one tool measured in one go.
 *
 * @param file as the user named it
 * @param kind the tool's text, as in {@code bpftrace histograms}
 * @param seen durations, by function and caller
 * @param span for how long it measured, in nanoseconds; nothing if the text does not say
 * @param eachSeen whether the span begins and ends with what was seen, as in a trace
 * @param measured what these durations are of, where that is not a kernel function
 */
record Measurement(
    String file,
    String kind,
    List<Observed> seen,
    OptionalLong span,
    boolean eachSeen,
    List<String> measured) {

  /** How many runs of such a part. */
  long count(Part part) {
    return seen.stream()
        .filter(each -> each.part() == part)
        .mapToLong(each -> each.times().count())
        .sum();
  }

  boolean has(Part part) {
    return seen.stream().anyMatch(each -> each.part() == part);
  }
}
