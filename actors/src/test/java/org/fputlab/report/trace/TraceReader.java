package org.fputlab.report.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a trace by what the Trace Event Format says of it, and knows nothing of who wrote it: which
 * fields each phase has, that what begins on a track ends there, the last begun first, that times
 * of a track do not go back, and that an arrow leaves one open slice and comes to another.
 */
final class TraceReader {

  /** A slice that was read; times in nanoseconds. */
  record Slice(String thread, String name, long begun, long ended, JsonNode arguments) {}

  /** An arrow from one thread to another. */
  record Arrow(String from, String to, long at) {}

  private final Map<String, String> threads = new LinkedHashMap<>();
  private final Set<Long> processes = new LinkedHashSet<>();
  private final Map<String, Deque<JsonNode>> open = new LinkedHashMap<>();
  private final Map<String, Long> last = new LinkedHashMap<>();
  private final Map<Long, JsonNode> leaving = new LinkedHashMap<>();
  private final List<Slice> slices = new ArrayList<>();
  private final List<Arrow> arrows = new ArrayList<>();
  private final Map<String, List<Long>> counters = new LinkedHashMap<>();
  private final List<String> marks = new ArrayList<>();
  private final JsonNode said;

  TraceReader(byte[] file) throws IOException {
    JsonNode trace = new ObjectMapper().readTree(file);
    assertThat(trace.path("displayTimeUnit").asText()).isIn("ns", "ms");
    assertThat(trace.path("traceEvents").isArray()).isTrue();
    trace.get("traceEvents").forEach(this::event);
    said = trace.path("otherData");
    open.forEach((track, slice) -> assertThat(slice).as("open on " + track).isEmpty());
    assertThat(leaving).as("arrows that come nowhere").isEmpty();
  }

  private static String track(JsonNode event) {
    return event.get("pid").asLong() + "/" + event.get("tid").asLong();
  }

  private static long at(JsonNode event) {
    return Math.round(event.get("ts").asDouble() * 1000);
  }

  private void event(JsonNode event) {
    assertThat(event.path("pid").isIntegralNumber()).as("%s", event).isTrue();
    assertThat(event.path("tid").isIntegralNumber()).as("%s", event).isTrue();
    assertThat(event.path("ts").isNumber()).as("%s", event).isTrue();
    String phase = event.path("ph").asText();
    if (phase.equals("M")) {
      named(event);
      return;
    }
    assertThat(processes).as("%s", event).contains(event.get("pid").asLong());
    if (phase.equals("C")) {
      counter(event);
      return;
    }
    String track = track(event);
    assertThat(threads).as("%s", event).containsKey(track);
    assertThat(at(event)).as("%s", event).isGreaterThanOrEqualTo(last.getOrDefault(track, 0L));
    last.put(track, at(event));
    Deque<JsonNode> stack = open.computeIfAbsent(track, none -> new ArrayDeque<>());
    switch (phase) {
      case "B" -> {
        assertThat(event.path("name").asText()).as("%s", event).isNotEmpty();
        stack.push(event);
      }
      case "E" -> {
        assertThat(stack).as("%s", event).isNotEmpty();
        JsonNode begun = stack.pop();
        slices.add(
            new Slice(
                threads.get(track),
                begun.get("name").asText(),
                at(begun),
                at(event),
                begun.path("args")));
      }
      case "s" -> {
        assertThat(stack).as("%s", event).isNotEmpty();
        assertThat(leaving.put(event.get("id").asLong(), event)).as("%s", event).isNull();
      }
      case "f" -> arrow(event, stack);
      case "i" -> marks.add(event.path("name").asText());
      default -> throw new AssertionError("no phase of the format is used so: " + event);
    }
  }

  private void named(JsonNode event) {
    String name = event.path("args").path("name").asText();
    assertThat(name).as("%s", event).isNotEmpty();
    if (event.path("name").asText().equals("process_name")) {
      processes.add(event.get("pid").asLong());
    } else {
      assertThat(event.path("name").asText()).isEqualTo("thread_name");
      threads.put(track(event), name);
    }
  }

  private void counter(JsonNode event) {
    String name = event.path("name").asText();
    assertThat(event.path("args").path("n").isIntegralNumber()).as("%s", event).isTrue();
    assertThat(at(event)).isGreaterThanOrEqualTo(last.getOrDefault("counter " + name, 0L));
    last.put("counter " + name, at(event));
    counters
        .computeIfAbsent(name, none -> new ArrayList<>())
        .add(event.get("args").get("n").asLong());
  }

  private void arrow(JsonNode event, Deque<JsonNode> stack) {
    assertThat(event.path("bp").asText()).as("it binds to the open slice").isEqualTo("e");
    assertThat(stack).as("%s", event).isNotEmpty();
    JsonNode from = leaving.remove(event.get("id").asLong());
    assertThat(from).as("%s", event).isNotNull();
    for (String field : List.of("cat", "name")) {
      assertThat(from.get(field)).as("%s", event).isEqualTo(event.get(field));
    }
    assertThat(at(from)).isLessThanOrEqualTo(at(event));
    arrows.add(new Arrow(threads.get(track(from)), threads.get(track(event)), at(event)));
  }

  List<Slice> slices() {
    return slices;
  }

  List<Slice> named(String name) {
    return slices.stream().filter(slice -> slice.name.equals(name)).toList();
  }

  List<Arrow> arrows() {
    return arrows;
  }

  Map<String, List<Long>> counters() {
    return counters;
  }

  List<String> marks() {
    return marks;
  }

  String said(String key) {
    return said.path(key).asText();
  }
}
