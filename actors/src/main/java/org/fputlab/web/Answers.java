package org.fputlab.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Responses. None is kept by a browser, shown in another page's frame, or taken for another type
 * than it says; a page may load and ask only what comes from here.
 */
final class Answers {

  private static final List<HttpHeader> ALWAYS =
      List.of(
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("X-Frame-Options", "DENY"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
          RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
          RawHeader.create(
              "Content-Security-Policy",
              "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                  + " object-src 'none'"));

  private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();

  private Answers() {}

  static HttpResponse json(int status, JsonNode body) {
    byte[] bytes = (body + "\n").getBytes(StandardCharsets.UTF_8);
    return of(status, ContentTypes.APPLICATION_JSON, bytes);
  }

  static HttpResponse of(int status, ContentType type, byte[] body) {
    return HttpResponse.create().withStatus(status).withEntity(type, body).addHeaders(ALWAYS);
  }

  static HttpResponse events(Source<ByteString, ?> events) {
    return HttpResponse.create()
        .withEntity(akka.http.javadsl.model.HttpEntities.create(EVENTS, events))
        .addHeaders(ALWAYS);
  }

  static HttpResponse refusal(Refusal refusal) {
    HttpResponse answer = json(refusal.status(), refusal.body());
    return refusal.header().isEmpty()
        ? answer
        : answer.addHeader(RawHeader.create(refusal.header(), refusal.headerValue()));
  }
}
