package org.fputlab.explore;

import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of some schedules of a search, from one number to another.
 *
 * @param numbers which were to be run
 * @param ran how many of them were, from the first on: it ends with the first that fails
 * @param failing the number of the one that failed
 * @param endless those that did not end, each with who took most of its last turns
 */
public record Part(Range numbers, long ran, OptionalLong failing, SortedMap<Long, String> endless) {

  /** The numbers of schedules in a row, the first and the last among them. */
  public record Range(long from, long to) {

    /** How many these are. */
    public long size() {
      return to - from + 1;
    }
  }

  /** Copies what is given, so that nobody changes it. */
  public Part(Range numbers, long ran, OptionalLong failing, Map<Long, String> endless) {
    this(numbers, ran, failing, (SortedMap<Long, String>) new TreeMap<>(endless));
  }

  /** Whether there is nothing left of it to be run. */
  public boolean isWhole() {
    return failing.isPresent() || ran == numbers.size();
  }
}
