package org.fputlab.scenario.running;

import java.util.Optional;
import org.fputlab.engine.RecordingReader;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Runs scenarios in the simulated engine, one after another, on the thread that made it. */
public final class Runner implements AutoCloseable {

  /** How often progress is told in the course of a run. */
  private static final int SLICES = 500;

  private final SimEngine engine = new SimEngine();
  private volatile SimEngine.@Nullable Run<Kernel.Command> present;
  private volatile boolean stopped;

  /** Runs a scenario to its end, or to {@link #stop}. */
  public RunResult run(Scenario scenario, RunOptions options, RunListener listener) {
    try (SimEngine.Run<Kernel.Command> run = started(scenario, options)) {
      begin(run);
      Stage stage = staged(scenario, options, run, listener);
      advance(run, options.duration(), listener);
      RunResult result = stage.result(run.isAtRest(), Optional.empty());
      listener.ended(result);
      return result;
    } finally {
      present = null;
    }
  }

  /**
   * Runs a recorded live run once more, turn by turn.
   *
   * @throws RecordingReader.Mismatch where this program does not go the recorded way, or does not
   *     come to the same
   */
  public RunResult replay(Recording recording, RunListener listener) {
    RunOptions options = recording.options();
    Scenario scenario = recording.scenario();
    try (SimEngine.Run<Kernel.Command> run = started(scenario, options)) {
      begin(run);
      Stage stage = staged(scenario, options, run, listener);
      run.at(options.duration(), () -> {});
      boolean atRest =
          run.replay(recording.turns(), change -> stage.makeAgain(Change.read(change)));
      RunResult result = stage.result(atRest, Optional.of(recording.end(stage.changes())));
      recording.compare(result);
      listener.ended(result);
      return result;
    } finally {
      present = null;
    }
  }

  private void begin(SimEngine.Run<Kernel.Command> run) {
    present = run;
    if (stopped) {
      run.stop();
    }
  }

  private SimEngine.Run<Kernel.Command> started(Scenario scenario, RunOptions options) {
    return engine.start(
        kernel -> Kernel.create(kernel, Stage.machine(scenario, options)),
        options.seed(),
        Strategy.fifo());
  }

  private Stage staged(
      Scenario scenario,
      RunOptions options,
      SimEngine.Run<Kernel.Command> run,
      RunListener listener) {
    engine.tables().journal().listen(listener::event);
    Stage stage = new Stage(scenario, options, engine, run);
    listener.begins(engine, run);
    return stage;
  }

  private static void advance(
      SimEngine.Run<Kernel.Command> run, long duration, RunListener listener) {
    long slice = Math.max(1, duration / SLICES);
    for (long until = slice; !run.isOver(); until = Math.min(duration, until + slice)) {
      run.until(until);
      if (!run.isOver()) {
        listener.progress(until, duration);
      }
      if (until == duration) {
        return;
      }
    }
  }

  /**
   * Ends the present run where it is, with the report so far, and every later one as it begins; may
   * be called from any thread.
   */
  public void stop() {
    stopped = true;
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
