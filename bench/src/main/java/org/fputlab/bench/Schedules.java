package org.fputlab.bench;

import java.io.PrintStream;
import java.util.Map;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Setting;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/** How many schedules of small hazards a second holds, with one thread and with two. */
final class Schedules {

  private static final double NANOS_IN_SECOND = 1e9;
  private static final double LEAST = 4_000;

  /** A machine with one task that does nothing, once. */
  private static final String NOTHING =
      "title = nothing, duration = 1s, tasks.t { context = kthread, times = 1, run = [ cpu 0ns ] }";

  private final PrintStream out;

  Schedules(PrintStream out) {
    this.out = out;
  }

  /** Prints schedules a second; returns whether the bar holds for each hazard. */
  boolean run(long schedules, int times) throws ScenarioProblems, InterruptedException {
    out.println();
    out.println("| scenario, deferred | one thread, /s | two threads, /s | ratio |");
    out.println("|---|---|---|---|");
    row("nothing at all", ScenarioLoader.parse(NOTHING, "nothing.conf"), schedules, times);
    boolean holds = true;
    for (String name :
        new String[] {
          "drivers/release-wants-the-ioctls-mutex",
          "conformance/abba_d",
          "regressions/philosophers-in-order"
        }) {
      holds &= row(name, ScenarioLoader.loadShipped(name), schedules, times) >= LEAST;
    }
    return holds;
  }

  private double row(String name, Scenario scenario, long schedules, int times)
      throws InterruptedException {
    double[] one = new double[times];
    double[] two = new double[times];
    measure(scenario, schedules, 1);
    for (int i = 0; i < times; i++) {
      one[i] = measure(scenario, schedules, 1);
      two[i] = measure(scenario, schedules, 2);
    }
    Repeated single = new Repeated(one);
    Repeated both = new Repeated(two);
    out.printf(
        "| %s | %s | %s | %s |%n", name, single.text(), both.text(), both.over(single).text());
    out.flush();
    return single.median();
  }

  private static double measure(Scenario scenario, long schedules, int jobs)
      throws InterruptedException {
    Setting setting =
        new Setting(
            scenario, ClosePolicy.DEFERRED, Timing.ANY, new RunLimits(Setting.RUNS, Map.of()));
    try (Exploration exploration = new Exploration(jobs, () -> false)) {
      exploration.explore(
          setting,
          new Exploration.Order(Mix.RANDOM, 1, Math.max(1, schedules / 10)),
          () -> false,
          Exploration.Progress.NONE);
      long begun = System.nanoTime();
      exploration.explore(
          setting,
          new Exploration.Order(Mix.MIXED, 1, schedules),
          () -> false,
          Exploration.Progress.NONE);
      return schedules / ((System.nanoTime() - begun) / NANOS_IN_SECOND);
    }
  }
}
