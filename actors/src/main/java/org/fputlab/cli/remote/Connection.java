package org.fputlab.cli.remote;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Requests to one address, each answered in bounded time or not at all. */
final class Connection {

  private static final int PATIENCE_SECONDS = 5;

  private final String address;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
          .build();

  private Connection(String address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  static Connection to(String host, int port, Optional<String> token) throws Unavailable {
    String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    Connection connection = new Connection(name + ":" + port, token);
    try {
      connection.request("/").build();
    } catch (IllegalArgumentException malformed) {
      throw Unavailable.none("'%s' is no name or address of a host".formatted(host));
    }
    return connection;
  }

  /** As in {@code 127.0.0.1:8473}. */
  String address() {
    return address;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  /** The whole answer to one request; {@code body} is JSON or empty. */
  HttpResponse<String> send(String method, String path, String body) throws Unavailable {
    HttpRequest.Builder request = request(path);
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    return answered(client.sendAsync(request.build(), BodyHandlers.ofString()));
  }

  /** An answer that goes on and on, line by line. */
  CompletableFuture<HttpResponse<Stream<String>>> follow(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofLines());
  }

  /** Within the limit body and all, which a request's own timeout does not give. */
  private HttpResponse<String> answered(CompletableFuture<HttpResponse<String>> answer)
      throws Unavailable {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw unavailable(failed);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw silent();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw silent();
    }
  }

  private Unavailable silent() {
    return Unavailable.busy(
        "what listens at %s has not answered for %d s".formatted(address, PATIENCE_SECONDS));
  }

  private Unavailable unavailable(ExecutionException failed) {
    Throwable failure = failed.getCause() == null ? failed : failed.getCause();
    if (failure.getCause() instanceof UnresolvedAddressException) {
      return Unavailable.none("there is no host of that name: " + address);
    }
    return failure instanceof ConnectException
        ? Unavailable.none(
            "no live run answers at %s. Start one: fputlab live FILE".formatted(address))
        : noLiveRun("");
  }

  /**
   * Something else than a live run answers.
   *
   * @param itsWords what it says for itself, or ""
   */
  Unavailable noLiveRun(String itsWords) {
    return Unavailable.none(
        "what answers at %s does not answer as a live run of fputlab%s"
            .formatted(address, itsWords.isEmpty() ? "" : "; it says: " + itsWords));
  }
}
