package org.fputlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of code in a page of documentation.
 *
 * @param page the page's file name
 * @param line where its first line stands
 * @param kind what follows the opening fence, as in {@code hocon}
 * @param text without the fences
 */
public record DocBlock(String page, int line, String kind, String text) {

  private static final Path HOME = Path.of("..");
  private static final String FENCE = "```";

  /** The pages that people read. */
  public static List<Path> pages() {
    try (Stream<Path> files = Files.walk(HOME.resolve("docs"))) {
      return Stream.concat(Stream.of(HOME.resolve("README.md")), files)
          .filter(file -> file.toString().endsWith(".md") && Files.exists(file))
          .sorted()
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A page by its name in {@code docs/}, line by line. */
  public static List<String> page(String name) {
    return lines(HOME.resolve("docs").resolve(name));
  }

  /** The blocks of all pages that open with this kind and nothing else. */
  public static List<DocBlock> all(String kind) {
    return pages().stream()
        .flatMap(page -> in(page).stream())
        .filter(block -> block.kind().equals(kind))
        .toList();
  }

  private static List<DocBlock> in(Path page) {
    List<DocBlock> blocks = new ArrayList<>();
    List<String> lines = lines(page);
    int opened = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        continue;
      }
      if (opened >= 0) {
        String kind = lines.get(opened).substring(FENCE.length()).strip();
        String text = String.join("\n", lines.subList(opened + 1, i)) + "\n";
        blocks.add(new DocBlock(String.valueOf(page.getFileName()), opened + 2, kind, text));
      }
      opened = opened >= 0 ? -1 : i;
    }
    return blocks;
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether it is a scenario, rather than a part of one. */
  public boolean isScenario() {
    return text.lines().anyMatch(line -> line.startsWith("title"));
  }

  /** The name that its first line gives it, as in {@code # my-fs.conf}, or "". */
  public String name() {
    String first = text.lines().findFirst().orElse("");
    return first.matches("# [\\w-]+\\.\\w+") ? first.substring(2) : "";
  }

  /** Writes it into a folder, with the measured values of all pages beside it. */
  public Path write(Path folder, String name) {
    try {
      for (DocBlock csv : all("csv")) {
        Files.writeString(folder.resolve(csv.name()), csv.text());
      }
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return page + ":" + line;
  }
}
