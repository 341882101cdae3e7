package org.fputlab.theory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The generated table of {@code docs/theory.md}. */
final class Page {

  private static final Path FILE = Path.of("../docs/theory.md");
  private static final String BEGIN = "<!-- generated -->";
  private static final String END = "<!-- end -->";

  private Page() {}

  static List<String> table() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    return lines.subList(lines.indexOf(BEGIN) + 1, lines.indexOf(END));
  }

  static void rewrite(List<String> table) throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    List<String> page = new ArrayList<>(lines.subList(0, lines.indexOf(BEGIN) + 1));
    page.addAll(table);
    page.addAll(lines.subList(lines.indexOf(END), lines.size()));
    Files.write(FILE, page);
  }
}
