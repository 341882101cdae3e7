package org.fputlab.scenario;

import java.util.List;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs scenarios that a class of tests writes, all on one machine. */
final class WrittenRuns implements AfterAllCallback {

  private static final String FILE = "a.conf";

  private final String begins;
  private @Nullable Runner runner;

  /** Every scenario begins with a title and this, as in {@code duration = 20s}. */
  WrittenRuns(String begins) {
    this.begins = begins;
  }

  Scenario scenario(String text) {
    try {
      return ScenarioLoader.parse(begun(text), FILE);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  /** What is wrong with it, a line each. */
  List<String> problems(String text) {
    try {
      ScenarioLoader.parse(begun(text), FILE);
      return List.of();
    } catch (ScenarioProblems problems) {
      return problems.problems().stream().map(Problem::text).toList();
    }
  }

  private String begun(String text) {
    return "title = t, " + begins + "\n" + text;
  }

  /** Runs it under its own policy. */
  RunResult run(String text) {
    Scenario scenario = scenario(text);
    Runner present = runner == null ? new Runner() : runner;
    runner = present;
    return present.run(scenario, RunOptions.of(scenario), RunListener.NONE);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (runner != null) {
      runner.close();
    }
  }
}
