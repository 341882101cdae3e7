package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.sim.Timing;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whether a cycle that order shows comes about in the first schedules. */
class CyclesSoughtTest {

  private static final long A_SECOND = 1_000_000_000L;

  private static final ScheduleRunner RUNNER = new ScheduleRunner();

  @AfterAll
  static void end() {
    RUNNER.close();
  }

  private static Scenario parsed(String text) throws ScenarioProblems {
    return ScenarioLoader.parse("title = t, duration = 1s\n" + text, "t.conf");
  }

  private static List<Cycle> cycles(Scenario scenario, ClosePolicy close) {
    return StepOrder.of(scenario, close).cycles();
  }

  private static CyclesSought sought(Scenario scenario, ClosePolicy close) {
    return CyclesSought.of(
        RUNNER, scenario, close, cycles(scenario, close), CyclesSought.SCHEDULES);
  }

  private static String task(String name, String steps) {
    return "tasks." + name + " { context = kthread, run = [ " + steps + " ] }\n";
  }

  private static String nested(String outer, String inner) {
    return "mutex_lock %1$s, mutex_lock %2$s, mutex_unlock %2$s, mutex_unlock %1$s"
        .formatted(outer, inner);
  }

  @Test
  void cycleIsFoundInTheScheduleThatExploreCallsSo() throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.loadShipped("vm/munmap-under-mmap-lock");
    CyclesSought sought = sought(scenario, ClosePolicy.SYNC);
    Setting setting =
        new Setting(scenario, ClosePolicy.SYNC, Timing.ANY, new RunLimits(Setting.RUNS, Map.of()));
    long first =
        Exploration.firstFailing(
                RUNNER, setting, new Exploration.Order(Mix.MIXED, scenario.seed(), 40))
            .orElseThrow();
    assertThat(sought.hang()).hasValue(first);
    assertThat(sought.cycles()).containsValue(first);
    assertThat(sought.cycles().keySet())
        .containsExactlyInAnyOrderElementsOf(cycles(scenario, ClosePolicy.SYNC));
  }

  @Test
  void cycleThatAnotherLockKeepsFromComingAboutIsNotFound() throws ScenarioProblems {
    Scenario scenario =
        parsed(
            task("t", "mutex_lock g, " + nested("a", "b") + ", mutex_unlock g")
                + task("u", "mutex_lock g, " + nested("b", "a") + ", mutex_unlock g"));
    assertThat(cycles(scenario, ClosePolicy.SYNC)).hasSize(1);
    CyclesSought sought = sought(scenario, ClosePolicy.SYNC);
    assertThat(sought.hang()).isEmpty();
    assertThat(sought.cycles()).isEmpty();
    assertThat(sought.schedules()).isEqualTo(CyclesSought.SCHEDULES);
  }

  /** So a hang of the one says nothing of the other. */
  @Test
  void ofTwoCyclesOnlyThatIsFoundWhichComesAbout() throws ScenarioProblems {
    Scenario scenario =
        parsed(
            task("t", "mutex_lock g, " + nested("a", "b") + ", mutex_unlock g")
                + task("u", "mutex_lock g, " + nested("b", "a") + ", mutex_unlock g")
                + task("v", nested("c", "d"))
                + task("w", nested("d", "c")));
    CyclesSought sought = sought(scenario, ClosePolicy.SYNC);
    assertThat(sought.hang()).isPresent();
    assertThat(sought.cycles().keySet()).hasSize(1);
    assertThat(sought.cycles().keySet().iterator().next().toString()).contains("c", "d");
  }

  @Test
  void mostDeadlocksThatShippedScenariosExpectAreFoundWithinASecondEach() throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<String> slow = new ArrayList<>();
    int cycles = 0;
    int found = 0;
    for (String name : ScenarioLoader.shipped()) {
      Scenario scenario = ScenarioLoader.loadShipped(name);
      long begun = threads.getCurrentThreadCpuTime();
      for (ClosePolicy close : scenario.expect().keySet()) {
        Order order = StepOrder.of(scenario, close);
        if (order.answer() != Order.Answer.PROVED) {
          CyclesSought sought = sought(scenario, close);
          cycles += order.cycles().isEmpty() ? 0 : 1;
          found += sought.cycles().isEmpty() ? 0 : 1;
          assertThat(sought.hang().isPresent() || sought.cycles().isEmpty()).isTrue();
        }
      }
      if (threads.getCurrentThreadCpuTime() - begun > A_SECOND) {
        slow.add(name);
      }
    }
    assertThat(slow).isEmpty();
    assertThat(found).isGreaterThan(cycles / 2);
  }
}
