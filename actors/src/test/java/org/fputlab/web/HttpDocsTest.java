package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fputlab.DocBlock;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/http.md} says is what the server does. */
class HttpDocsTest {

  private static final Pattern HEADING = Pattern.compile("## GET (/\\w+)");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

  /** Objects whose keys are the scenario's own, or are described elsewhere. */
  private static final Set<String> OTHERS =
      Set.of("log", "figures", "settings", "state", "mailboxes", "tasks", "findings", "faults");

  private Served served;

  @BeforeEach
  void serve() {
    served = Served.onLoopback();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static Map<String, Set<String>> documented() {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    Set<String> section = new TreeSet<>();
    for (String line : DocBlock.page("http.md")) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        section = new TreeSet<>();
      }
      if (heading.matches()) {
        keys.put(heading.group(1), section);
      } else if (row.matches()) {
        section.add(row.group(1));
      }
    }
    return keys;
  }

  private static void collect(JsonNode node, String path, Set<String> to) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, path + "[]", to));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      to.add(key);
      collect(field.getValue(), key, to);
    }
  }

  private Set<String> keys(String path) {
    JsonNode answer = served.get(path).is(200).json();
    Set<String> keys = new TreeSet<>();
    collect(answer, "", keys);
    return keys;
  }

  private static void inject(Served served, String fault) {
    served.send("POST", "/faults", fault).is(201);
  }

  @Test
  void everyKeyIsInTheReferenceAndNoOther() {
    inject(served, "{\"on\":\"afs-server\",\"do\":\"slow\",\"by\":10}");
    Map<String, Set<String>> documented = documented();
    assertThat(documented)
        .containsOnlyKeys(
            "/state",
            "/mailboxes",
            "/tasks",
            "/findings",
            "/faults",
            "/live",
            "/past",
            "/events",
            "/metrics");
    for (String path :
        List.of("/state", "/mailboxes", "/tasks", "/findings", "/faults", "/live", "/past")) {
      assertThat(documented.get(path)).as(path).isEqualTo(withoutOthers(path));
    }
  }

  private Set<String> withoutOthers(String path) {
    Set<String> keys = keys(path);
    boolean whole = path.equals("/live");
    keys.removeIf(
        key ->
            OTHERS.stream()
                .filter(other -> whole || !path.equals("/" + other))
                .anyMatch(other -> key.matches("(?:.*\\.)?" + other + "(?:\\[])?\\..*")));
    return keys;
  }

  @Test
  void keysStandInTheOrderOfTheReference() {
    List<String> rows =
        DocBlock.page("http.md").stream()
            .dropWhile(line -> !line.equals("## GET /state"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1))
            .filter(key -> !key.contains("."))
            .toList();
    assertThat(served.get("/state").json().fieldNames()).toIterable().isEqualTo(rows);
  }

  @Test
  void exchangesShownAreThoseThatHappen() throws JsonProcessingException {
    List<DocBlock> blocks = DocBlock.all("http");
    assertThat(blocks).isNotEmpty();
    for (DocBlock block : blocks) {
      List<String> lines = block.text().lines().toList();
      int gap = lines.indexOf("");
      String[] request = lines.get(0).split(" ", 2);
      String body = String.join("\n", lines.subList(1, gap));
      Served.Answer answer = served.send(request[0], request[1], body);
      answer.is(Integer.parseInt(lines.get(gap + 1)));
      String shown = String.join("\n", lines.subList(gap + 2, lines.size()));
      JsonNode expected = new ObjectMapper().readTree(shown);
      assertThat((ObjectNode) answer.json()).as("%s", block).isEqualTo(expected);
    }
  }

  private static List<String> wordsOf(String key) {
    String row =
        DocBlock.page("http.md").stream()
            .filter(line -> line.startsWith("| `" + key + "` |") && line.indexOf('`', 9) > 0)
            .reduce((first, last) -> last)
            .orElseThrow();
    return Pattern.compile("`(\\w+)`")
        .matcher(row.substring(row.indexOf('|', 1)))
        .results()
        .map(word -> word.group(1))
        .toList();
  }

  private static List<String> words(Enum<?>[] constants) {
    return Stream.of(constants).map(MachineJson::word).toList();
  }

  @Test
  void whatAFieldCanSayIsDocumented() {
    assertThat(wordsOf("verdict")).isEqualTo(words(Verdict.values()));
    assertThat(wordsOf("tasks[].state")).isEqualTo(words(TaskRow.State.values()));
    assertThat(wordsOf("tasks[].waits_for.sleep")).isEqualTo(words(Sleep.values()));
  }
}
