package org.fputlab.engine.sim;

import org.jspecify.annotations.Nullable;

/**
 * What can come next, where a run could go on in several ways: runnable mailboxes, the longest
 * waiting first (of tasks alone, where the run is explored), and then, under {@link Timing#ANY},
 * the first timer of each chain. To be looked at only while the choice is made.
 */
public interface Choices {

  /** How many there are, at least 1. */
  int size();

  /** One of them, the same object each time in a run. */
  Option option(int place);

  /** When its timer is due, in nanoseconds of the run; of an actor's turn the time now. */
  long dueAt(int place);

  /** What its actor would handle, or what its timer brings; null where that is nothing to tell. */
  @Nullable Object message(int place);
}
