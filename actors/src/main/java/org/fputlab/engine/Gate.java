package org.fputlab.engine;

import java.util.function.Consumer;

/**
 * The owner's handle on its mailbox's gate. The gate counts how many requests may still pass: none
 * when closed, any number when open. Messages marked {@link Ungated} always pass. Requests behind a
 * closed gate stay in the mailbox and age there, which is what makes a blocked task visible to
 * supervisors.
 */
public interface Gate {

  /** Lets every request through. */
  void open();

  /** Lets no request through. */
  void close();

  /** Lets exactly {@code requests} more requests through, on top of those already allowed. */
  void admit(long requests);

  /**
   * Takes every request that waits now out of the mailbox at once, the oldest first, whether the
   * gate is open or not. For an owner whose mailbox is a list that is always taken whole.
   */
  void takeAll(Consumer<Object> each);

  /**
   * Leaves the request that was just taken, which came at {@code since}, on the list as far as
   * {@link #depth} and {@link #oldestAt} say, until {@link #takeAll}.
   */
  void keepOnList(long since);

  /** Says that whoever sends a request goes on at once: what waits here keeps nobody waiting. */
  void nobodyWaits();

  /** Says that the owner is a task, which may block, and no subsystem. */
  void ownerMayBlock();

  /** Requests waiting in the mailbox. */
  long depth();

  /** When the oldest waiting request came, in nanoseconds of the run, or -1 where none waits. */
  long oldestAt();
}
