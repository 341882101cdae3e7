package org.fputlab.cli;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;

/** The program's own loader, scenarios and runner. */
final class ShippedLaboratory implements Laboratory {

  @Override
  public Scenario load(Path file) throws BadScenario {
    try {
      return ScenarioLoader.load(file);
    } catch (ScenarioProblems e) {
      throw refused(e);
    }
  }

  @Override
  public List<String> shippedNames() {
    return ScenarioLoader.shipped();
  }

  @Override
  public Scenario loadShipped(String name) throws BadScenario {
    try {
      return ScenarioLoader.loadShipped(name);
    } catch (ScenarioProblems e) {
      throw refused(e);
    }
  }

  private static BadScenario refused(ScenarioProblems problems) {
    return new BadScenario(problems.problems().stream().map(Problem::text).toList());
  }

  @Override
  public Bench bench() {
    return new RunnerBench(new Runner());
  }

  private record RunnerBench(Runner runner) implements Bench {
    @Override
    public RunResult run(Scenario scenario, RunOptions options, RunListener listener) {
      return runner.run(scenario, options, listener);
    }

    @Override
    public void stop() {
      runner.stop();
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}
