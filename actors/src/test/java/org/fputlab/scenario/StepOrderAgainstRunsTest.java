package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.kernel.Kernel;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelPaths;
import org.fputlab.model.Step;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever hangs must not be proved. The deadlocks of shipped scenarios are those that {@link
 * ScenariosTest} runs. {@code -Dfputlab.programs=1000} tries so many random programs, {@code
 * -Dfputlab.first=1000} from that seed on.
 */
class StepOrderAgainstRunsTest {

  private static final int PROGRAMS = Integer.getInteger("fputlab.programs", 200);
  private static final int FIRST = Integer.getInteger("fputlab.first", 0);
  private static final long LONGEST = 1_000_000_000L;
  private static final int RUNS = 2;

  private record Case(String name, Scenario scenario, ClosePolicy close) {

    Order order(KernelPaths paths) {
      return Order.of(scenario.kernel().with(close), paths);
    }

    @Override
    public String toString() {
      return name + " under " + close.word();
    }
  }

  private static Stream<Case> cases() {
    return ScenarioLoader.shipped().stream()
        .flatMap(
            name -> {
              Scenario scenario = shipped(name);
              return Arrays.stream(ClosePolicy.values())
                  .map(close -> new Case(name, scenario, close));
            });
  }

  private static Scenario shipped(String name) {
    try {
      return ScenarioLoader.loadShipped(name);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  /** The deadlocks that a run comes to, and for which the steps show no cycle. */
  private static List<Case> notPredicted(KernelPaths paths) {
    return cases()
        .filter(one -> one.scenario().expect().get(one.close()) == Verdict.DEADLOCK)
        .filter(one -> one.order(paths).cycles().isEmpty())
        .toList();
  }

  @Test
  void everyDeadlockOfAShippedScenarioHasACycle() {
    assertThat(notPredicted(Kernel.PATHS)).isEmpty();
  }

  /** So that the test above would tell. */
  @Test
  void effectThatAPathOfTheKernelsKeepsToItselfIsMissed() {
    for (Class<? extends Effect> silent :
        List.of(
            Effect.RunsPart.class,
            Effect.PutsMount.class,
            Effect.PutsSuperblock.class,
            Effect.Takes.class)) {
      KernelPaths planted =
          new KernelPaths(
              without(silent, Kernel.PATHS.fput()),
              Kernel.PATHS.unwatch(),
              without(silent, Kernel.PATHS.cleanupMnt()),
              Kernel.PATHS.taskWork(),
              Kernel.PATHS.nfsdDispose(),
              Kernel.PATHS.works());
      assertThat(notPredicted(planted)).as(silent.getSimpleName()).isNotEmpty();
    }
  }

  private static org.fputlab.model.Path without(
      Class<? extends Effect> silent, org.fputlab.model.Path path) {
    List<Step> steps = new ArrayList<>();
    for (Step step : path.steps()) {
      Effect[] told =
          step.effects().stream()
              .filter(it -> !silent.isInstance(it))
              .map(it -> inside(silent, it))
              .toArray(Effect[]::new);
      steps.add(Step.inside(step::run, told));
    }
    return new org.fputlab.model.Path(path.function(), steps);
  }

  /** The same of the path that an effect leads to. */
  private static Effect inside(Class<? extends Effect> silent, Effect effect) {
    return effect instanceof Effect.PutsSuperblock put
        ? new Effect.PutsSuperblock(without(silent, put.last()))
        : effect;
  }

  @TestFactory
  Stream<DynamicTest> whatDoesNotHangIsProvedOrTheFileSaysWhyNot() {
    return cases()
        .filter(one -> one.scenario().expect().get(one.close()) != Verdict.DEADLOCK)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one + " is proved, or its file says why not",
                    () -> {
                      Order order = one.order(Kernel.PATHS);
                      assertThat(one.scenario().unproved().containsKey(one.close()))
                          .as(order.cycles() + " " + order.alone() + " " + order.unknown())
                          .isEqualTo(order.answer() != Order.Answer.PROVED);
                    }));
  }

  /** By the time that its thread computes, for the machine may be busy. */
  @Test
  void answersComeWithinASecond() {
    java.lang.management.ThreadMXBean threads =
        java.lang.management.ManagementFactory.getThreadMXBean();
    cases()
        .forEach(
            one -> {
              long begun = threads.getCurrentThreadCpuTime();
              one.order(Kernel.PATHS);
              assertThat(threads.getCurrentThreadCpuTime() - begun)
                  .as(one.toString())
                  .isLessThan(LONGEST);
            });
  }

  @Test
  void randomProgramThatIsProvedNeverHangs(@TempDir Path folder) {
    List<String> hung = new ArrayList<>();
    int proved = 0;
    try (Runner runner = new Runner()) {
      for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
        String text =
            seed % 3 == 0 ? RandomProgram.of(seed, false) : RandomProgram.withoutEvents(seed);
        Scenario scenario = Written.scenario(folder, text);
        ClosePolicy close = scenario.kernel().close();
        if (StepOrder.of(scenario, close).answer() == Order.Answer.PROVED) {
          proved++;
          for (int run = 0; run < RUNS; run++) {
            RunOptions options = new RunOptions(close, run, scenario.duration());
            if (runner.run(scenario, options, RunListener.NONE).verdict() == Verdict.DEADLOCK) {
              hung.add("program " + seed + ", seed " + run + "\n" + text);
            }
          }
        }
      }
    }
    assertThat(hung).isEmpty();
    assertThat(proved).isGreaterThan(PROGRAMS / 10);
  }
}
