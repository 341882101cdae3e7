package org.fputlab.scenario;

import org.fputlab.engine.Registry;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Tables;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.fault.Switchboard;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.Meters;
import org.fputlab.model.KernelSpec;
import org.fputlab.watch.Supervisors;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios in the simulated engine, one after another, on the thread that made it.
 *
 * <p>The verdict comes from the supervisors alone: what the scenario expects is not looked at here.
 */
public final class Runner implements AutoCloseable {

  /** How often progress is told in the course of a run. */
  private static final int SLICES = 500;

  private final SimEngine engine = new SimEngine();
  private volatile SimEngine.@Nullable Run<Kernel.Command> present;

  /** Runs a scenario to its end, or to {@link #stop}. */
  public RunResult run(Scenario scenario, RunOptions options, RunListener listener) {
    KernelSpec machine = scenario.kernel().with(options.close());
    Tables tables = engine.tables();
    try (SimEngine.Run<Kernel.Command> run =
        engine.start(kernel -> Kernel.create(kernel, machine), options.seed(), Strategy.fifo())) {
      present = run;
      tables.journal().listen(listener::event);
      Supervisors supervisors = new Supervisors(tables, scenario.watch());
      run.every(scenario.watch().sampleEvery(), () -> supervisors.sample(engine.now()));
      new Switchboard(engine, run.kernel(), machine, run::at).schedule(scenario.faults());
      advance(run, options.duration(), listener);
      supervisors.sampleAtRest(engine.now());
      return result(scenario, options, run, supervisors);
    } finally {
      present = null;
    }
  }

  private static void advance(
      SimEngine.Run<Kernel.Command> run, long duration, RunListener listener) {
    long slice = Math.max(1, duration / SLICES);
    for (long until = slice; !run.isOver(); until = Math.min(duration, until + slice)) {
      run.until(until);
      listener.progress(until, duration);
      if (until == duration) {
        return;
      }
    }
  }

  private RunResult result(
      Scenario scenario,
      RunOptions options,
      SimEngine.Run<Kernel.Command> run,
      Supervisors supervisors) {
    Tables tables = engine.tables();
    long now = engine.now();
    return new RunResult(
        scenario,
        options.close(),
        options.seed(),
        now,
        now < options.duration(),
        supervisors.verdict(now),
        supervisors.findings(now),
        tables.journal().events(),
        tables.gauges().of(Meters.OPEN_FILES).in(),
        tables.gauges().of(Meters.PENDING_CLOSES).out(),
        tables.gauges().of(Meters.PENDING_CLOSES).depth(),
        supervisors.drift(Meters.PENDING_CLOSES),
        tables.samples().of(Meters.CLOSER_WAIT).snapshot(),
        tables.samples().of(Meters.CLOSE_LAG).snapshot(),
        tables.samples().of(Meters.RPC_LATENCY).snapshot(),
        inOrder(tables.samples()),
        run.steps(),
        run.traceHash());
  }

  private static RunSeries inOrder(Registry<Samples> samples) {
    return new RunSeries(
        samples.of(Meters.CLOSER_WAIT).series(),
        samples.of(Meters.CLOSE_LAG).series(),
        samples.of(Meters.RPC_LATENCY).series());
  }

  /** Ends the present run where it is, with the report so far; may be called from any thread. */
  public void stop() {
    SimEngine.Run<Kernel.Command> run = present;
    if (run != null) {
      run.stop();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
