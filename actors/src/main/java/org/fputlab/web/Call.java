package org.fputlab.web;

import akka.http.javadsl.model.HttpRequest;
import akka.stream.Materializer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One request, as an endpoint sees it.
 *
 * @param parameter what stands for the part of the path in curly brackets, or ""
 */
record Call(HttpRequest request, String parameter, Materializer materializer) {

  /** A setting behind the question mark. */
  Optional<String> query(String name) {
    try {
      return request.getUri().query().get(name);
    } catch (akka.http.scaladsl.model.IllegalUriException bad) {
      throw new Refusal(400, "what follows the ? is not made of name=value");
    }
  }

  Optional<String> header(String name) {
    return request.getHeader(name).map(header -> header.value());
  }

  /** The JSON object that was sent. */
  CompletionStage<Map<String, Object>> body() {
    return Body.read(request, materializer);
  }

  /** For an endpoint that reads no body. */
  void ignoreBody() {
    request.discardEntityBytes(materializer);
  }
}
