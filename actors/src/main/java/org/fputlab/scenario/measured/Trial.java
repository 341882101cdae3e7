package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.Meters;
import org.fputlab.kernel.Task;
import org.fputlab.kernel.Vfs;
import org.fputlab.scenario.Scenario;

/**
 * Runs the scenario that matches a measured run, and notes what the measurement noted: the backlog
 * at the same times, releases and close calls of the load, delays of the releases that ended before
 * the drain did, and the order of all. A close that is still pending after the drain has no delay,
 * in the model as in the kernel.
 */
final class Trial {

  private static final double SECOND = 1e9;

  private final SimEngine engine;
  private final MeasuredRun run;
  private final Histogram lag = new Histogram(3);
  private final List<MeasuredRun.Look> looks = new ArrayList<>();
  private long[] putAt = new long[1024];
  private long[] putOrder = new long[1024];
  private long puts;
  private long lastBegun;
  private long inversions;
  private long lastRelease;

  private Trial(SimEngine engine, MeasuredRun run) {
    this.engine = engine;
    this.run = run;
  }

  /** What the emulated kernel comes to. */
  static Figures run(SimEngine engine, MeasuredRun run) {
    Scenario scenario = MatchingScenario.of(run);
    return new Trial(engine, run).figures(scenario);
  }

  private Figures figures(Scenario scenario) {
    try (SimEngine.Run<Kernel.Command> kernel =
        engine.start(
            of -> Kernel.create(of, scenario.kernel()), scenario.seed(), Strategy.fifo())) {
      kernel.onDelivery(this::hear);
      Gauge pending = engine.tables().gauges().of(Meters.PENDING_CLOSES);
      for (MeasuredRun.Look look : run.backlog()) {
        kernel.until(look.at());
        looks.add(new MeasuredRun.Look(look.at(), pending.depth()));
      }
      kernel.until(run.load());
      long released = pending.out();
      Histogram wait = engine.tables().samples().of(Meters.CLOSER_WAIT).snapshot();
      kernel.until(run.load() + run.drain());
      Histogram delays = lag.copy();
      for (long at = run.load() + run.drain(); pending.depth() > 0; at += run.load()) {
        kernel.until(at);
      }
      return figures(released, wait, delays);
    }
  }

  private Figures figures(long released, Histogram wait, Histogram delays) {
    Figures.Line line = Figures.Line.through(looks);
    boolean waits = !run.isExit();
    return new Figures(
        run.isExit() ? OptionalDouble.empty() : line.slope(),
        line.error(),
        released * SECOND / (run.isExit() ? lastRelease : run.load()),
        waits ? quantile(wait, 50) : OptionalDouble.empty(),
        waits ? quantile(wait, 99) : OptionalDouble.empty(),
        delays.getValueAtPercentile(50),
        delays.getValueAtPercentile(99),
        inversions,
        lag.getTotalCount());
  }

  private static OptionalDouble quantile(Histogram times, double percentile) {
    return OptionalDouble.of(times.getValueAtPercentile(percentile));
  }

  /** Every message, just before it is handled. */
  private void hear(Object message) {
    if (message instanceof Vfs.Fput put) {
      put(put.file());
    } else if (message instanceof Vfs.FputSync put) {
      put(put.file());
    } else if (message instanceof Vfs.FputBounded put) {
      put(put.file());
    } else if (message instanceof Vfs.HandOver put) {
      put(put.file());
    } else if (message instanceof Task.LastPut begun) {
      begin(begun.file());
    } else if (message instanceof Vfs.Dput released) {
      release(released.file());
    }
  }

  private void put(int file) {
    if (file >= putAt.length) {
      int larger = Math.max(file + 1, putAt.length * 2);
      putAt = Arrays.copyOf(putAt, larger);
      putOrder = Arrays.copyOf(putOrder, larger);
    }
    if (putOrder[file] == 0) {
      putOrder[file] = ++puts;
      putAt[file] = engine.now();
    }
  }

  private void begin(int file) {
    if (putOrder[file] < lastBegun) {
      inversions++;
    }
    lastBegun = putOrder[file];
  }

  private void release(int file) {
    lag.recordValue(engine.now() - putAt[file]);
    lastRelease = engine.now();
    putOrder[file] = 0;
  }
}
