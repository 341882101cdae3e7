package org.fputlab.scenario.text;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a scenario file cannot be run, with everything that is wrong with it. */
public final class ScenarioProblems extends Exception {
  private final transient List<Problem> problems;

  /** All that is wrong, in the order in which it is to be told. */
  public ScenarioProblems(List<Problem> problems) {
    super(
        problems.stream().map(Problem::text).collect(Collectors.joining("\n")), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** In order of lines, the scenario file itself before those it includes. */
  public List<Problem> problems() {
    return problems;
  }
}
