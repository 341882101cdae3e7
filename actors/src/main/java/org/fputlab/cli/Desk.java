package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.List;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.report.Replay;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;

/** One bench under a user's eyes: shows progress, and puts a name to what goes wrong. */
final class Desk implements AutoCloseable {

  /** The emulator broke down; the scenario is not to blame. */
  static final class Breakdown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String replay;

    Breakdown(String replay, Throwable cause) {
      super(cause);
      this.replay = replay;
    }

    /** The command that makes it break down again. */
    String replay() {
      return replay;
    }

    /** What really went wrong. */
    Throwable origin() {
      Throwable cause = getCause() == null ? this : getCause();
      return cause instanceof EmulatorFailure && cause.getCause() != null
          ? cause.getCause()
          : cause;
    }
  }

  private final Laboratory.Bench bench;
  private final PrintWriter terminal;
  private final boolean drawsProgress;

  /**
   * @param terminal where progress is drawn
   * @param drawsProgress whether it is drawn at all
   */
  Desk(
      Laboratory.Bench bench,
      Interruption interruption,
      PrintWriter terminal,
      boolean drawsProgress) {
    this.bench = bench;
    this.terminal = terminal;
    this.drawsProgress = drawsProgress;
    interruption.stopsRunBy(bench::stop);
  }

  /**
   * Runs a scenario.
   *
   * @param others who else wants to follow it
   */
  RunResult run(Scenario scenario, RunOptions options, RunListener... others) {
    RunListener also = RunListener.all(others);
    return drawsProgress ? drawn(scenario, options, also) : run(bench, scenario, options, also);
  }

  /** Runs a scenario; whatever goes wrong has the command by it that makes it go wrong again. */
  static RunResult run(
      Laboratory.Bench bench, Scenario scenario, RunOptions options, RunListener listener) {
    try {
      return bench.run(scenario, options, listener);
    } catch (RuntimeException | VirtualMachineError e) {
      throw new Breakdown(Replay.command(scenario, options), e);
    }
  }

  private RunResult drawn(Scenario scenario, RunOptions options, RunListener also) {
    ProgressBar bar = new ProgressBar(options.close().word(), terminal, System::nanoTime);
    try {
      RunResult result = run(bench, scenario, options, RunListener.all(bar, also));
      bar.tellSpeed(result.simulated(), result.steps());
      return result;
    } finally {
      bar.erase();
    }
  }

  static void print(PrintWriter out, List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  @Override
  public void close() {
    bench.close();
  }
}
