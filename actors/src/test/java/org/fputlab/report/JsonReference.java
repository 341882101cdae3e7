package org.fputlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The fields that {@code docs/json.md} documents, to be compared with those that are written. */
public final class JsonReference {

  private static final Path PAGE = Path.of("../docs/json.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  private JsonReference() {}

  /** Those in the sections of these titles, as in {@code An exploration}. */
  public static Set<String> documented(String... titles) throws IOException {
    Set<String> fields = new TreeSet<>();
    for (String title : titles) {
      ROW.matcher(section(title)).results().forEach(row -> fields.add(row.group(1)));
    }
    return fields;
  }

  private static String section(String title) throws IOException {
    String heading = "\n## " + title + "\n";
    String page = Files.readString(PAGE);
    int begin = page.indexOf(heading);
    if (begin < 0) {
      throw new AssertionError(PAGE + " has no section " + title);
    }
    return page.substring(begin + heading.length()).split("\n## ", 2)[0];
  }

  /** Those of this document, as in {@code cells[].close}. */
  public static Set<String> written(JsonNode document) {
    Set<String> fields = new TreeSet<>();
    collect(document, "", fields);
    return fields;
  }

  private static void collect(JsonNode node, String path, Set<String> to) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, path + "[]", to));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      to.add(key);
      collect(field.getValue(), key, to);
    }
  }
}
