package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fputlab.report.Style;
import org.fputlab.report.ValidationText;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.MeasuredRun;
import org.fputlab.scenario.measured.MeasuredRuns;
import org.fputlab.scenario.measured.Measurements;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;

/** The page that holds the model against real kernels is what the program prints. */
class ValidationPageTest {

  private static final Path PAGE = Path.of("../docs/validation.md");
  private static final Path SHIPPED = Path.of("../scenarios/realkernel");

  /**
   * Of every way of closing, paced and unpaced, the run that opened the fewest files; of the paced
   * on each kernel. All 96 take minutes.
   */
  private static Collection<MeasuredRun> sample(List<MeasuredRun> runs) {
    Map<String, MeasuredRun> sample = new LinkedHashMap<>();
    for (MeasuredRun run : runs) {
      String kernel = run.rate() > 0 ? run.kernel() : "";
      sample.merge(
          run.policy() + kernel, run, (one, other) -> other.opened() < one.opened() ? other : one);
    }
    return sample.values();
  }

  @Test
  void pageShowsWhatValidatePrintsOfASample()
      throws IOException, ScenarioProblems, InterruptedException {
    Measurements all = MeasuredRuns.read(SHIPPED, "realkernel");
    Measurements some = new Measurements(List.copyOf(sample(all.runs())), all.calibration());
    List<Comparison> comparisons =
        new ValidationJobs(some, () -> false, (runs, of, last) -> {}).compare(2);
    assertThat(comparisons).hasSizeGreaterThan(8);

    Set<String> page =
        Files.readAllLines(PAGE).stream()
            .map(ValidationPageTest::words)
            .collect(Collectors.toSet());
    List<String> printed =
        new ValidationText(Style.PLAIN)
            .lines(comparisons).stream()
                .limit(2 + 2L * comparisons.size())
                .map(ValidationPageTest::words)
                .toList();
    assertThat(page)
        .as(
            "docs/validation.md; to regenerate it:"
                + " ./fputlab validate scenarios/realkernel --page docs/validation.md")
        .containsAll(printed);
  }

  private static String words(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }

  @Test
  void whatThePageCountsIsWhatItShows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher total =
        Pattern.compile(
                "(?m)^(\\d+) of (\\d+) figures of (\\d+) runs are within the bars, (\\d+) cannot be"
                    + " told, (\\d+) (is|are) outside$")
            .matcher(page);
    assertThat(total.find()).isTrue();
    List<String> model = page.lines().filter(line -> line.strip().startsWith("model ")).toList();
    assertThat(model).hasSize(Integer.parseInt(total.group(3))).hasSize(96);
    assertThat(count(model, '~')).isEqualTo(Integer.parseInt(total.group(4)));
    assertThat(count(model, '*')).isEqualTo(Integer.parseInt(total.group(5)));
    assertThat(page.lines().filter(line -> line.startsWith("  outside: ")).count())
        .isEqualTo(Integer.parseInt(total.group(5)));
    assertThat(Files.readString(Path.of("../README.md")).replaceAll("\\s+", " "))
        .contains(
            "Of %s figures %s are within their bars and %s are outside"
                .formatted(total.group(2), total.group(1), total.group(5)));
  }

  private static int count(List<String> lines, char mark) {
    return (int) lines.stream().flatMapToInt(String::chars).filter(each -> each == mark).count();
  }
}
