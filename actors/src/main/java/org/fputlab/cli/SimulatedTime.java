package org.fputlab.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much time is simulated, where a command simulates. */
final class SimulatedTime {

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Words.Duration.class,
      description = "How much time to simulate, as in 30s. Default: the file's own.")
  private @Nullable Long duration;

  /** In nanoseconds. */
  long or(long own) {
    return duration == null ? own : duration;
  }
}
