package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.engine.Pace;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.Test;

/** {@code docs/json.schema.json} describes what is written, with every field of the reference. */
class JsonSchemaTest {

  private static final Path FILE = Path.of("../docs/json.schema.json");
  private static final long SECOND = 1_000_000_000L;

  private static JsonNode schema() throws IOException {
    return new ObjectMapper().readTree(Files.readString(FILE));
  }

  private static List<String> complaints(JsonNode json) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
    return schema.validate(json).stream().map(String::valueOf).toList();
  }

  /** As a reader of the file sees it. */
  private static JsonNode written(JsonNode json) throws IOException {
    return new ObjectMapper().readTree(json.toString());
  }

  @Test
  void runsOfShippedScenariosAreAsTheSchemaSays() throws Exception {
    for (String name : List.of("nfsd/outruns-delayed-fput", "afs/silly-remove-server-hangs")) {
      Scenario scenario = ScenarioLoader.loadShipped(name);
      List<RunResult> results = new ArrayList<>();
      try (Runner runner = new Runner()) {
        for (ClosePolicy close : List.of(ClosePolicy.DEFERRED, ClosePolicy.SYNC)) {
          RunOptions options = new RunOptions(close, 1, 20 * SECOND);
          results.add(runner.run(scenario, options, RunListener.NONE));
          RunResult last = results.get(results.size() - 1);
          assertThat(complaints(written(RunJson.of(last, options)))).isEmpty();
        }
      }
      assertThat(complaints(written(RunJson.compare(results, 20 * SECOND)))).isEmpty();
    }
  }

  @Test
  void liveRunIsAsTheSchemaSays() throws IOException {
    SampleRun live =
        SampleRun.under(ClosePolicy.SYNC)
            .atWork(2, "afs-server", "hang", 3)
            .live(new Pace(10, 6.3, 0, SECOND), 1, "run.rec");
    assertThat(complaints(written(RunJson.of(live.result(), live.options())))).isEmpty();
  }

  @Test
  void whatIsWrittenOtherwiseIsNotTakenForARun() throws IOException {
    SampleRun sample = SampleRun.under(ClosePolicy.SYNC);
    ObjectNode run = RunJson.of(sample.result(), sample.options());
    assertThat(complaints(run.deepCopy().put("verdict", "fine"))).isNotEmpty();
    assertThat(complaints(run.deepCopy().put("trace_hash", "1"))).isNotEmpty();
    assertThat(complaints(run.deepCopy().without("version"))).isNotEmpty();
    assertThat(complaints(run.deepCopy().put("format", "fputlab-run/2"))).isNotEmpty();
  }

  @Test
  void schemaHasTheFieldsOfTheReference() throws IOException {
    JsonNode schema = schema();
    Set<String> fields = new TreeSet<>();
    collect(schema, schema.at("/$defs/run"), "", fields);
    ObjectNode compare = schema.at("/$defs/compare").deepCopy();
    ((ObjectNode) compare.at("/properties/runs")).remove("items");
    collect(schema, compare, "", fields);
    assertThat(fields).isEqualTo(JsonReference.documented("A run", "A comparison"));
  }

  private static void collect(JsonNode schema, JsonNode of, String path, Set<String> to) {
    if (of.has("$ref")) {
      collect(schema, schema.at(of.get("$ref").asText().substring(1)), path, to);
    }
    of.path("oneOf").forEach(one -> collect(schema, one, path, to));
    if (of.has("items")) {
      collect(schema, of.get("items"), path + "[]", to);
    }
    for (Map.Entry<String, JsonNode> field : of.path("properties").properties()) {
      String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      to.add(key);
      collect(schema, field.getValue(), key, to);
    }
  }
}
