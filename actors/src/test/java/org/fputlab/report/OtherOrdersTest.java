package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;

/** What a run says of orders that it did not take. */
class OtherOrdersTest {

  private static List<String> hints(Scenario scenario, ClosePolicy close, long seed) {
    try (Runner runner = new Runner()) {
      RunOptions options = new RunOptions(close, seed, scenario.duration());
      return OtherOrders.hints(List.of(runner.run(scenario, options, RunListener.NONE)));
    }
  }

  @Test
  void waitsOfTasksThatAnotherOrderCouldCloseAreTold() throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.loadShipped("regressions/lockd-last-reference");
    assertThat(hints(scenario, ClosePolicy.SYNC, 1))
        .as("a seed with which nobody hangs")
        .containsExactly(
            "in another order it may hang, as far as steps tell: end of lockd-like -> s_umount(m)"
                + " -> end of lockd-like; ./fputlab explore scenarios/regressions/lockd-last-reference.conf"
                + " --close sync tries");
    assertThat(hints(scenario, ClosePolicy.SYNC, 3)).as("where it hangs the run says so").isEmpty();
    assertThat(hints(scenario, ClosePolicy.DEFERRED, 1)).as("proved from the steps").isEmpty();
  }

  @Test
  void whereTheFileSaysWhyNobodyHangsNothingIsAdded() throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.loadShipped("hazards/h19-each-close-needs-memory");
    assertThat(scenario.unproved()).containsKey(ClosePolicy.SYNC);
    assertThat(hints(scenario, ClosePolicy.SYNC, 1)).isEmpty();
  }
}
