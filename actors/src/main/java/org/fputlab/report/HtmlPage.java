package org.fputlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A page of the program's resources with its styles, script and data put into it: one HTML file.
 */
final class HtmlPage {

  private HtmlPage() {}

  /**
   * The whole file.
   *
   * @param page the resource in which {@code @STYLE@}, {@code @SCRIPT@} and {@code @DATA@} stand
   */
  static String of(String page, List<String> styles, String script, JsonNode data) {
    String style = styles.stream().map(HtmlPage::resource).collect(Collectors.joining("\n"));
    return resource(page)
        .replace("@STYLE@", style)
        .replace("@SCRIPT@", script)
        .replace("@DATA@", inScript(data.toString()));
  }

  /** The text of a resource. */
  static String resource(String path) {
    try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Text that ends no script element, whatever it says. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }
}
