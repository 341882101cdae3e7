package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.files.Vfs;
import org.fputlab.kernel.locks.Drivers;
import org.fputlab.kernel.task.Meters;
import org.fputlab.scenario.Scenario;

/**
 * Runs the scenario that matches a measured run, and notes what the measurement noted: the backlog
 * at the same times, releases and close calls of the load, delays of the releases that ended before
 * the drain did, and the order of all. A close that is still pending after the drain has no delay,
 * in the model as in the kernel.
 *
 * <p>When a closer began, relative to the kernel's tick, was not measured, and where it closes in
 * step with the tick much depends on it: such a run is emulated from several points between two
 * ticks, each with random numbers of its own. What they come to is taken together, and what each
 * comes to tells how far a figure depends on that.
 */
final class Trial {

  private static final int POINTS_BETWEEN_TICKS = 4;
  private static final double SECOND = 1e9;

  /** After so long of virtual time it is asked whether to stop: some milliseconds of wall time. */
  private static final long SLICE = 10_000_000;

  private final SimEngine engine;
  private final BooleanSupplier isToStop;
  private final MeasuredRun run;
  private final Costs costs;
  private final List<Histogram> waits = new ArrayList<>();
  private final List<Histogram> lags = new ArrayList<>();
  private final List<Figures.Line> lines = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> inversions = new ArrayList<>();

  private Trial(SimEngine engine, BooleanSupplier isToStop, MeasuredRun run, Costs costs) {
    this.engine = engine;
    this.isToStop = isToStop;
    this.run = run;
    this.costs = costs;
  }

  /**
   * What the emulated kernel comes to.
   *
   * @throws CancellationException where it was to stop before it had ended
   */
  static Figures of(MeasuredRun run, Costs costs, SimEngine engine, BooleanSupplier isToStop) {
    Trial trial = new Trial(engine, isToStop, run, costs);
    int points = run.rate() > 0 ? POINTS_BETWEEN_TICKS : 1;
    for (int point = 0; point < points; point++) {
      trial.emulate(trial.scenario((double) point / points, point + 1));
    }
    return trial.figures();
  }

  private Scenario scenario(double phase, long seed) {
    return MatchingScenario.of(run, costs, phase, seed);
  }

  private void emulate(Scenario scenario) {
    try (SimEngine.Run<Kernel.Command> kernel =
        engine.start(
            of -> Kernel.create(of, scenario.kernel()), scenario.seed(), Strategy.fifo())) {
      Listener listener = new Listener();
      kernel.onDelivery(listener::hear);
      Gauge pending = engine.tables().gauges().of(Meters.PENDING_CLOSES);
      lines.add(Figures.Line.through(looks(kernel, pending)));
      pass(kernel, run.load());
      double released = pending.out();
      waits.add(listener.waits().copy());
      pass(kernel, run.load() + run.drain());
      lags.add(listener.order.lags().copy());
      for (long at = engine.now(); pending.depth() > 0 && !kernel.isOver(); at += run.load()) {
        pass(kernel, at);
      }
      inversions.add((double) listener.order.inversions());
      rates.add(released * SECOND / (run.isExit() ? listener.order.lastRelease() : run.load()));
    }
  }

  private void pass(SimEngine.Run<Kernel.Command> kernel, long until) {
    for (long at = engine.now(); at < until && !kernel.isOver(); at += SLICE) {
      if (isToStop.getAsBoolean()) {
        throw new CancellationException();
      }
      kernel.until(Math.min(until, at + SLICE));
    }
  }

  private List<MeasuredRun.Look> looks(SimEngine.Run<Kernel.Command> kernel, Gauge pending) {
    List<MeasuredRun.Look> looks = new ArrayList<>();
    for (MeasuredRun.Look look : run.backlog()) {
      pass(kernel, look.at());
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
    boolean hasCalls = !run.isExit();
    return new Figures(
        hasCalls ? OptionalDouble.of(slope) : OptionalDouble.empty(),
        Math.sqrt(squares) / runs,
        mean(rates),
        hasCalls ? Optional.of(percentile(waits, 50)) : Optional.empty(),
        hasCalls ? Optional.of(percentile(waits, 99)) : Optional.empty(),
        percentile(lags, 50),
        percentile(lags, 99),
        mean(inversions),
        lags.stream().mapToLong(Histogram::getTotalCount).sum() / runs);
  }

  private static Estimate mean(List<Double> each) {
    DoubleSummaryStatistics all = each.stream().mapToDouble(one -> one).summaryStatistics();
    return new Estimate(all.getAverage(), all.getMin(), all.getMax());
  }

  /** Of all emulations together, and the least and the most that one of them came to. */
  private static Estimate percentile(List<Histogram> each, double percentile) {
    Histogram all = new Histogram(3);
    each.forEach(all::add);
    LongSummaryStatistics values =
        each.stream()
            .mapToLong(times -> times.getValueAtPercentile(percentile))
            .summaryStatistics();
    return new Estimate(all.getValueAtPercentile(percentile), values.getMin(), values.getMax());
  }

  /** Hears every message of one emulated run, just before it is handled. */
  private final class Listener {

    final ReleaseOrder order = new ReleaseOrder(engine, MatchingScenario.stepsBeforeRelease(run));
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
