package org.fputlab.explore;

import org.fputlab.engine.sim.Timing;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;

/**
 * What is explored, and within which bounds.
 *
 * @param scenario whose load and faults
 * @param close under which policy
 * @param timing how far timers bind a schedule
 * @param limits how often each task runs and each client calls
 */
public record Setting(Scenario scenario, ClosePolicy close, Timing timing, RunLimits limits) {

  /** How often each task runs unless told otherwise. */
  public static final long RUNS = 2;

  KernelSpec machine() {
    return scenario.kernel().with(close);
  }

  /** The same where tasks run as often as these say. */
  Setting with(RunLimits others) {
    return new Setting(scenario, close, timing, others);
  }
}
