package org.fputlab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * The queue of closes as a whole scenario: NFS clients, nfsd threads, the VFS, delayed_fput and its
 * worker, supervisors on.
 */
final class FullModel implements CloseQueue {

  private static final double NANOS_IN_SECOND = 1e9;

  private static final String TEXT =
      """
      title    = "the queue of closes"
      duration = 60s
      memory   = 64GiB
      filesystems.disk.evict = [ io exp(1ms) ]
      mounts.export.filesystem = disk
      nfsd.threads = 8
      clients.c { count = 8, mount = export, rate = 900/s, op = [ open, close ] }
      watch { sample-every = 100ms }
      """;

  private final Runner runner;

  FullModel(Runner runner) {
    this.runner = runner;
  }

  @Override
  public String name() {
    return "fputlab's full model, deferred";
  }

  @Override
  public Outcome run(long closes, long seed) {
    long duration = (long) (closes / ARRIVALS_PER_SECOND * NANOS_IN_SECOND);
    RunOptions options = new RunOptions(ClosePolicy.DEFERRED, seed, duration);
    RunResult result = runner.run(scenario(TEXT), options, RunListener.NONE);
    return new Outcome(
        result.closed(), result.steps(), result.closeLag().getMean() / NANOS_IN_SECOND);
  }

  /** Reads a scenario from its text. */
  static Scenario scenario(String text) {
    try {
      Path file = Files.createTempFile("fputlab-bench", ".conf");
      try {
        return ScenarioLoader.load(Files.writeString(file, text));
      } finally {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ScenarioProblems problems) {
      throw new IllegalStateException(problems);
    }
  }
}
