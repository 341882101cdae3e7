package org.fputlab.explore;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.ClosingAnswer.Known;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioProblems;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.closing.ClosingContext;

/** Answers whether files may be closed in place in some context: by order, and by schedules. */
public final class ClosingAnswers {

  /** Whether the hang is that of the close in place: so many schedules of it put off. */
  private static final long CONTROLS = 300;

  private final Exploration exploration;
  private final long schedules;

  /**
   * Answers.
   *
   * @param schedules how many to try at most where order leaves a circle
   */
  public ClosingAnswers(Exploration exploration, long schedules) {
    this.exploration = exploration;
    this.schedules = schedules;
  }

  /** The answer for one kind of file. */
  public ClosingAnswer of(ClosingContext context, String file, BooleanSupplier stops)
      throws ScenarioProblems, InterruptedException {
    Scenario scenario = context.scenario(file);
    Order order = StepOrder.of(scenario, ClosePolicy.DEFERRED);
    if (order.answer() == Order.Answer.PROVED) {
      return new ClosingAnswer(file, scenario, Known.PROVED, order, Optional.empty());
    }
    Explored explored = explore(scenario, schedules, stops);
    Known known = Known.NOT_FOUND;
    if (explored.result() == Explored.Result.FOUND) {
      Explored putOff = explore(context.puttingOff(file), CONTROLS, stops);
      known = putOff.result() == Explored.Result.FOUND ? Known.HANGS_EITHER_WAY : Known.HANGS;
    }
    return new ClosingAnswer(file, scenario, known, order, Optional.of(explored));
  }

  private Explored explore(Scenario scenario, long most, BooleanSupplier stops)
      throws InterruptedException {
    return exploration.explore(
        new Setting(
            scenario,
            ClosePolicy.DEFERRED,
            Timing.ANY,
            new RunLimits(Setting.RUNS, java.util.Map.of())),
        new Exploration.Order(Mix.MIXED, scenario.seed(), most),
        stops,
        Exploration.Progress.NONE);
  }
}
