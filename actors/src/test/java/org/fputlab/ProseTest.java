package org.fputlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read has lines that a terminal shows whole, and links that lead somewhere. */
class ProseTest {

  private static final int UNDER = 100;
  private static final int README_UNDER = 250;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  static Stream<Path> pages() {
    return Stream.concat(
        DocBlock.pages().stream(),
        Stream.of(Path.of("../CONTRIBUTING.md"), Path.of("../scenarios/README.md")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void linesOfProseAreUnder100Characters(Path page) throws IOException {
    assertThat(prose(page)).allSatisfy(line -> assertThat(line).hasSizeLessThan(UNDER));
  }

  @Test
  void theReadmeIsUnder250Lines() throws IOException {
    assertThat(Files.readAllLines(Path.of("../README.md"))).hasSizeLessThan(README_UNDER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void linksWithinTheProjectLeadSomewhere(Path page) throws IOException {
    for (String line : outsideOfBlocks(page)) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        if (link.group(1).contains("://")) {
          continue;
        }
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        assertThat(target).as(line).exists();
        if (link.group(2) != null) {
          assertThat(anchors(target)).as(line).contains(link.group(2));
        }
      }
    }
  }

  /** Without rows of tables, which cannot be broken, and pictures. */
  private static List<String> prose(Path page) throws IOException {
    return outsideOfBlocks(page).stream()
        .filter(line -> !line.startsWith("|") && !line.startsWith("!["))
        .toList();
  }

  private static List<String> outsideOfBlocks(Path page) throws IOException {
    List<String> prose = new ArrayList<>();
    boolean isBlock = false;
    for (String line : Files.readAllLines(page)) {
      boolean isFence = line.strip().startsWith("```");
      isBlock ^= isFence;
      if (!isBlock && !isFence) {
        prose.add(line);
      }
    }
    return prose;
  }

  /** What links to the headings of a page, in the way that code hosts make it of them. */
  private static List<String> anchors(Path page) throws IOException {
    return outsideOfBlocks(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }
}
