package org.fputlab.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of the page, out of the jar. */
final class Pages {

  /** No name begins with a dot, so none leads out of the folder. */
  private static final Pattern NAME = Pattern.compile("(?:[\\w-][\\w.-]*/){0,3}[\\w-][\\w.-]*");

  private static final String FOLDER = "/web/";

  private static final Map<String, ContentType> TYPES =
      Map.of(
          "html", ContentTypes.TEXT_HTML_UTF8,
          "js", MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
          "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
          "json", ContentTypes.APPLICATION_JSON,
          "txt", ContentTypes.TEXT_PLAIN_UTF8,
          "svg", MediaTypes.IMAGE_SVG_XML.toContentType(),
          "png", MediaTypes.IMAGE_PNG.toContentType(),
          "ico", MediaTypes.IMAGE_X_ICON.toContentType());

  private Pages() {}

  /** A file by its path below the folder; empty if there is none. */
  static Optional<HttpResponse> file(String name) {
    ContentType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream file = Pages.class.getResourceAsStream(FOLDER + name)) {
      return file == null
          ? Optional.empty()
          : Optional.of(Answers.of(200, type, file.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
