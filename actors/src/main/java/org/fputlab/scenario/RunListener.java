package org.fputlab.scenario;

import org.fputlab.engine.Journal;

/** Is told of a run while it is under way, on the run's own thread. */
public interface RunListener {

  /** Simulated time has come to {@code simulatedNanos} of {@code totalNanos}. */
  default void progress(long simulatedNanos, long totalNanos) {}

  /** A notable event happened. */
  default void event(Journal.Event event) {}
}
