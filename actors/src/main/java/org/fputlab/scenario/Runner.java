package org.fputlab.scenario;

/** Runs scenarios. Only its outline: the kernel's own branch has the whole. */
public final class Runner implements AutoCloseable {

  /** Runs {@code scenario}. */
  @SuppressWarnings("DoNotCallSuggester")
  public RunResult run(Scenario scenario, RunOptions options, RunListener listener) {
    throw new IllegalStateException("no kernel to run " + scenario.file() + options + listener);
  }

  /** Ends the present run with the report so far. */
  public void stop() {}

  @Override
  public void close() {}
}
