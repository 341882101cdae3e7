package org.fputlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fputlab.report.SampleRun;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.jspecify.annotations.Nullable;

/** Loads one sample scenario under any name, and gives a sample result for any run. */
final class StandInLaboratory implements Laboratory {

  static final List<String> SHIPPED = List.of("afs/slow-server", "nfsd/sample");

  final List<RunOptions> runs = Collections.synchronizedList(new ArrayList<>());
  private final SampleRun sample;
  private List<String> problems = List.of();
  private @Nullable Throwable breakdown;

  StandInLaboratory(SampleRun sample) {
    this.sample = sample;
  }

  StandInLaboratory withProblems(String... lines) {
    problems = List.of(lines);
    return this;
  }

  StandInLaboratory breakingDown(Throwable with) {
    breakdown = with;
    return this;
  }

  @Override
  public Scenario load(Path file) throws BadScenario {
    if (!problems.isEmpty()) {
      throw new BadScenario(problems);
    }
    return sample.scenario();
  }

  @Override
  public List<String> shippedNames() {
    return SHIPPED;
  }

  @Override
  public Scenario loadShipped(String name) throws BadScenario {
    return load(Path.of(name));
  }

  @Override
  public Bench bench() {
    return new StandInBench();
  }

  private final class StandInBench implements Bench {
    @Override
    public RunResult run(Scenario scenario, RunOptions options, RunListener listener) {
      runs.add(options);
      if (breakdown instanceof RuntimeException failure) {
        throw failure;
      }
      if (breakdown instanceof Error failure) {
        throw failure;
      }
      return sample.result(scenario, options);
    }

    @Override
    public void stop() {}

    @Override
    public void close() {}
  }
}
