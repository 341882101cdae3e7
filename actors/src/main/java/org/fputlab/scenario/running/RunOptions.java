package org.fputlab.scenario.running;

import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;

/**
 * What a run may set otherwise than the scenario file.
 *
 * @param close the policy
 * @param seed where all randomness comes from
 * @param duration simulated time in nanoseconds
 */
public record RunOptions(ClosePolicy close, long seed, long duration) {

  /** Just what the file says. */
  public static RunOptions of(Scenario scenario) {
    return new RunOptions(scenario.kernel().close(), scenario.seed(), scenario.duration());
  }

  /** The same under another policy. */
  public RunOptions with(ClosePolicy policy) {
    return new RunOptions(policy, seed, duration);
  }
}
