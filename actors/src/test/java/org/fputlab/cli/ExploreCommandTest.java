package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreCommandTest {

  private static final String HANGS =
      """
      title = t, duration = 1s
      tasks {
        one { context = kthread, times = 1
              run = [ mutex_lock a, mutex_lock b, mutex_unlock b, mutex_unlock a ] }
        two { context = kthread, times = 1, start = 500ms
              run = [ mutex_lock b, mutex_lock a, mutex_unlock a, mutex_unlock b ] }
      }
      """;

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  ExploreCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int fputlab(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Interruption interruption = Interruption.armed();
    try {
      return Fputlab.commandLine(
              new ShippedLaboratory(),
              interruption,
              new PrintWriter(out, true),
              new PrintWriter(err, true))
          .execute(arguments);
    } finally {
      interruption.reportIsOut();
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String saved() throws IOException {
    String schedule = folder.resolve("s.schedule").toString();
    int code =
        fputlab(
            "explore", file("h.conf", HANGS), "--close", "sync", "-n", "20", "--save", schedule);
    assertThat(code).isEqualTo(3);
    return schedule;
  }

  @Test
  void aHangIsShownSavedAndReplayed() throws IOException {
    String schedule = saved();
    assertThat(out.toString())
        .contains("under sync it can happen, like this")
        .contains("wait for each other for ever")
        .contains("./fputlab replay " + schedule);
    assertThat(fputlab("replay", schedule)).isEqualTo(3);
    assertThat(out.toString())
        .contains("wait for each other for ever")
        .contains("came to: deadlock, as when it was saved");
  }

  @Test
  void linesOfTheTableFitATerminal() throws IOException {
    saved();
    out.toString()
        .lines()
        .dropWhile(line -> !line.contains("it can happen"))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .forEach(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void aScenarioThatHasChangedIsNotReplayed() throws IOException {
    String schedule = saved();
    file("h.conf", HANGS.replace("500ms", "600ms"));
    assertThat(fputlab("replay", schedule)).isEqualTo(2);
    assertThat(err.toString()).contains(schedule).contains("h.conf has changed since");
  }

  @Test
  void aScheduleThatIsNotWholeOrNotAsItWasSavedIsRefused() throws IOException {
    String schedule = saved();
    String text = Files.readString(Path.of(schedule));
    assertThat(fputlab("replay", file("cut", text.substring(0, text.length() / 2)))).isEqualTo(2);
    assertThat(err.toString()).contains("cut: is cut short or damaged");
    assertThat(fputlab("replay", file("edited", text.replace("\"sync\"", "\"deferred\""))))
        .isEqualTo(2);
    assertThat(err.toString()).contains("edited: was changed after it was saved");
    assertThat(fputlab("replay", file("other", text.replace("schedule/1", "schedule/9"))))
        .isEqualTo(2);
    assertThat(err.toString()).contains("other: is a schedule of another version");
    assertThat(fputlab("replay", file("empty", "{}"))).isEqualTo(2);
    assertThat(err.toString()).contains("empty: is no schedule");
  }

  @Test
  void badOptionsAreRefused() throws IOException {
    String file = file("h.conf", HANGS);
    assertThat(fputlab("explore", file, "--runs", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--runs = 0: is below 1");
    assertThat(fputlab("explore", file, "-n", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("-n = 0: is below 1");
    assertThat(fputlab("explore", file, "--strategy", "rnadom")).isEqualTo(2);
    assertThat(err.toString()).contains("'rnadom' is no strategy. Did you mean random?");
    assertThat(fputlab("explore", file, "--timing", "none")).isEqualTo(2);
    assertThat(err.toString()).contains("'none' is no timing. Known: any, drawn");
  }

  @Test
  void whatTheFileExpectsIsNoNews() throws IOException {
    assertThat(fputlab("explore", "regressions/lockd-last-reference", "-n", "40")).isZero();
    assertThat(out.toString())
        .containsPattern("sync +found")
        .containsPattern("deferred +not found");
  }

  @Test
  void pctSaysWhatItIsWorth() {
    assertThat(
            fputlab(
                "explore",
                "regressions/philosophers-in-order",
                "--close",
                "sync",
                "--strategy",
                "pct",
                "-n",
                "20"))
        .isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("not found in 20 schedules of pct. A hang that needs 3 orders of two events")
        .containsPattern("probability 1/\\(\\d+ actors x \\d+ turns\\^2\\) =");
  }

  @Test
  void everyFieldOfTheJsonIsInTheReferenceAndNoOther() throws IOException {
    Path json = folder.resolve("out.json");
    fputlab("explore", file("h.conf", HANGS), "-n", "2", "--json", json.toString());
    Set<String> written = new TreeSet<>();
    collect(new ObjectMapper().readTree(json.toFile()), "", written);
    String page = Files.readString(Path.of("../docs/json.md"));
    String section =
        page.substring(page.indexOf("## An exploration"), page.indexOf("## The matrix"));
    Set<String> documented = new TreeSet<>();
    Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(section)
        .results()
        .forEach(row -> documented.add(row.group(1)));
    assertThat(documented).isEqualTo(written);
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
