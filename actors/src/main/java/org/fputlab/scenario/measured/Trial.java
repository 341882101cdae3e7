package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Drivers;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.Meters;
import org.fputlab.kernel.Vfs;
import org.fputlab.scenario.Scenario;

/**
 * Runs the scenario that matches a measured run, and notes what the measurement noted: the backlog
 * at the same times, releases and close calls of the load, delays of the releases that ended before
 * the drain did, and the order of all. A close that is still pending after the drain has no delay,
 * in the model as in the kernel.
 *
 * <p>When a closer began, relative to the kernel's tick, was not measured, and where it closes in
 * step with the tick much depends on it: such a run is emulated from several points between two
 * ticks, and what they come to is taken together.
 */
final class Trial {

  private static final int POINTS_BETWEEN_TICKS = 4;
  private static final double SECOND = 1e9;

  private final SimEngine engine;
  private final MeasuredRun run;
  private final Histogram waits = new Histogram(3);
  private final Histogram lags = new Histogram(3);
  private final List<Figures.Line> lines = new ArrayList<>();
  private long released;
  private long inversions;
  private double loads;

  private Trial(SimEngine engine, MeasuredRun run) {
    this.engine = engine;
    this.run = run;
  }

  /** What the emulated kernel comes to. */
  static Figures of(MeasuredRun run, SimEngine engine) {
    Trial trial = new Trial(engine, run);
    int points = run.rate() > 0 ? POINTS_BETWEEN_TICKS : 1;
    for (int point = 0; point < points; point++) {
      trial.emulate(MatchingScenario.of(run, (double) point / points));
    }
    return trial.figures();
  }

  private void emulate(Scenario scenario) {
    try (SimEngine.Run<Kernel.Command> kernel =
        engine.start(
            of -> Kernel.create(of, scenario.kernel()), scenario.seed(), Strategy.fifo())) {
      Listener listener = new Listener();
      kernel.onDelivery(listener::hear);
      Gauge pending = engine.tables().gauges().of(Meters.PENDING_CLOSES);
      lines.add(Figures.Line.through(looks(kernel, pending)));
      kernel.until(run.load());
      released += pending.out();
      waits.add(listener.waits());
      kernel.until(run.load() + run.drain());
      lags.add(listener.order.lags());
      for (long at = run.load() + run.drain(); pending.depth() > 0; at += run.load()) {
        kernel.until(at);
      }
      inversions += listener.order.inversions();
      loads += (run.isExit() ? listener.order.lastRelease() : run.load()) / SECOND;
    }
  }

  private List<MeasuredRun.Look> looks(SimEngine.Run<Kernel.Command> kernel, Gauge pending) {
    List<MeasuredRun.Look> looks = new ArrayList<>();
    for (MeasuredRun.Look look : run.backlog()) {
      kernel.until(look.at());
      looks.add(new MeasuredRun.Look(look.at(), pending.depth()));
    }
    return looks;
  }

  private Figures figures() {
    int runs = lines.size();
    double slope = 0;
    double squares = 0;
    for (Figures.Line line : lines) {
      slope += line.slope().orElse(0) / runs;
      squares += line.error() * line.error();
    }
    return new Figures(
        run.isExit() ? OptionalDouble.empty() : OptionalDouble.of(slope),
        Math.sqrt(squares) / runs,
        released / loads,
        run.isExit() ? OptionalDouble.empty() : quantile(waits, 50),
        run.isExit() ? OptionalDouble.empty() : quantile(waits, 99),
        lags.getValueAtPercentile(50),
        lags.getValueAtPercentile(99),
        inversions / runs,
        lags.getTotalCount() / runs);
  }

  private static OptionalDouble quantile(Histogram times, double percentile) {
    return OptionalDouble.of(times.getValueAtPercentile(percentile));
  }

  /** Hears every message of one emulated run, just before it is handled. */
  private final class Listener {

    final ReleaseOrder order = new ReleaseOrder(engine);
    private final Histogram calls = new Histogram(3);
    private final Map<String, Long> called = new LinkedHashMap<>();

    void hear(Object message) {
      order.hear(message);
      if (message instanceof Vfs.Fput put && put.replyTo() != null) {
        called.put(put.replyTo().path().name(), engine.now());
      } else if (message instanceof Drivers.Complete left) {
        calls.recordValue(engine.now() - called.getOrDefault(left.completion(), engine.now()));
      }
    }

    /** Where a call is more than a put, its end is told by a completion. */
    Histogram waits() {
      return calls.getTotalCount() > 0
          ? calls
          : engine.tables().samples().of(Meters.CLOSER_WAIT).snapshot();
    }
  }
}
