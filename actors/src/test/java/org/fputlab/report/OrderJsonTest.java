package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.junit.jupiter.api.Test;

/** What {@code order --json} writes. */
class OrderJsonTest {

  private static JsonNode json(String name) throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    List<OrderOutcome> outcomes = new ArrayList<>();
    for (ClosePolicy close : ClosePolicy.values()) {
      outcomes.add(OrderOutcome.of(scenario, close, StepOrder.of(scenario, close)));
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
    assertThat(sync.at("/cycles/0/edges/1/asked_at").toString())
        .startsWith("[\"xfs_release\",\"__fput\",\"remove_vma\"");
  }
}
