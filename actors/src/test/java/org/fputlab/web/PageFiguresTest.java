package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The page writes numbers as the reports do: the same table holds both. */
class PageFiguresTest {

  /** What the page's formatter calls the kinds of the table that it has. */
  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "count", "count",
          "short", "short",
          "rate", "rate",
          "plain duration", "duration",
          "factor", "factor");

  private static final String APPLIED =
      """
      async (rows) => {
        const words = await import(new URL('words.js', location.href).href);
        return rows.map(([name, number]) => words[name](Number(number)));
      }""";

  @Test
  void pageFollowsTheTableOfTheReports() throws Exception {
    List<String[]> rows = rows();
    List<List<String>> asked =
        rows.stream()
            .map(row -> List.of(Objects.requireNonNull(FUNCTIONS.get(row[0])), row[1]))
            .toList();
    List<String> wanted = rows.stream().map(row -> String.join(" ", row)).toList();
    try (Chromium chromium = Chromium.orSkip();
        LiveMachine machine = LiveMachine.running(InBrowser.AFS, 1);
        Visit visit = chromium.visit(machine)) {
      List<?> told = (List<?>) visit.page().evaluate(APPLIED, asked);
      List<String> found = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        found.add(String.join(" ", rows.get(i)[0], rows.get(i)[1], String.valueOf(told.get(i))));
      }
      assertThat(found).isEqualTo(wanted).hasSizeGreaterThan(70);
    }
  }

  private static List<String[]> rows() throws IOException {
    InputStream table = PageFiguresTest.class.getResourceAsStream("/figures/figures.csv");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split(";", -1))
          .filter(row -> FUNCTIONS.containsKey(row[0]))
          .toList();
    }
  }
}
