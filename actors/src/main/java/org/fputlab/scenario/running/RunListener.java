package org.fputlab.scenario.running;

import org.fputlab.engine.Engine;
import org.fputlab.engine.Journal;
import org.fputlab.engine.Run;

/** Who wants to follow a run. All calls come on the run's thread. */
public interface RunListener {

  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /**
   * The machine stands, and time has not begun. Who wants to look at what it publishes in the
   * course of the run has {@code run} call at the times that suit.
   */
  default void begins(Engine engine, Run<?> run) {}

  /** The run has ended; what the machine published still stands. */
  default void ended(RunResult result) {}

  /** So much of the simulated time has passed. */
  default void progress(long simulatedNanos, long totalNanos) {}

  /** Something notable happened. */
  default void event(Journal.Event event) {}

  /** Tells all of these the same. */
  static RunListener all(RunListener... listeners) {
    return new RunListener() {
      @Override
      public void begins(Engine engine, Run<?> run) {
        for (RunListener one : listeners) {
          one.begins(engine, run);
        }
      }

      @Override
      public void ended(RunResult result) {
        for (RunListener one : listeners) {
          one.ended(result);
        }
      }

      @Override
      public void progress(long simulatedNanos, long totalNanos) {
        for (RunListener one : listeners) {
          one.progress(simulatedNanos, totalNanos);
        }
      }

      @Override
      public void event(Journal.Event event) {
        for (RunListener one : listeners) {
          one.event(event);
        }
      }
    };
  }
}
