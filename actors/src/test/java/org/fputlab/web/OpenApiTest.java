package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.stream.Stream;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI file describes what the server does, all of it and nothing else. */
class OpenApiTest {

  private static final Path FILE = Path.of("src/main/resources/web/openapi.json");
  private static final String HANG = "{\"on\":\"afs-server\",\"do\":\"hang\",\"for\":\"15s\"}";
  private static final String LONG = " ".repeat(70_000);

  /** A request, and what follows the {@code ?} with it. */
  private record Asked(String method, String path, String body) {
    String withoutQuery() {
      return path.replaceFirst("\\?.*", "");
    }
  }

  private static final List<Asked> OF_A_RUN =
      List.of(
          new Asked("GET", "/", ""),
          new Asked("POST", "/faults", HANG),
          new Asked("POST", "/faults", "{\"on\":\"nfsd-1\",\"do\":\"kill\"}"),
          new Asked("POST", "/faults", "{\"on\":\"afs-server\",\"do\":\"slow\",\"by\":10}"),
          new Asked("POST", "/faults", "{\"do\":\"hang\"}"),
          new Asked("POST", "/faults", "{"),
          new Asked("POST", "/faults", LONG),
          new Asked("GET", "/state", ""),
          new Asked("GET", "/mailboxes", ""),
          new Asked("GET", "/tasks", ""),
          new Asked("GET", "/tasks/nfsd-0", ""),
          new Asked("GET", "/tasks/nobody", ""),
          new Asked("GET", "/findings", ""),
          new Asked("GET", "/faults", ""),
          new Asked("GET", "/live", ""),
          new Asked("GET", "/live?stacks=0", ""),
          new Asked("DELETE", "/faults/1", ""),
          new Asked("DELETE", "/faults/1", ""),
          new Asked("DELETE", "/faults/2", ""),
          new Asked("POST", "/faults/reset", ""),
          new Asked("GET", "/events?kinds=none", ""),
          new Asked("GET", "/metrics", ""),
          new Asked("GET", "/past", ""),
          new Asked("PUT", "/log", "{\"nfsd\":\"debug\"}"),
          new Asked("PUT", "/log", "{\"nfsd\":\"loud\"}"),
          new Asked("PUT", "/log", LONG),
          new Asked("POST", "/stop", ""),
          new Asked("GET", "/openapi.json", ""));

  private static final List<Asked> OF_A_RUN_THAT_IS_OVER =
      List.of(
          new Asked("POST", "/faults", HANG),
          new Asked("DELETE", "/faults/1", ""),
          new Asked("POST", "/faults/reset", ""),
          new Asked("GET", "/events?after=0", ""));

  private static Served served;
  private static JsonNode api;
  private static List<Endpoint> endpoints;

  @BeforeAll
  static void serve() throws IOException {
    served = Served.onLoopback();
    String text = Files.readString(FILE).replace("#/components/schemas/", "#/$defs/");
    api = new ObjectMapper().readTree(text);
    endpoints =
        LiveServer.endpoints(served.run, served.levels, new EventRing(Runnable::run), new Past());
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private static JsonNode operation(String method, String path) {
    return api.get("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method ->
                  described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()));
    }
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            endpoints.stream().map(one -> one.method() + " " + one.path()).toList());
  }

  @Test
  void everyDescribedAnswerIsGivenAndNoOther() {
    Set<String> seen = new TreeSet<>();
    OF_A_RUN.forEach(asked -> seen.add(checked(asked)));
    served.run.end(Verdict.OK);
    OF_A_RUN_THAT_IS_OVER.forEach(asked -> seen.add(checked(asked)));
    Set<String> described = new TreeSet<>();
    endpoints.forEach(
        one ->
            operation(one.method(), one.path())
                .get("responses")
                .fieldNames()
                .forEachRemaining(
                    status -> described.add(one.method() + " " + one.path() + " " + status)));
    assertThat(seen).isEqualTo(described);
  }

  private static String checked(Asked asked) {
    Served.Answer answer = served.send(asked.method(), asked.path(), asked.body());
    String path = template(asked);
    JsonNode operation = operation(asked.method(), path);
    JsonNode content = operation.at("/responses/" + answer.status() + "/content");
    String type = answer.header("Content-Type").replaceFirst(";.*", "");
    assertThat(content.has(type)).as(asked + " " + answer.status() + " " + type).isTrue();
    if (type.equals("application/json")) {
      assertThat(mistakes(content.get(type).get("schema"), answer.json()))
          .as("%s", asked)
          .isEmpty();
    }
    if (answer.status() < 300 && !asked.body().isEmpty()) {
      JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
      JsonNode sent = new Served.Answer(0, asked.body(), null).json();
      assertThat(mistakes(schema, sent)).as("%s", asked).isEmpty();
    }
    return asked.method() + " " + path + " " + answer.status();
  }

  private static String template(Asked asked) {
    String path = asked.withoutQuery();
    List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    segments.remove("");
    return endpoints.stream()
        .filter(one -> one.method().equals(asked.method()) && one.match(segments).isPresent())
        .findFirst()
        .orElseThrow()
        .path();
  }

  private static List<String> mistakes(JsonNode schema, JsonNode json) {
    ObjectNode whole = schema.deepCopy();
    whole.set("$defs", api.at("/components/schemas"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole)
        .validate(json)
        .stream()
        .map(String::valueOf)
        .toList();
  }

  @Test
  void schemasRefuseWhatIsNotDescribed() {
    ObjectNode state = (ObjectNode) served.get("/state").json();
    JsonNode schema = api.at("/components/schemas/State");
    assertThat(mistakes(schema, state)).isEmpty();
    state.put("surplus", 1);
    assertThat(mistakes(schema, state)).hasSize(1);
    state.remove(List.of("surplus", "verdict"));
    assertThat(mistakes(schema, state)).hasSize(1);
  }

  private static List<String> words(Enum<?>[] constants) {
    return Stream.of(constants).map(MachineJson::word).toList();
  }

  private static List<String> legal(String schema) {
    List<String> legal = new ArrayList<>();
    JsonNode words = api.at(schema + "/enum");
    words.forEach(word -> legal.add(word.asText()));
    return legal;
  }

  @Test
  void whatAFieldCanSayIsWhatTheProgramKnows() {
    String schemas = "/components/schemas/";
    for (String task : List.of("Task", "BriefTask", "TaskWithTree")) {
      String properties = schemas + task + "/properties/";
      assertThat(legal(properties + "state")).isEqualTo(words(TaskRow.State.values()));
      assertThat(legal(properties + "waits_for/properties/sleep")).isEqualTo(words(Sleep.values()));
    }
    List<String> verdicts = words(Verdict.values());
    assertThat(legal(schemas + "State/properties/verdict")).isEqualTo(verdicts);
    assertThat(legal(schemas + "Finding/properties/implies")).isEqualTo(verdicts);
    assertThat(
            legal(
                "/paths/~1findings/get/responses/200/content/application~1json/schema"
                    + "/properties/verdict"))
        .isEqualTo(verdicts);
    assertThat(legal(schemas + "Finding/properties/kind")).isEqualTo(words(Finding.Kind.values()));
  }
}
