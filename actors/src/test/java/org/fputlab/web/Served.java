package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A stand-in run behind a real server on a free port, and somebody to ask it. */
final class Served implements AutoCloseable {

  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What came back. */
  record Answer(int status, String body, java.net.http.HttpHeaders headers) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException bad) {
        throw new AssertionError(body, bad);
      }
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    Answer is(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }

    String error() {
      return json().get("error").asText();
    }
  }

  final StandInRun run = new StandInRun();
  final StandInLevels levels = new StandInLevels();
  private final LiveServer server;

  private Served(String bind, Optional<String> token) {
    try {
      server = LiveServer.start(run, bind, 0, token, levels);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Served onLoopback() {
    return new Served("127.0.0.1", Optional.empty());
  }

  static Served with(String bind, String token) {
    return new Served(bind, Optional.of(token));
  }

  int port() {
    return server.address().getPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(LONGEST)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  static Answer send(HttpRequest request) {
    try {
      return answer(request);
    } catch (IOException closed) {
      return sendAgain(request);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Answer answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body(), answer.headers());
  }

  /** After a body that is too large the server closes the connection, which the client reuses. */
  private static Answer sendAgain(HttpRequest request) {
    try {
      return answer(request);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Sends just this, and gives back all that comes until the other end closes. */
  String raw(String text) throws IOException {
    try (Socket socket = connected()) {
      socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout((int) LONGEST.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    return socket;
  }

  EventReader events(String path, String... headers) {
    return EventReader.open(uri(path), headers);
  }

  /** Waits until something is so. */
  static void until(String what, BooleanSupplier isSo) {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < LONGEST.toMillis() / 20; i++) {
      if (isSo.getAsBoolean()) {
        return;
      }
      try {
        assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
    throw new AssertionError("never came: " + what);
  }

  @Override
  public void close() {
    server.close();
  }
}
