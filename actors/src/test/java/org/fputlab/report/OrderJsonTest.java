package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.explore.CyclesSought;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.junit.jupiter.api.Test;

/** What {@code order --json} writes. */
class OrderJsonTest {

  private static final long SCHEDULES = 5;

  private static JsonNode json(String name) throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    List<OrderOutcome> outcomes = new ArrayList<>();
    try (ScheduleRunner runner = new ScheduleRunner()) {
      for (ClosePolicy close : ClosePolicy.values()) {
        Order order = StepOrder.of(scenario, close);
        OrderOutcome outcome = OrderOutcome.of(scenario, close, order);
        outcomes.add(
            outcome.isProved()
                ? outcome
                : outcome.with(
                    CyclesSought.of(runner, scenario, close, order.cycles(), SCHEDULES)));
      }
    }
    String text = OrderJson.of(scenario, outcomes, OrderOutcome.exitCode(outcomes)).toString();
    return new ObjectMapper().readTree(text);
  }

  @Test
  void everyFieldHasARowInTheReference() throws Exception {
    Set<String> written = new TreeSet<>();
    written.addAll(JsonReference.written(json("vm/munmap-under-mmap-lock")));
    written.addAll(JsonReference.written(json("regressions/completion-by-task-work")));
    assertThat(written).isEqualTo(JsonReference.documented("An order"));
  }

  @Test
  void answerAndEdgesAreThoseOfTheSteps() throws Exception {
    JsonNode sync = json("vm/munmap-under-mmap-lock").at("/policies/1");
    assertThat(sync.path("close").asText()).isEqualTo("sync");
    assertThat(sync.path("answer").asText()).isEqualTo("cycle");
    assertThat(sync.at("/cycles/0/found").asLong()).isEqualTo(2);
    assertThat(sync.at("/search/hangs").asLong()).isEqualTo(2);
    assertThat(json("vm/munmap-under-mmap-lock").at("/policies/0/search").isNull()).isTrue();
    assertThat(sync.at("/cycles/0/edges/1/asked_at").toString())
        .startsWith("[\"xfs_release\",\"__fput\",\"remove_vma\"");
  }
}
