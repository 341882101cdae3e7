package org.fputlab.engine;

/**
 * How a turn meets with a thing that other turns meet with too. Two that only look do not depend on
 * each other, nor do two that only add; any other two do.
 */
public enum Access {
  /** It reads it. */
  LOOKS,
  /** It adds to it or takes from it as to a counter, and does not read what comes of that. */
  ADDS,
  /** It may do anything with it. */
  CHANGES;

  /** Whether it makes no difference which of two comes first. */
  public boolean commutesWith(Access other) {
    return this == other && this != CHANGES;
  }

  /** What both of one turn come to. */
  public Access and(Access other) {
    return this == other ? this : CHANGES;
  }
}
