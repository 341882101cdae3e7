package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.fputlab.engine.sim.Timing;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every deadlock and crash that a shipped scenario expects is found in few schedules, and where its
 * steps prove that there is none a few find none. `bench/find-rate` tells how few, strategy by
 * strategy.
 */
class ShippedDeadlocksTest {

  private static final long FOUND_WITHIN = 100;

  /** Some are large: the full number is for the command line. */
  private static final long NOT_FOUND_IN = 3;

  /** Two threads that have run twice rest, and could still give a page: they have to ask again. */
  private static final Map<String, Long> RUNS = Map.of("vfs/pending-closes-hold-all-slots", 3L);

  /** Thousands of tasks or hundreds of thousands of turns: for the command line too. */
  private static final Set<String> LARGE =
      Set.of("nfsd/thirty-million", "hazards/h01-producers-outrun-the-worker");

  private static ScheduleRunner runner;

  @BeforeAll
  static void start() {
    runner = new ScheduleRunner();
  }

  @AfterAll
  static void stop() {
    runner.close();
  }

  private static final Map<String, Scenario> READ = new LinkedHashMap<>();

  private static Scenario shipped(String name) {
    return READ.computeIfAbsent(name, ShippedDeadlocksTest::read);
  }

  private static Scenario read(String name) {
    try {
      return ScenarioLoader.loadShipped(name);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems);
    }
  }

  private static boolean isFailing(Verdict verdict) {
    return verdict == Verdict.DEADLOCK || verdict == Verdict.CRASHES;
  }

  private static OptionalLong first(String name, ClosePolicy policy, long most) {
    long runs = RUNS.getOrDefault(name, Setting.RUNS);
    Setting setting = new Setting(shipped(name), policy, Timing.ANY, new RunLimits(runs, Map.of()));
    return Exploration.firstFailing(runner, setting, new Exploration.Order(Mix.MIXED, 1, most));
  }

  @TestFactory
  Stream<DynamicTest> eachThatIsExpectedIsFound() {
    return ScenarioLoader.shipped().stream()
        .flatMap(
            name ->
                shipped(name).expect().entrySet().stream()
                    .filter(expected -> isFailing(expected.getValue()))
                    .map(
                        expected ->
                            DynamicTest.dynamicTest(
                                name + " under " + expected.getKey().word(),
                                () ->
                                    assertThat(first(name, expected.getKey(), FOUND_WITHIN))
                                        .isNotEmpty())));
  }

  /** Under one policy of each, to save time. */
  @TestFactory
  Stream<DynamicTest> whereNoneIsExpectedNoneIsFound() {
    return ScenarioLoader.shipped().stream()
        .filter(name -> !LARGE.contains(name) && !isSpinning(name))
        .flatMap(
            name ->
                shipped(name).expect().entrySet().stream()
                    .filter(expected -> !isFailing(expected.getValue()))
                    .filter(expected -> isProved(name, expected.getKey()))
                    .limit(1)
                    .map(
                        expected ->
                            DynamicTest.dynamicTest(
                                name + " under " + expected.getKey().word(),
                                () ->
                                    assertThat(first(name, expected.getKey(), NOT_FOUND_IN))
                                        .isEmpty())));
  }

  /** What may hang in another order than the one that the file tells of may well be found. */
  private static boolean isProved(String name, ClosePolicy policy) {
    return StepOrder.of(shipped(name), policy).answer() == Order.Answer.PROVED;
  }

  private static boolean isSpinning(String name) {
    return shipped(name).expect().containsValue(Verdict.SPINS);
  }
}
