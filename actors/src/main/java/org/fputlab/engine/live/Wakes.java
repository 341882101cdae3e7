package org.fputlab.engine.live;

/** Calls back after some real time. */
interface Wakes {

  /**
   * Calls {@code what} after {@code nanos} nanoseconds of real time, on another thread; a little
   * late, never early.
   */
  void wakeIn(long nanos, Runnable what);
}
