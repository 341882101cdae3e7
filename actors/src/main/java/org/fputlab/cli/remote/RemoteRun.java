package org.fputlab.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A live run in another process, asked over HTTP. */
public final class RemoteRun {

  private static final String FORMAT = "fputlab-live/1";
  private static final String ANY_FORMAT = "fputlab-live/";
  private static final int OK = 200;
  private static final int REDIRECTS = 300;
  private static final int UNAUTHORIZED = 401;

  private final Connection connection;

  private RemoteRun(Connection connection) {
    this.connection = connection;
  }

  /**
   * The run that answers at an address.
   *
   * @throws Unavailable if none does, something else does, or it has ended
   */
  public static RemoteRun at(String host, int port, Optional<String> token) throws Unavailable {
    Connection connection = Connection.to(host, port, token);
    HttpResponse<String> answer = connection.send("GET", "/state", "");
    if (answer.statusCode() == UNAUTHORIZED) {
      throw Unavailable.none(
          "the live run at %s wants the token that it printed when it began: %s"
              .formatted(connection.address(), "--token T, or FPUTLAB_TOKEN in the environment"));
    }
    checkIsLive(answer, connection);
    return new RemoteRun(connection);
  }

  private static void checkIsLive(HttpResponse<String> answer, Connection connection)
      throws Unavailable {
    JsonNode state = Answers.object(answer.body()).orElseThrow(() -> connection.noLiveRun(""));
    String format = state.path("format").asText();
    if (!format.startsWith(ANY_FORMAT)) {
      throw connection.noLiveRun(state.path("error").asText());
    }
    if (!format.equals(FORMAT)) {
      throw Unavailable.none(
          "the live run at %s speaks %s, and this fputlab %s"
              .formatted(connection.address(), format, FORMAT));
    }
    if (state.path("over").asBoolean()) {
      throw Unavailable.none(
          "the live run at %s has ended. Verdict: %s"
              .formatted(connection.address(), state.path("verdict").asText()));
    }
  }

  /** Where it answers, as in {@code 127.0.0.1:8473}. */
  public String address() {
    return connection.address();
  }

  /**
   * All that can be seen.
   *
   * @param whole with stacks and what tasks hold, which are most of it
   */
  public LiveView live(boolean whole) throws Unavailable {
    return read(whole ? "/live" : "/live?stacks=0", LiveView.class);
  }

  /** One task with its stack, what it holds, and its tree of waits. */
  public Optional<LiveView.Task> task(String name) throws Unavailable {
    try {
      String path = "/tasks/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      return Optional.of(as(LiveView.Task.class, ask("GET", path, "")));
    } catch (Refused unknown) {
      return Optional.empty();
    }
  }

  /** The faults at work, and those that there are. */
  public LiveView.FaultList faults() throws Unavailable {
    return read("/faults", LiveView.FaultList.class);
  }

  /** The same as it came. */
  public JsonNode faultsAsJson() throws Unavailable {
    return read("/faults", JsonNode.class);
  }

  /**
   * Begins a fault; answers with its number, what it does and where.
   *
   * @param fault as a scenario file has it, by name, as written
   */
  public JsonNode inject(Map<String, String> fault) throws Unavailable, Refused {
    return ask("POST", "/faults", Answers.text(fault));
  }

  /** Lifts a fault. */
  public JsonNode lift(int fault) throws Unavailable, Refused {
    return ask("DELETE", "/faults/" + fault, "");
  }

  /** Lifts all that can be; answers with their numbers. */
  public JsonNode liftAll() throws Unavailable, Refused {
    return ask("POST", "/faults/reset", "");
  }

  /**
   * Sets from which level on an actor, or all of a subsystem, tells what it does.
   *
   * @param level as in {@code debug}
   */
  public JsonNode log(String actor, String level) throws Unavailable, Refused {
    return ask("PUT", "/log", Answers.text(Map.of(actor, level)));
  }

  /**
   * Follows what it tells, from what it still has of that.
   *
   * @param listener hears each line, on a thread of its own
   * @return its verdict once it has ended; nothing if it went away without. Never comes if the run
   *     cannot be followed.
   */
  public CompletableFuture<Optional<String>> follow(Consumer<RunEvent> listener) {
    return EventsOfRun.of(connection, listener);
  }

  private <T> T read(String path, Class<T> type) throws Unavailable {
    try {
      return as(type, ask("GET", path, ""));
    } catch (Refused refused) {
      throw connection.noLiveRun(String.valueOf(refused.getMessage()));
    }
  }

  private <T> T as(Class<T> type, JsonNode object) throws Unavailable {
    try {
      return Answers.as(type, object);
    } catch (JsonProcessingException otherShape) {
      throw connection.noLiveRun("");
    }
  }

  private JsonNode ask(String method, String path, String body) throws Unavailable, Refused {
    HttpResponse<String> response = connection.send(method, path, body);
    JsonNode answer = Answers.object(response.body()).orElseThrow(() -> connection.noLiveRun(""));
    if (response.statusCode() < OK || response.statusCode() >= REDIRECTS) {
      throw Refused.by(answer);
    }
    return answer;
  }
}
