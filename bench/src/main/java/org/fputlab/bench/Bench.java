package org.fputlab.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * What {@code bench/run} runs: one measurement by its name, at a size. Exits with 1 where a bar is
 * missed.
 */
public final class Bench {

  private static final Path SIMPY = Path.of("bench/closequeue.py");
  private static final String HAZARD = "drivers/release-wants-the-ioctls-mutex";
  private static final String QUICKSTART = "nfsd/outruns-delayed-fput";

  private Bench() {}

  /**
   * Measures one thing.
   *
   * @param arguments side-by-side, growth, watching, short-runs, schedules, find-rate or profile;
   *     and optionally a divisor of the usual size
   */
  public static void main(String[] arguments) throws ScenarioProblems, InterruptedException {
    int smaller = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    System.exit(run(arguments[0], smaller, System.out) ? 0 : 1);
  }

  static boolean run(String what, int smaller, PrintStream out)
      throws ScenarioProblems, InterruptedException {
    int times = smaller == 1 ? 5 : 1;
    try (SimEngine engine = new SimEngine();
        Runner runner = new Runner()) {
      return switch (what) {
        case "side-by-side" ->
            new SideBySide(out, engine, runner, SIMPY).run(1_000_000 / smaller, times);
        case "growth" -> {
          new Growth(out, runner).run(10_000_000 / smaller, times);
          yield true;
        }
        case "watching" ->
            new Watching(out, runner).run(QUICKSTART, 1 + 300 / smaller, 8 * times + 1);
        case "profile" -> {
          new Profile(out, new FullModel(runner)).run(2_000_000 / smaller, times);
          yield true;
        }
        case "schedules" -> new Schedules(out).run(20_000 / smaller, times);
        case "find-rate" -> {
          try (ScheduleRunner schedules = new ScheduleRunner()) {
            new FindRate(out, schedules).run(smaller);
          }
          yield true;
        }
        case "short-runs" -> new ShortRuns(out, runner).run(HAZARD, 1 + 5_000 / smaller, times);
        default -> throw new IllegalArgumentException("no measurement is called " + what);
      };
    }
  }
}
