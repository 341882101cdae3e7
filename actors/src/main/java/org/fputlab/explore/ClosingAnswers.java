package org.fputlab.explore;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.ClosingAnswer.Known;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.closing.ClosingContext;
import org.fputlab.scenario.closing.HeldLock;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;

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
    List<String> strangers = strangers(context, file);
    if (order.answer() == Order.Answer.PROVED && !order.atomic()) {
      return new ClosingAnswer(file, scenario, Known.PROVED, order, Optional.empty(), strangers);
    }
    Explored explored = explore(scenario, schedules, stops);
    Known known = Known.NOT_FOUND;
    if (explored.result() == Explored.Result.FOUND) {
      Explored putOff = explore(context.puttingOff(file), CONTROLS, stops);
      boolean hangs = explored.found().orElseThrow().ending().kind().verdict() == Verdict.DEADLOCK;
      known =
          putOff.result() == Explored.Result.FOUND
              ? Known.HANGS_EITHER_WAY
              : hangs ? Known.HANGS : Known.CRASHES;
    }
    return new ClosingAnswer(file, scenario, known, order, Optional.of(explored), strangers);
  }

  /** What the closer holds and neither its close nor anybody else takes. */
  private static List<String> strangers(ClosingContext context, String file)
      throws ScenarioProblems {
    if (context.holding().isEmpty()) {
      return List.of();
    }
    Order others = StepOrder.of(context.holdingNothing(file), ClosePolicy.DEFERRED);
    Set<String> taken = new LinkedHashSet<>();
    others.graph().nodes().forEach(node -> taken.add(node.name()));
    return context.holding().stream()
        .filter(held -> taken.stream().noneMatch(name -> isThatOf(name, held.lock())))
        .map(HeldLock::word)
        .toList();
  }

  /** It, or what a freeze waits for there. */
  private static boolean isThatOf(String name, String lock) {
    return name.equals(lock) || (!lock.isEmpty() && name.endsWith(" under " + lock));
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
