package org.fputlab.scenario;

import org.fputlab.engine.Journal;

/** Who wants to follow a run. All calls come on the run's thread. */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** So much of the simulated time has passed. */
  default void progress(long simulatedNanos, long totalNanos) {}

  /** Something notable happened. */
  default void event(Journal.Event event) {}
}
