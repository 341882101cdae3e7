package org.fputlab.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A live run's stream of events, followed to its last, which says the verdict. */
final class EventsOfRun {

  private static final String EVENTS = "/events?kinds=journal,finding,log&after=0";
  private static final String EVENT = "event:";
  private static final String DATA = "data:";
  private static final String END = "end";
  private static final int OK = 200;

  private final CompletableFuture<Optional<String>> verdict = new CompletableFuture<>();
  private String event = "";

  private final Consumer<RunEvent> listener;

  private EventsOfRun(Consumer<RunEvent> listener) {
    this.listener = listener;
  }

  /**
   * Follows the stream from what is kept of it.
   *
   * @param listener hears each line, on a thread of its own
   * @return the verdict, once the run has ended
   */
  static CompletableFuture<Optional<String>> of(
      Connection connection, Consumer<RunEvent> listener) {
    EventsOfRun end = new EventsOfRun(listener);
    return connection
        .follow(EVENTS)
        .thenCompose(end::followOnItsOwnThread)
        .exceptionally(gone -> Optional.empty());
  }

  /** An answer other than the stream says nothing of the end. */
  private CompletableFuture<Optional<String>> followOnItsOwnThread(
      HttpResponse<Stream<String>> stream) {
    if (stream.statusCode() == OK) {
      Thread follower = new Thread(() -> follow(stream.body()), "events");
      follower.setDaemon(true);
      follower.start();
    }
    return verdict;
  }

  private void follow(Stream<String> lines) {
    try (lines) {
      lines.forEach(this::line);
    } catch (UncheckedIOException broken) {
      // Broken off or ended without a word, it comes to the same.
    }
    verdict.complete(Optional.empty());
  }

  private void line(String line) {
    if (line.startsWith(EVENT)) {
      event = line.substring(EVENT.length()).strip();
    } else if (line.startsWith(DATA)) {
      Answers.object(line.substring(DATA.length())).ifPresent(this::data);
    } else if (line.isEmpty()) {
      event = "";
    }
  }

  private void data(JsonNode data) {
    if (event.equals(END)) {
      verdict.complete(Optional.of(data.path("verdict").asText()));
    } else {
      RunEvent.of(event, data).ifPresent(listener);
    }
  }
}
