package org.fputlab.web;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One method on one path.
 *
 * @param path as in {@code /tasks/{name}}, at most one part in curly brackets
 * @param token where the token may stand, if one is needed
 */
record Endpoint(String method, String path, Token token, Handler handler) {

  /** Where the token may stand. */
  enum Token {
    HEADER,
    /** For what a browser opens, which can send no header. */
    HEADER_OR_ADDRESS,
    /** For what holds nothing of the run. */
    NOT_NEEDED
  }

  /** What answers it. */
  interface Handler {
    CompletionStage<HttpResponse> answer(Call call);
  }

  /** Looks at something, and answers at once. */
  static Endpoint get(String path, Function<Call, HttpResponse> answer) {
    return new Endpoint("GET", path, Token.HEADER, atOnce(answer));
  }

  /** The same for what a browser opens. */
  static Endpoint page(String path, Function<Call, HttpResponse> answer) {
    return new Endpoint("GET", path, Token.HEADER_OR_ADDRESS, atOnce(answer));
  }

  /** The same for a file that is the same in every run. */
  static Endpoint file(String path, Function<Call, HttpResponse> answer) {
    return new Endpoint("GET", path, Token.NOT_NEEDED, atOnce(answer));
  }

  /** Changes something, and answers at once. */
  static Endpoint change(String method, String path, Function<Call, HttpResponse> answer) {
    return new Endpoint(method, path, Token.HEADER, atOnce(answer));
  }

  private static Handler atOnce(Function<Call, HttpResponse> answer) {
    return call -> {
      call.ignoreBody();
      return CompletableFuture.completedFuture(answer.apply(call));
    };
  }

  /** What stands for the part in curly brackets, "" if there is none; empty for another path. */
  Optional<String> match(List<String> segments) {
    List<String> own = segments(path);
    if (own.size() != segments.size()) {
      return Optional.empty();
    }
    String parameter = "";
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).startsWith("{")) {
        parameter = segments.get(i);
      } else if (!own.get(i).equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameter);
  }

  private static List<String> segments(String path) {
    return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
  }
}
