package org.fputlab.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.fputlab.engine.Access;
import org.fputlab.engine.Hold;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Touches;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.kernel.Kernel;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.jspecify.annotations.Nullable;

/** A scenario small enough to run it in every order, on an engine that serves run after run. */
final class SmallMachine {

  private static final long MOST_TURNS = 2_000;

  /** What it comes to where it does not end. */
  static final String SPINS = "spins";

  private final SimEngine engine;
  private final KernelSpec machine;
  private final ReducedOrder strategy;
  private final Predicate<Touches.Thing> isTold;
  private Orders present = new EveryOrder();
  private boolean givenUp;

  SmallMachine(SimEngine engine, String text, ClosePolicy close) {
    this(engine, text, close, thing -> true);
  }

  /**
   * A machine of which it is not told how its turns touch some things.
   *
   * @param isTold of which things it is
   */
  SmallMachine(SimEngine engine, String text, ClosePolicy close, Predicate<Touches.Thing> isTold) {
    this.engine = engine;
    this.isTold = isTold;
    this.strategy = new ReducedOrder(engine.tables(), new PresentTurns());
    try {
      Scenario scenario = ScenarioLoader.parse("title = t, duration = 60s\n" + text, "a.conf");
      machine = scenario.kernel().with(close);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  private final class PresentTurns implements ReducedOrder.Turns {
    @Override
    public int choose(List<?> options) {
      int place = present.choose(options);
      givenUp = place == Orders.ABANDON;
      return place;
    }

    @Override
    public void taken(Touches.Turn turn) {
      Map<Touches.Thing, Access> told = new LinkedHashMap<>(turn.accesses());
      told.keySet().removeIf(isTold.negate());
      present.taken(turn.causes(), told);
    }
  }

  /** Runs it once; returns what it came to, or null where the run was given up. */
  @Nullable String run(Orders orders) {
    present = orders;
    givenUp = false;
    strategy.begin();
    try (SimEngine.Run<Kernel.Command> run =
        engine.start(kernel -> Kernel.create(kernel, machine), 1, strategy)) {
      boolean ended = run.toEnd(MOST_TURNS);
      strategy.endTurn();
      return givenUp ? null : ended ? outcome() : SPINS;
    }
  }

  private String outcome() {
    List<String> lines = new ArrayList<>();
    for (TaskRow row : engine.tables().tasks().rows()) {
      TreeSet<String> holds = new TreeSet<>();
      for (Hold hold : row.holds()) {
        holds.add(hold.resource() + (hold.shared() ? " shared" : ""));
      }
      Wait wait = row.waitsFor();
      lines.add(
          row.name()
              + " "
              + row.state()
              + (wait == null ? "" : " waits for " + wait.resource())
              + " holds "
              + holds);
    }
    engine.tables().gauges().all().forEach(g -> lines.add(g.name() + " " + g.in() + " " + g.out()));
    engine.tables().bugs().all().forEach(bug -> lines.add(bug.task() + " " + bug.what()));
    return String.join("\n", lines);
  }
}
