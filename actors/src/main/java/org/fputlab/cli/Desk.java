package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.List;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Figures;
import org.fputlab.report.Replay;
import org.fputlab.scenario.RunListener;
import org.fputlab.scenario.RunOptions;
import org.fputlab.scenario.RunResult;
import org.fputlab.scenario.Scenario;

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
    try {
      return drawsProgress ? drawn(scenario, options, also) : bench.run(scenario, options, also);
    } catch (RuntimeException | VirtualMachineError e) {
      throw new Breakdown(Replay.command(scenario, options), e);
    }
  }

  private RunResult drawn(Scenario scenario, RunOptions options, RunListener also) {
    long begun = System.nanoTime();
    ProgressBar bar = new ProgressBar(options.close().word(), terminal, System::nanoTime);
    try {
      RunResult result = bench.run(scenario, options, RunListener.all(bar, also));
      bar.erase();
      tellSpeed(result, System.nanoTime() - begun);
      return result;
    } finally {
      bar.erase();
    }
  }

  private void tellSpeed(RunResult result, long wallNanos) {
    terminal.printf(
        "%s simulated in %s: %,d messages, %s a second%n",
        Figures.duration(result.simulated()),
        Figures.duration(wallNanos),
        result.steps(),
        Figures.count(Figures.perSecond(result.steps(), wallNanos)));
    terminal.flush();
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
