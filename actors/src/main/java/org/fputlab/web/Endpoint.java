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
 * @param isPage whether a browser opens it, which can send no header: its token may stand in the
 *     address
 */
record Endpoint(String method, String path, boolean isPage, Handler handler) {

  /** What answers it. */
  interface Handler {
    CompletionStage<HttpResponse> answer(Call call);
  }

  /** Looks at something, and answers at once. */
  static Endpoint get(String path, Function<Call, HttpResponse> answer) {
    return new Endpoint("GET", path, false, atOnce(answer));
  }

  /** The same for what a browser opens. */
  static Endpoint page(String path, Function<Call, HttpResponse> answer) {
    return new Endpoint("GET", path, true, atOnce(answer));
  }

  /** Changes something, and answers at once. */
  static Endpoint change(String method, String path, Function<Call, HttpResponse> answer) {
    return new Endpoint(method, path, false, atOnce(answer));
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
