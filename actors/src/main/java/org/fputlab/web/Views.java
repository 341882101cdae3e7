package org.fputlab.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.fputlab.report.TaskJson;
import org.fputlab.scenario.running.LiveRun;
import org.fputlab.scenario.running.LiveState;
import org.fputlab.scenario.text.NearestWord;
import org.fputlab.watch.TaskState;
import org.fputlab.web.EventRing.Kind;

/** What can be seen of a live run. */
final class Views {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What a stream can be asked for; that something was missed it says unasked. */
  private static final Map<String, Kind> KINDS = kinds();

  private final LiveRun run;
  private final LogLevels levels;
  private final EventRing ring;
  private final Past past;
  private final ArrayNode knownFaults;
  private final AtomicInteger streams = new AtomicInteger();

  Views(LiveRun run, LogLevels levels, EventRing ring, Past past) {
    this.run = run;
    this.levels = levels;
    this.ring = ring;
    this.past = past;
    this.knownFaults = FaultsJson.known(run.scenario().kernel());
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.page("/", call -> page()),
        Endpoint.get("/state", call -> Answers.json(200, state(run.state()))),
        Endpoint.get("/mailboxes", call -> mailboxes(run.state())),
        Endpoint.get("/tasks", call -> tasks(run.state())),
        Endpoint.get("/tasks/{name}", call -> task(call.parameter(), run.state())),
        Endpoint.get("/findings", call -> findings(run.state())),
        Endpoint.get("/faults", call -> Answers.json(200, faults(run.state()))),
        Endpoint.get("/live", this::live),
        Endpoint.get("/past", call -> Answers.json(200, past.json())),
        Endpoint.page("/events", this::events),
        Endpoint.get("/metrics", call -> metrics()),
        Endpoint.file("/openapi.json", call -> shipped("openapi.json")));
  }

  private static HttpResponse page() {
    return shipped("index.html");
  }

  private static HttpResponse shipped(String file) {
    return Pages.file(file).orElseThrow(() -> new Refusal(404, "there is no " + file));
  }

  private ObjectNode state(LiveState state) {
    return StateJson.of(run, state, levels.levels());
  }

  private static ObjectNode at(LiveState state) {
    return NODES.objectNode().put("now_ns", state.machine().at());
  }

  private static HttpResponse mailboxes(LiveState state) {
    ObjectNode node = at(state);
    node.set("mailboxes", MachineJson.mailboxes(state.machine().mailboxes()));
    return Answers.json(200, node);
  }

  private static HttpResponse tasks(LiveState state) {
    ObjectNode node = at(state);
    node.set("tasks", TaskJson.of(state.machine().tasks(), true));
    return Answers.json(200, node);
  }

  private HttpResponse task(String name, LiveState state) {
    List<TaskState> tasks = state.machine().tasks();
    for (TaskState task : tasks) {
      if (task.name().equals(name)) {
        ObjectNode node = TaskJson.of(task, true);
        node.set("tree", TaskJson.texts(run.waitTree(name)));
        return Answers.json(200, node);
      }
    }
    List<String> names = tasks.stream().map(TaskState::name).toList();
    throw new Refusal(404, "unknown task " + name + "." + NearestWord.question(name, names))
        .known(names);
  }

  private static HttpResponse findings(LiveState state) {
    ObjectNode node = at(state);
    node.put("verdict", state.machine().verdict().word());
    node.set("findings", MachineJson.findings(state.machine().findings()));
    return Answers.json(200, node);
  }

  private ObjectNode faults(LiveState state) {
    ObjectNode node = at(state);
    node.set("active", FaultsJson.active(state.faults(), state.machine().at()));
    node.set("known", knownFaults);
    return node;
  }

  private HttpResponse live(Call call) {
    LiveState state = run.state();
    boolean whole = !call.query("stacks").orElse("1").equals("0");
    ObjectNode node = NODES.objectNode();
    node.set("state", state(state));
    node.set("mailboxes", MachineJson.mailboxes(state.machine().mailboxes()));
    node.set("tasks", TaskJson.of(state.machine().tasks(), whole));
    node.set("findings", MachineJson.findings(state.machine().findings()));
    node.set("faults", faults(state));
    return Answers.json(200, node);
  }

  private HttpResponse metrics() {
    ContentType type = ContentTypes.parse(Metrics.CONTENT_TYPE);
    String text = Metrics.of(run, run.state(), streams.get(), ring.last());
    return Answers.of(200, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse events(Call call) {
    long after = after(call);
    return Answers.events(
        EventStream.of(ring, kinds(call), after)
            .watchTermination(
                (used, done) -> {
                  streams.incrementAndGet();
                  return done.whenComplete((ended, failure) -> streams.decrementAndGet());
                }));
  }

  /** Without a number, what comes from now on; a number of another run means all that is kept. */
  private long after(Call call) {
    long last = ring.last();
    String asked =
        call.query("after").or(() -> call.header("Last-Event-ID")).orElse(String.valueOf(last));
    if (!asked.matches("\\d{1,18}")) {
      throw new Refusal(400, "after = " + asked + ": is not the number of an event")
          .problem(
              "after", asked, "is not the number of an event", "Write a number from 0", List.of());
    }
    long after = Long.parseLong(asked);
    return after > last ? 0 : after;
  }

  private static Set<Kind> kinds(Call call) {
    Set<String> known = KINDS.keySet();
    Set<Kind> kinds = new LinkedHashSet<>();
    for (String word : call.query("kinds").orElse(String.join(",", known)).split(",", -1)) {
      Kind kind = KINDS.get(word);
      if (kind == null) {
        String hint = NearestWord.hint(word, known);
        throw new Refusal(400, "unknown kind " + word + ". " + hint)
            .problem("kinds", word, "unknown kind " + word, hint, known);
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    Stream.of(Kind.values())
        .filter(kind -> kind != Kind.MISSED)
        .forEach(kind -> kinds.put(kind.word(), kind));
    return Collections.unmodifiableMap(kinds);
  }
}
