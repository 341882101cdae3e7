package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {

  private static final Path ROOT = Path.of("..");

  private static List<Explanation> all() {
    return Explanation.all();
  }

  @Test
  void everyFindingAndEveryVerdictHasOne() {
    Stream<String> words =
        Stream.concat(
            Arrays.stream(Finding.Kind.values()).map(Finding.Kind::word),
            Arrays.stream(Verdict.values()).map(Verdict::word));
    assertThat(Explanation.all())
        .extracting(Explanation::word)
        .containsExactlyElementsOf(words.toList());
  }

  @Test
  void aWordOfBothIsToldTwice() {
    assertThat(Explanation.of("deadlock"))
        .extracting(Explanation::sort)
        .containsExactly("finding", "verdict");
  }

  @ParameterizedTest
  @MethodSource("all")
  void itsPageHasThatHeading(Explanation one) throws IOException {
    String[] page = one.page().split("#", 2);
    List<String> headings =
        Files.readAllLines(ROOT.resolve(page[0])).stream()
            .filter(line -> line.startsWith("#"))
            .map(ExplanationTest::anchor)
            .toList();
    assertThat(headings).isNotEmpty();
    if (page.length == 2) {
      assertThat(headings).contains(page[1]);
    }
  }

  /** As a heading is linked to. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }
}
