package org.fputlab.fault;

/** Calls back on the run's own thread at a time of the run. */
public interface Alarm {

  /** Calls {@code what} at {@code nanos} after the start of the run. */
  void at(long nanos, Runnable what);
}
