package org.fputlab.bench;

import java.io.PrintStream;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;

/** How many short runs, each on another seed, a second holds on one reused actor system. */
final class ShortRuns {

  private static final double NANOS_IN_SECOND = 1e9;

  /** Schedules a second that DESIGN asks of exploring small hazard scenarios. */
  private static final double LEAST = 1_700;

  private static final long DURATION = 10_000_000;

  private final PrintStream out;
  private final Runner runner;

  ShortRuns(PrintStream out, Runner runner) {
    this.out = out;
    this.runner = runner;
  }

  /** Prints runs a second; returns whether the bar holds. */
  boolean run(String name, int runs, int times) throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    measure(scenario, runs);
    double[] figures = new double[times];
    for (int i = 0; i < times; i++) {
      figures[i] = measure(scenario, runs);
    }
    Repeated perSecond = new Repeated(figures);
    boolean holds = perSecond.median() >= LEAST;
    out.printf(
        "%n%s, 10 ms under sync, all supervisors on: %s runs/s: %s%n",
        name, perSecond.text(), holds ? "holds (1,700)" : "MISSED (1,700)");
    return holds;
  }

  private double measure(Scenario scenario, int runs) {
    long begun = System.nanoTime();
    for (int seed = 1; seed <= runs; seed++) {
      runner.run(scenario, new RunOptions(ClosePolicy.SYNC, seed, DURATION), RunListener.NONE);
    }
    return runs / ((System.nanoTime() - begun) / NANOS_IN_SECOND);
  }
}
