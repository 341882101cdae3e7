package org.fputlab.kernellog;

import java.util.Locale;

/** How it is known that a task waits for something, or for somebody. */
public enum KnownBy {
  /** The kernel printed it: a list of locks, the line of an owner, lockdep's chain. */
  PRINTED,
  /** The table of functions says it of the function in which the task sleeps. */
  INFERRED,
  /** It is likely: the same function, or a program that is known to be of that kind. */
  GUESSED;

  /** As JSON and reports have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The weaker of the two. */
  KnownBy and(KnownBy other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
