package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario that comes with the program comes to the verdicts that it expects. */
class ScenariosTest {

  /** Takes a minute or two and 4 GiB of heap: it is for the command line. */
  private static final Set<String> TOO_LONG = Set.of("nfsd/thirty-million");

  /** What each scenario came to under its own policy, when that was run first. */
  private static final Map<String, Trace> FIRST = new LinkedHashMap<>();

  private record Trace(long hash, long steps, List<String> headlines) {

    static Trace of(RunResult result) {
      return new Trace(result.traceHash(), result.steps(), ScenariosTest.headlines(result));
    }
  }

  private static Runner runner;

  @BeforeAll
  static void start() {
    runner = new Runner();
  }

  @AfterAll
  static void stop() {
    runner.close();
  }

  @TestFactory
  Stream<DynamicTest> eachVerdictIsTheExpectedOne() {
    return shortOnes()
        .flatMap(
            name -> {
              Scenario scenario = shipped(name);
              return scenario.expect().keySet().stream()
                  .map(policy -> comesTo(name, scenario, policy));
            });
  }

  private static DynamicTest comesTo(String name, Scenario scenario, ClosePolicy policy) {
    String expected = String.valueOf(scenario.expect().get(policy)).toLowerCase(Locale.ROOT);
    return DynamicTest.dynamicTest(
        name + " under " + policy.word() + " is " + expected,
        () -> {
          RunResult result = run(scenario, RunOptions.of(scenario).with(policy));
          if (policy == scenario.kernel().close()) {
            FIRST.putIfAbsent(name, Trace.of(result));
          }
          assertThat(result.verdict())
              .as(() -> String.join("\n", headlines(result)))
              .isEqualTo(scenario.expect().get(policy));
        });
  }

  @TestFactory
  Stream<DynamicTest> eachSaysWhatItExpectsUnderEachPolicy() {
    return shortOnes()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name + " expects something of each policy",
                    () ->
                        assertThat(shipped(name).expect().keySet())
                            .containsExactlyInAnyOrderElementsOf(
                                Arrays.asList(ClosePolicy.values()))));
  }

  @TestFactory
  Stream<DynamicTest> eachRunsTheSameWayTwice() {
    return shortOnes()
        .map(name -> DynamicTest.dynamicTest(name + " runs the same way twice", () -> twice(name)));
  }

  private static void twice(String name) {
    Scenario scenario = shipped(name);
    Trace known = FIRST.get(name);
    Trace first = known == null ? Trace.of(run(scenario, RunOptions.of(scenario))) : known;
    assertThat(Trace.of(run(scenario, RunOptions.of(scenario)))).isEqualTo(first);
  }

  private static Stream<String> shortOnes() {
    return ScenarioLoader.shipped().stream().filter(name -> !TOO_LONG.contains(name));
  }

  private static Scenario shipped(String name) {
    try {
      return ScenarioLoader.loadShipped(name);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  private static RunResult run(Scenario scenario, RunOptions options) {
    return runner.run(scenario, options, RunListener.NONE);
  }

  private static List<String> headlines(RunResult result) {
    return result.findings().stream().map(Finding::headline).toList();
  }
}
