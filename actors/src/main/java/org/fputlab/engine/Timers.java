package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/** The pending timers of a run, and which of them is the next. */
public interface Timers {

  /** Adds a timer; {@code what} is null where {@code who} is itself to be run. */
  void add(long when, Object who, @Nullable Object what);

  /** Of how many nobody says what may come of them. */
  int unforeseen();

  int size();

  boolean isEmpty();

  /** When the next is due, in nanoseconds of the run. */
  long nextAt();

  Object nextTarget();

  @Nullable Object nextMessage();

  void removeNext();

  void clear();

  /** Whether nobody says what may come of such a timer. */
  static boolean isUnforeseen(@Nullable Object who, @Nullable Object what) {
    return what == null ? !(who instanceof Foreseen) : !MessageKind.of(what).isForeseen();
  }
}
