package org.fputlab.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Estimate;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many there are is how fast they come times how long they stay (Little's law), whatever it is:
 * what watchers see of the machine agrees with what is measured of each call and close.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LittlesLawTest {

  private static final double LEVEL = 0.999;
  private static final long SECOND = 1_000_000_000L;

  /** With fewer pending in the mean, looking now and then does not see much of them. */
  private static final double ENOUGH = 0.1;

  private final SimEngine engine = new SimEngine();

  @TempDir private Path folder;

  @AfterAll
  void stopTheEngine() {
    engine.close();
  }

  @TestFactory
  Stream<DynamicTest> callsAtTheServer() {
    return Stream.of("mm1", "md1", "mg1", "mmc", "machine-repairman", "rwsem-hand-over")
        .map(name -> DynamicTest.dynamicTest(name, () -> callsAtTheServer(name)));
  }

  private void callsAtTheServer(String name) {
    Scenario scenario = Model.scenario(folder, Model.shipped(name));
    Sampled sampled = Sampled.calls(engine, scenario.kernel(), 20 * SECOND);
    Estimate excess = sampled.excess();
    assertThat(sampled.present()).isGreaterThan(0.5);
    assertThat(excess.halfWidth(LEVEL)).isLessThan(0.05 * sampled.present());
    assertThat(0.0).isBetween(excess.low(LEVEL), excess.high(LEVEL));
  }

  @TestFactory
  Stream<DynamicTest> pendingClosesOfEveryShippedScenarioThatKeepsUp() throws ScenarioProblems {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : ScenarioLoader.shipped()) {
      Scenario scenario = ScenarioLoader.loadShipped(name);
      for (ClosePolicy policy : List.of(ClosePolicy.DEFERRED, ClosePolicy.SYNC)) {
        if (scenario.expect().get(policy) == Verdict.OK && isOneLoadThroughout(name)) {
          tests.add(
              DynamicTest.dynamicTest(
                  name + " under " + policy.word(), () -> pendingCloses(scenario, policy)));
        }
      }
    }
    return tests.stream();
  }

  /**
   * Theory has tests of its own; conformance tries one situation after another; a regression or a
   * hazard is about one incident.
   */
  private static boolean isOneLoadThroughout(String name) {
    return !name.startsWith("theory/")
        && !name.startsWith("conformance/")
        && !name.startsWith("hazards/")
        && !name.startsWith("regressions/");
  }

  private void pendingCloses(Scenario scenario, ClosePolicy policy) {
    Sampled sampled = Sampled.closes(engine, scenario.kernel().with(policy), scenario.duration());
    Estimate excess = sampled.excess();
    if (sampled.present() > ENOUGH) {
      assertThat(excess.halfWidth(LEVEL)).isLessThan(0.05 * sampled.present());
    }
    assertThat(0.0).isBetween(excess.low(LEVEL), excess.high(LEVEL));
  }
}
