package org.fputlab.cli.remote;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The last event of a live run, waited for in its stream of events. */
final class EndOfRun {

  private static final String EVENTS = "/events?kinds=end";
  private static final String EVENT = "event:";
  private static final String DATA = "data:";
  private static final String END = "end";
  private static final int OK = 200;

  private final CompletableFuture<Optional<String>> verdict = new CompletableFuture<>();
  private String event = "";

  private EndOfRun() {}

  static CompletableFuture<Optional<String>> of(Connection connection) {
    EndOfRun end = new EndOfRun();
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
    } else if (line.startsWith(DATA) && event.equals(END)) {
      Answers.object(line.substring(DATA.length()))
          .ifPresent(end -> verdict.complete(Optional.of(end.path("verdict").asText())));
    } else if (line.isEmpty()) {
      event = "";
    }
  }
}
