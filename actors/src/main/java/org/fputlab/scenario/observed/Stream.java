package org.fputlab.scenario.observed;

import org.jspecify.annotations.Nullable;

/**
 * Closes of one kind: who ran them, how long they took, how many there were.
 *
 * @param name as the scenario calls them
 * @param function what was measured, as in {@code __fput}
 * @param times of the whole close; of its release if the eviction was measured by itself
 * @param evict of the eviction, where only the parts were measured
 * @param finished a second
 * @param added a second: handed over beyond those that were finished
 */
public record Stream(
    String name,
    String function,
    Caller caller,
    Histogram times,
    @Nullable Histogram evict,
    double finished,
    double added) {

  /** All that come, a second. */
  public double rate() {
    return finished + added;
  }

  /** Mean of the whole, in nanoseconds. */
  double mean() {
    return times.mean() + (evict == null ? 0 : evict.mean());
  }

  boolean isByNfsd() {
    return caller != Caller.USER;
  }

  Stream with(double more) {
    return new Stream(name, function, caller, times, evict, finished, more);
  }
}
