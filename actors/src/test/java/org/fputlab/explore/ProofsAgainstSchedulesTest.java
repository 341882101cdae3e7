package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.sim.Timing;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.RandomProgram;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;

/**
 * Random programs of which the steps prove that nobody waits forever: no schedule may find that
 * somebody does. {@code -Dfputlab.programs=2000} tries so many programs, {@code
 * -Dfputlab.first=1000} from that seed on, {@code -Dfputlab.schedules=50} so many schedules each.
 */
class ProofsAgainstSchedulesTest {

  private static final int PROGRAMS = Integer.getInteger("fputlab.programs", 200);
  private static final int FIRST = Integer.getInteger("fputlab.first", 0);
  private static final int SCHEDULES = Integer.getInteger("fputlab.schedules", 2);

  private static Scenario program(int seed) throws ScenarioProblems {
    String text = seed % 3 == 0 ? RandomProgram.of(seed, false) : RandomProgram.withoutEvents(seed);
    return ScenarioLoader.parse(text, "program-" + seed + ".conf");
  }

  /**
   * Where steps that may sleep are walked in a section that forbids it, nothing is said of that.
   */
  private static boolean isProved(Scenario scenario) {
    Order order = StepOrder.of(scenario, scenario.kernel().close());
    return order.answer() == Order.Answer.PROVED && !order.atomic();
  }

  private static boolean isFound(ScheduleRunner runner, Scenario scenario) {
    Setting setting =
        new Setting(
            scenario, scenario.kernel().close(), Timing.ANY, new RunLimits(Setting.RUNS, Map.of()));
    return Exploration.firstFailing(runner, setting, new Exploration.Order(Mix.MIXED, 1, SCHEDULES))
        .isPresent();
  }

  @Test
  void programThatIsProvedHangsInNoSchedule() throws ScenarioProblems {
    List<String> found = new ArrayList<>();
    int proved = 0;
    ScheduleRunner runner = new ScheduleRunner();
    try {
      for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
        Scenario scenario = program(seed);
        if (isProved(scenario)) {
          proved++;
          if (isFound(runner, scenario)) {
            found.add("program " + seed);
          }
        }
      }
    } finally {
      runner.close();
    }
    assertThat(found).isEmpty();
    assertThat(proved).isGreaterThan(PROGRAMS / 10);
  }
}
