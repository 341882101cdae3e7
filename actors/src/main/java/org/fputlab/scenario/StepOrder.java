package org.fputlab.scenario;

import org.fputlab.kernel.Kernel;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;

/** What the steps of a scenario prove without being run. */
public final class StepOrder {

  private StepOrder() {}

  /** What they prove under this policy; the scenario's faults are no part of it. */
  public static Order of(Scenario scenario, ClosePolicy policy) {
    return Order.of(scenario.kernel().with(policy), Kernel.PATHS);
  }
}
