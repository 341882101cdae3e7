package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.junit.jupiter.api.Test;

/** What {@code order --json} writes. */
class OrderJsonTest {

  private static final Path REFERENCE = Path.of("../docs/json.md");

  private static JsonNode json(String name) throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    List<OrderOutcome> outcomes = new ArrayList<>();
    for (ClosePolicy close : ClosePolicy.values()) {
      outcomes.add(OrderOutcome.of(scenario, close, StepOrder.of(scenario, close)));
    }
    String text = OrderJson.of(scenario, outcomes, OrderOutcome.exitCode(outcomes)).toString();
    return new ObjectMapper().readTree(text);
  }

  private static void collect(JsonNode json, String path, Set<String> to) {
    if (json.isArray()) {
      json.forEach(one -> collect(one, path + "[]", to));
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      to.add(key);
      collect(field.getValue(), key, to);
    }
  }

  @Test
  void everyFieldHasARowInTheReference() throws Exception {
    Set<String> written = new TreeSet<>();
    collect(json("vm/munmap-under-mmap-lock"), "", written);
    collect(json("regressions/completion-by-task-work"), "", written);
    Set<String> documented = new TreeSet<>();
    String page = Files.readString(REFERENCE);
    Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(page.substring(page.indexOf("## An order")))
        .results()
        .forEach(match -> documented.add(match.group(1)));
    assertThat(written).isEqualTo(documented);
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
