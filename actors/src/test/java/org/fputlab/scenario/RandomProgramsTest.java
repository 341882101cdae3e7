package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Stage;
import org.fputlab.watch.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs, each run on past the first proof of a deadlock. Who was proven stuck and moves
 * fails the run ({@link org.fputlab.engine.FalseProof}). {@code -Dfputlab.programs=100000} runs so
 * many of them, {@code -Dfputlab.first=1000} from that seed on.
 */
class RandomProgramsTest {

  private static final int PROGRAMS = Integer.getInteger("fputlab.programs", 40);
  private static final int FIRST = Integer.getInteger("fputlab.first", 0);
  private static final long SECOND = 1_000_000_000;

  private static SimEngine engine;
  private static Path folder;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    folder = temporary;
    engine = new SimEngine();
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  /** Runs a program to its end, and has {@code atEnd} look at the tables. */
  private static Verdict run(String text, Runnable atEnd) {
    Scenario scenario = Written.scenario(folder, text);
    RunOptions options = RunOptions.of(scenario);
    try (SimEngine.Run<Kernel.Command> run =
        engine.start(
            kernel -> Kernel.create(kernel, Stage.machine(scenario, options)),
            options.seed(),
            Strategy.fifo())) {
      Stage stage = new Stage(scenario, options, engine, run);
      run.until(options.duration());
      Verdict verdict = stage.result(true, Optional.empty()).verdict();
      atEnd.run();
      return verdict;
    }
  }

  @Test
  void whoIsProvenStuckNeverMoves() {
    List<String> failed = new ArrayList<>();
    int proven = 0;
    for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      String text = RandomProgram.of(seed, false);
      try {
        proven += run(text, () -> {}) == Verdict.DEADLOCK ? 1 : 0;
      } catch (RuntimeException broken) {
        failed.add("seed " + seed + ": " + broken.getMessage() + "\n" + text);
      }
    }
    assertThat(failed).isEmpty();
    assertThat(proven).isGreaterThan(PROGRAMS / 10);
  }

  /** Everything happens once, and ends within two seconds unless it hangs forever. */
  @Test
  void whoWaitsForEverIsProvenStuck() {
    List<String> proven = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
      String name = "seed " + seed + ": ";
      run(
          RandomProgram.of(seed, true),
          () -> {
            for (TaskRow row : engine.tables().tasks().rows()) {
              Wait wait = row.waitsFor();
              if (isForEver(wait)) {
                (row.isProvenStuck() ? proven : open).add(name + row + " for " + wait.resource());
              }
            }
          });
    }
    assertThat(proven).hasSizeGreaterThan(PROGRAMS / 10);
    assertThat(open).hasSizeLessThan(proven.size() / 10 + 1);
  }

  private static boolean isForEver(@Nullable Wait wait) {
    return wait != null
        && wait.sleep() == Sleep.UNINTERRUPTIBLE
        && wait.until() == 0
        && wait.since() < engine.now() - 2 * SECOND;
  }
}
