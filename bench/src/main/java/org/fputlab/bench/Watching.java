package org.fputlab.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.WatchSpec;

/** What the supervisors cost: the same run with them and without, in turn, in processor time. */
final class Watching {

  private static final double NANOS_IN_SECOND = 1e9;
  private static final long NEVER = 1L << 60;
  private static final double MOST = 1.05;

  private final PrintStream out;
  private final Runner runner;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  Watching(PrintStream out, Runner runner) {
    this.out = out;
    this.runner = runner;
  }

  /** Prints the ratio of processor times; returns whether the bar of 5% holds. */
  boolean run(String name, long seconds, int times) throws ScenarioProblems {
    Scenario watched = ScenarioLoader.loadShipped(name);
    Scenario alone = unwatched(watched);
    measure(watched, seconds);
    measure(alone, seconds);
    double[] with = new double[times];
    double[] without = new double[times];
    for (int i = 0; i < times; i++) {
      if (i % 2 == 0) {
        with[i] = measure(watched, seconds);
        without[i] = measure(alone, seconds);
      } else {
        without[i] = measure(alone, seconds);
        with[i] = measure(watched, seconds);
      }
    }
    Repeated ratio = new Repeated(with).over(new Repeated(without));
    boolean holds = ratio.median() <= MOST;
    out.printf(
        "%n%s over %,d s, %d pairs: watched %s s, unwatched %s s of processor time, ratio %s: %s%n",
        name,
        seconds,
        times,
        Repeated.digits(new Repeated(with).median()),
        Repeated.digits(new Repeated(without).median()),
        ratio.text(),
        holds ? "holds (1.05)" : "MISSED (1.05)");
    return holds;
  }

  private static Scenario unwatched(Scenario of) {
    WatchSpec watch = of.watch();
    return new Scenario(
        of.file(),
        of.title(),
        of.story(),
        of.source(),
        of.hazard(),
        of.duration(),
        of.seed(),
        of.kernel(),
        of.faults(),
        of.expect(),
        of.unproved(),
        new WatchSpec(
            NEVER,
            watch.stalledAfter(),
            watch.longWaitAfter(),
            watch.hungAfter(),
            watch.memory(),
            watch.bytesPerFile()),
        of.texts());
  }

  private double measure(Scenario scenario, long seconds) {
    RunOptions options = RunOptions.of(scenario).with(scenario.kernel().close());
    long begun = threads.getCurrentThreadCpuTime();
    runner.run(
        scenario,
        new RunOptions(options.close(), 1, (long) (seconds * NANOS_IN_SECOND)),
        RunListener.NONE);
    return (threads.getCurrentThreadCpuTime() - begun) / NANOS_IN_SECOND;
  }
}
