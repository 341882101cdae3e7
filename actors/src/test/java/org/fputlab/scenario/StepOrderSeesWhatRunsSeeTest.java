package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.Resource;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.LockName;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Stage;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tasks of a run ask for while they hold something, the steps must have told without being
 * run: else there are locks of which they do not tell.
 */
class StepOrderSeesWhatRunsSeeTest {

  private static final long LONGEST = 300_000_000L;
  private static final int PROGRAMS = Integer.getInteger("fputlab.programs", 40);

  private static SimEngine engine;
  private int compared;

  @BeforeAll
  static void start() {
    engine = new SimEngine();
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private Set<String> untold(Scenario scenario, ClosePolicy close) {
    return untold(scenario, close, StepOrder.of(scenario, close));
  }

  private Set<String> untold(Scenario scenario, ClosePolicy close, Order order) {
    RunOptions options = RunOptions.of(scenario).with(close);
    Set<String> untold = new LinkedHashSet<>();
    if (order.answer() == Order.Answer.UNKNOWN) {
      return untold;
    }
    try (SimEngine.Run<Kernel.Command> run =
        engine.start(
            kernel -> Kernel.create(kernel, Stage.machine(scenario, options)),
            options.seed(),
            Strategy.fifo())) {
      run.until(Math.min(LONGEST, options.duration()));
      for (Dependency seen : engine.tables().tasks().lockOrder().dependencies()) {
        if (seen.held().kind().isLock() && seen.taken().kind().isLock() && !isNested(seen)) {
          compared++;
          if (!isTold(order.graph(), seen)) {
            untold.add(
                "%s under %s: %s holds %s and asks for %s"
                    .formatted(
                        scenario.file(), close.word(), seen.task(), seen.held(), seen.taken()));
          }
        }
      }
    }
    return untold;
  }

  /** One eventpoll in another, which the check for loops keeps in order. */
  private static boolean isNested(Dependency seen) {
    return seen.held().name().startsWith(LockName.ANY_EVENTPOLL.word())
        && seen.taken().name().startsWith(LockName.ANY_EVENTPOLL.word());
  }

  private static boolean isTold(LockGraph told, Dependency seen) {
    boolean keepsOut = false;
    for (Edge edge : told.edges()) {
      if (is(edge.to(), seen.taken())) {
        keepsOut = true;
        if (is(edge.from(), seen.held())) {
          return true;
        }
      }
    }
    return seen.takenShared() && !keepsOut;
  }

  /** Files without a name are one to the steps, and so are eventpolls. */
  private static boolean is(Node told, Resource seen) {
    String name = seen.name();
    String word = name.replaceFirst("\\(.*", "");
    return told.name().equals(name)
        || (word.equals(LockName.ANY_EVENTPOLL.word())
            && told.name().equals(LockName.ANY_EVENTPOLL.toString()))
        || (name.contains("(file ") && told.name().startsWith(word + "(a file of "))
        || told.name().equals("changes under " + name);
  }

  @Test
  void ofShippedScenarios() throws ScenarioProblems {
    Set<String> untold = new LinkedHashSet<>();
    for (String name : ScenarioLoader.shipped()) {
      Scenario scenario = ScenarioLoader.loadShipped(name);
      for (ClosePolicy close : scenario.expect().keySet()) {
        untold.addAll(untold(scenario, close));
      }
    }
    assertThat(untold).isEmpty();
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void ofRandomPrograms(@TempDir Path folder) {
    Set<String> untold = new LinkedHashSet<>();
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Scenario scenario = Written.scenario(folder, RandomProgram.of(seed, false));
      untold.addAll(untold(scenario, scenario.kernel().close()));
    }
    assertThat(untold).isEmpty();
    assertThat(compared).isGreaterThan(PROGRAMS);
  }

  /** So that the tests above would tell. */
  @Test
  void closeInPlaceAsksForMoreThanOneThatIsPutOff() throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.loadShipped("vm/munmap-under-mmap-lock");
    Order putOff = StepOrder.of(scenario, ClosePolicy.DEFERRED);
    assertThat(untold(scenario, ClosePolicy.SYNC, putOff)).isNotEmpty();
    assertThat(untold(scenario, ClosePolicy.DEFERRED, putOff)).isEmpty();
  }
}
