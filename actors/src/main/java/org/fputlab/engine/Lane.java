package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/** A first-in first-out queue of messages that remembers when each one came. */
interface Lane {

  void add(Object message, long at);

  /** Takes the oldest message, or null where there is none. */
  @Nullable Object poll();

  /** The oldest message, or null where there is none. */
  @Nullable Object peek();

  boolean isEmpty();

  /** Messages ever added. */
  long in();

  /** Messages ever taken. */
  long out();

  /** When the oldest waiting message came, or -1 where there is none. */
  long oldestAt();

  void clear();
}
