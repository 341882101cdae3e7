package org.fputlab.web;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Materializer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.fputlab.scenario.text.NearestWord;
import org.fputlab.web.Endpoint.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint for a request that may come in, and turns whatever goes wrong into JSON. */
final class Router {

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final Set<String> LOOKING = Set.of("GET", "HEAD");

  private final List<Endpoint> endpoints;
  private final Admission admission;
  private final Allowance changes;
  private final Materializer materializer;

  /**
   * @param changes how many requests may change something
   */
  Router(
      List<Endpoint> endpoints, Admission admission, Allowance changes, Materializer materializer) {
    this.endpoints = endpoints;
    this.admission = admission;
    this.changes = changes;
    this.materializer = materializer;
  }

  CompletionStage<HttpResponse> answer(HttpRequest request) {
    try {
      return routed(request).exceptionally(Router::failed);
    } catch (Refusal refusal) {
      if (refusal.status() != 413) {
        request.discardEntityBytes(materializer);
      }
      return CompletableFuture.completedFuture(Answers.refusal(refusal));
    } catch (RuntimeException broken) {
      request.discardEntityBytes(materializer);
      return CompletableFuture.completedFuture(failed(broken));
    }
  }

  private CompletionStage<HttpResponse> routed(HttpRequest request) {
    String method = request.method().value();
    boolean isLook = LOOKING.contains(method);
    admission.check(request, !isLook);
    List<String> segments = segments(request.getUri().path());
    List<Endpoint> there =
        endpoints.stream().filter(endpoint -> endpoint.match(segments).isPresent()).toList();
    Optional<HttpResponse> file =
        there.isEmpty() && isLook ? Pages.file(String.join("/", segments)) : Optional.empty();
    if (file.isPresent()) {
      request.discardEntityBytes(materializer);
      return CompletableFuture.completedFuture(file.get());
    }
    checkToken(request, there);
    if (!isLook && !changes.take()) {
      throw new Refusal(429, "more than " + LiveServer.CHANGES_PER_SECOND + " changes a second");
    }
    Body.checkLength(request, materializer);
    Endpoint endpoint = chosen(method, request, there);
    String parameter = endpoint.match(segments).orElse("");
    return endpoint.handler().answer(new Call(request, parameter, materializer));
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.replaceFirst("^/", "").split("/", -1)) {
      segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return segments.equals(List.of("")) ? List.of() : segments;
  }

  private void checkToken(HttpRequest request, List<Endpoint> there) {
    if (there.stream().anyMatch(endpoint -> endpoint.token() == Token.NOT_NEEDED)) {
      return;
    }
    boolean inAddress =
        there.stream().anyMatch(endpoint -> endpoint.token() == Token.HEADER_OR_ADDRESS);
    Call call = new Call(request, "", materializer);
    admission.checkToken(request, inAddress ? call.query("token") : Optional.empty());
  }

  private Endpoint chosen(String method, HttpRequest request, List<Endpoint> there) {
    if (there.isEmpty()) {
      throw unknownPath(request.getUri().path());
    }
    List<String> methods = there.stream().map(Endpoint::method).toList();
    return there.stream()
        .filter(endpoint -> endpoint.method().equals(method))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                        405,
                        there.get(0).path()
                            + " knows no "
                            + method
                            + ". Known: "
                            + String.join(", ", methods))
                    .known(methods)
                    .header("Allow", String.join(", ", methods)));
  }

  private Refusal unknownPath(String path) {
    List<String> paths = endpoints.stream().map(Endpoint::path).distinct().toList();
    Stream<String> known = endpoints.stream().map(one -> one.method() + " " + one.path());
    return new Refusal(404, "unknown path " + path + "." + NearestWord.question(path, paths))
        .known(known.toList());
  }

  private static HttpResponse failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Refusal refusal) {
      return Answers.refusal(refusal);
    }
    LOG.error("a request failed", cause);
    return Answers.refusal(new Refusal(500, "fputlab itself failed: " + cause));
  }
}
