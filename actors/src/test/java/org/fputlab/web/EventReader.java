package org.fputlab.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads an event stream as a browser does. */
final class EventReader implements AutoCloseable {

  /** One event; its kind is {@code closed} where the stream came to its end. */
  record Told(long id, String kind, String data) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(data);
      } catch (JsonProcessingException bad) {
        throw new AssertionError(data, bad);
      }
    }
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final InputStream bytes;

  private EventReader(InputStream bytes) {
    this.bytes = bytes;
  }

  static EventReader open(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Served.LONGEST);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            answer + " " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
      }
      EventReader reader = new EventReader(answer.body());
      Thread thread = new Thread(reader::read, "event-reader");
      thread.setDaemon(true);
      thread.start();
      return reader;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void read() {
    List<String> block = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          tell(block);
          block.clear();
        } else {
          block.add(line);
        }
      }
    } catch (IOException gone) {
      // The test has closed it, or the server has.
      block.clear();
    }
    told.add(new Told(0, "closed", ""));
  }

  private void tell(List<String> block) {
    long id = 0;
    String kind = "";
    String data = "";
    for (String line : block) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      switch (line.substring(0, line.indexOf(':'))) {
        case "id" -> id = Long.parseLong(value);
        case "event" -> kind = value;
        case "data" -> data = value;
        default -> {}
      }
    }
    if (!kind.isEmpty()) {
      told.add(new Told(id, kind, data));
    }
  }

  /** The next event of any kind. */
  Told next() {
    try {
      Told next = told.poll(Served.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("no further event came");
      }
      return next;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The next event of this kind; others are passed over. */
  Told next(String kind) {
    Told event = next();
    while (!event.kind().equals(kind)) {
      if (event.kind().equals("closed")) {
        throw new AssertionError("the stream ended without a " + kind);
      }
      event = next();
    }
    return event;
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
