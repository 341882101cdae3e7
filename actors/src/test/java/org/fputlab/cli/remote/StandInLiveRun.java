package org.fputlab.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.fputlab.scenario.text.NearestWord;
import org.jspecify.annotations.Nullable;

/** Answers as a live run does, from a file; knows of faults only their numbers and targets. */
public final class StandInLiveRun implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Every request with its body, as in {@code POST /faults {"on":"nfsd"}}. */
  public final List<String> requests = new ArrayList<>();

  private final ObjectNode live;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<HttpExchange> followers = new ArrayList<>();
  private @Nullable String token;
  private int begun;

  private StandInLiveRun(ObjectNode live, int port) throws IOException {
    this.live = live;
    begun = faults().path("active").size();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A run in which the AFS server hangs and three nfsd threads wait. */
  public static StandInLiveRun whereTheServerHangs() throws IOException {
    return at(0);
  }

  /** The same at a port of one's choice. */
  public static StandInLiveRun at(int port) throws IOException {
    return new StandInLiveRun(sample(), port);
  }

  /** What {@code GET /live} answers where the AFS server hangs. */
  public static ObjectNode sample() {
    try (InputStream file =
        StandInLiveRun.class.getResourceAsStream("/live/afs-server-hangs.json")) {
      return (ObjectNode) MAPPER.readTree(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The same as a view. */
  public static LiveView sampleView() {
    return view(sample());
  }

  /** Any answer to {@code GET /live} as a view. */
  public static LiveView view(JsonNode live) {
    try {
      return Answers.as(LiveView.class, live);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Wants a token from now on. */
  public StandInLiveRun wanting(String secret) {
    token = secret;
    return this;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The run as a whole, to be changed. */
  public synchronized ObjectNode state() {
    return (ObjectNode) live.path("state");
  }

  /** Ends as a run does: with the last event, then no more. */
  public synchronized void end(String verdict) throws IOException {
    state().put("over", true).put("verdict", verdict);
    for (HttpExchange follower : followers) {
      String event = "id: 1\nevent: end\ndata: {\"verdict\":\"%s\",\"exit_code\":0}\n\n";
      follower.getResponseBody().write(event.formatted(verdict).getBytes(StandardCharsets.UTF_8));
      follower.close();
    }
    followers.clear();
  }

  /** Tells whoever follows it something. */
  public synchronized void tell(String event, String data)
      throws IOException, InterruptedException {
    while (followers.isEmpty()) {
      wait();
    }
    for (HttpExchange follower : followers) {
      String text = "event: %s\ndata: %s\n\n".formatted(event, data);
      follower.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
      follower.getResponseBody().flush();
    }
  }

  /** Goes away without a word. */
  @Override
  public synchronized void close() {
    followers.forEach(HttpExchange::close);
    server.stop(0);
    threads.shutdownNow();
  }

  /** Whether somebody follows the events. */
  public synchronized boolean isFollowed() {
    return !followers.isEmpty();
  }

  /** Waits until this was asked for. */
  public synchronized void awaitRequest(String request) throws InterruptedException {
    while (!requests.contains(request)) {
      wait();
    }
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    requests.add((method + " " + exchange.getRequestURI() + " " + body).strip());
    notifyAll();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (token != null && !("Bearer " + token).equals(authorization)) {
      answer(exchange, 401, error("a token is wanted"));
    } else if (path.equals("/events")) {
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      followers.add(exchange);
      notifyAll();
    } else if (method.equals("GET")) {
      get(exchange, path);
    } else if (path.equals("/faults")) {
      inject(exchange, (ObjectNode) MAPPER.readTree(body));
    } else if (path.equals("/log")) {
      answer(exchange, 200, MAPPER.readTree(body));
    } else if (path.equals("/faults/reset")) {
      reset(exchange);
    } else {
      lift(exchange, Integer.parseInt(path.replace("/faults/", "")));
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    JsonNode found =
        path.equals("/live")
            ? asked(live.deepCopy(), exchange.getRequestURI().getQuery())
            : path.startsWith("/tasks/") ? task(path.substring(7)) : live.path(path.substring(1));
    if (found.isMissingNode()) {
      answer(exchange, 404, error("there is no " + path));
    } else {
      answer(exchange, 200, found);
    }
  }

  /** As {@code ?stacks=0} asks for, or not; a tree has only a task that is asked for alone. */
  private static JsonNode asked(ObjectNode all, @Nullable String query) {
    List<String> left =
        "stacks=0".equals(query) ? List.of("stack", "holds", "tree") : List.of("tree");
    all.path("tasks").forEach(task -> ((ObjectNode) task).remove(left));
    return all;
  }

  private JsonNode task(String name) {
    for (JsonNode task : live.path("tasks")) {
      if (task.path("name").asText().equals(name)) {
        return task;
      }
    }
    return MAPPER.missingNode();
  }

  private JsonNode faults() {
    return live.path("faults");
  }

  private void inject(HttpExchange exchange, ObjectNode asked) throws IOException {
    String on = asked.path("on").asText("machine");
    List<String> targets = new ArrayList<>();
    for (JsonNode known : faults().path("known")) {
      if (known.path("do").equals(asked.path("do"))) {
        known.path("targets").forEach(target -> targets.add(target.asText()));
      }
    }
    if (!targets.contains(on)) {
      answer(exchange, 400, refusal("on", on, "unknown server", targets));
      return;
    }
    StringBuilder what = new StringBuilder(asked.path("do").asText());
    for (String name : List.of("by", "interval", "nth", "probability", "times", "for")) {
      what.append(asked.has(name) ? " " + name + " " + asked.path(name).asText() : "");
    }
    ObjectNode fault = MAPPER.createObjectNode().put("id", ++begun);
    fault.put("what", what.toString()).put("on", on);
    ObjectNode active = ((ArrayNode) faults().path("active")).addObject().setAll(fault);
    active
        .put("since_ns", 22_300_000_000L)
        .put("age_ns", 0)
        .set("left_ns", nanos(asked.path("for")));
    active.put("final", asked.path("do").asText().equals("kill"));
    answer(exchange, 201, fault);
  }

  /** A whole number of seconds, as in {@code 5s}, in nanoseconds; null where there is none. */
  private static JsonNode nanos(JsonNode seconds) {
    return seconds.isMissingNode()
        ? MAPPER.nullNode()
        : LongNode.valueOf(Long.parseLong(seconds.asText().replace("s", "")) * 1_000_000_000L);
  }

  private static ObjectNode refusal(String field, String value, String rule, List<String> legal) {
    ObjectNode refusal = error(rule + " " + value);
    ObjectNode problem = refusal.putArray("problems").addObject();
    problem.put("field", field).put("value", value).put("rule", rule);
    problem.put("hint", NearestWord.question(value, legal).strip());
    legal.forEach(problem.putArray("legal")::add);
    return refusal;
  }

  private void reset(HttpExchange exchange) throws IOException {
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode lifted = answer.putArray("lifted");
    for (Iterator<JsonNode> faults = faults().path("active").elements(); faults.hasNext(); ) {
      JsonNode fault = faults.next();
      if (!fault.path("final").asBoolean()) {
        lifted.add(fault.path("id").asInt());
        faults.remove();
      }
    }
    answer(exchange, 200, answer);
  }

  private void lift(HttpExchange exchange, int id) throws IOException {
    for (Iterator<JsonNode> faults = faults().path("active").elements(); faults.hasNext(); ) {
      JsonNode fault = faults.next();
      if (fault.path("id").asInt() == id && fault.path("final").asBoolean()) {
        answer(exchange, 409, error("fault " + id + " is a kill: it cannot be lifted"));
        return;
      } else if (fault.path("id").asInt() == id) {
        faults.remove();
        answer(exchange, 200, MAPPER.createObjectNode().put("id", id).put("lifted", true));
        return;
      }
    }
    answer(exchange, 404, error("no fault " + id + " is at work"));
  }

  private static ObjectNode error(String words) {
    return MAPPER.createObjectNode().put("error", words);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
