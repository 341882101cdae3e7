package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  private static final Path SHIPPED = Path.of("../scenarios/realkernel");
  private static final String INSIDE = "k612-sync_t1_s1000_r2000";

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  ValidateCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void makeADirectory() throws IOException {
    Files.createDirectories(folder.resolve("runs"));
  }

  @Test
  void anyNumberOfJobsPrintsTheSame() throws IOException {
    copy("k612-deferred_t8_s10000_r100");
    List<String> one = Files.readAllLines(folder.resolve("results.tsv"));
    copy("k612-sync_t8_s10000_r100");
    List<String> other = Files.readAllLines(folder.resolve("results.tsv"));
    Files.write(folder.resolve("results.tsv"), List.of(one.get(0), one.get(1), other.get(1)));
    Path json = folder.resolve("1.json");
    validate(folder.toString(), "--jobs", "1", "--json", json.toString());
    String printed = out.toString();
    out.getBuffer().setLength(0);
    Path again = folder.resolve("2.json");
    validate(folder.toString(), "--jobs", "3", "--json", again.toString());
    assertThat(out.toString()).isEqualTo(printed).contains("of 2 runs");
    assertThat(again).hasSameBinaryContentAs(json);
  }

  @Test
  void noJobsAreRefused() {
    assertThat(validate(folder.toString(), "--jobs", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--jobs = 0: is below 1");
  }

  private void copy(String run) throws IOException {
    String set = run.substring(0, run.indexOf('-'));
    List<String> rows = Files.readAllLines(SHIPPED.resolve("results.tsv"));
    String row =
        rows.stream()
            .filter(
                each ->
                    each.startsWith(set + "\t") && each.contains(run.substring(set.length() + 1)))
            .findFirst()
            .orElseThrow();
    Files.write(folder.resolve("results.tsv"), List.of(rows.get(0), row));
    for (String end : List.of(".summary", ".csv")) {
      Files.copy(
          SHIPPED.resolve("runs/" + run + end),
          folder.resolve("runs/" + run + end),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private int validate(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "validate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Fputlab.commandLine(
            new ShippedLaboratory(), new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(all);
  }

  @Test
  void runWithinAllBarsIsASuccess() throws IOException {
    copy(INSIDE);
    assertThat(validate(folder.toString())).isZero();
    assertThat(out.toString())
        .contains("7 of 7 figures of 1 run are within the bars, 0 cannot be told, 0 are outside");
  }

  @Test
  void runOutsideABarIsAFailureAndMarked() throws IOException {
    copy(INSIDE);
    Path summary = folder.resolve("runs/" + INSIDE + ".summary");
    String slow = Files.readString(summary).replaceFirst("released_end=\\d+", "released_end=1000");
    Files.delete(summary);
    Files.writeString(summary, slow);
    assertThat(validate(folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("908*")
        .contains("6 of 7 figures")
        .contains("outside: " + INSIDE + ", closes a second: kernel 200, model 908");
  }

  @Test
  void jsonHoldsEachFigureOfBoth() throws IOException {
    copy(INSIDE);
    Path json = folder.resolve("out.json");
    validate(folder.toString(), "--json", json.toString());
    JsonNode written = new ObjectMapper().readTree(json.toFile());
    assertThat(written.get("format").asText()).isEqualTo("fputlab-validate/2");
    assertThat(written.at("/runs/0/run").asText()).isEqualTo(INSIDE);
    assertThat(written.at("/runs/0/figures/closes_per_s/kernel").asDouble())
        .isBetween(907.0, 908.0);
    assertThat(written.at("/runs/0/figures/lag_p99_ns/inside").asBoolean()).isTrue();
  }

  @Test
  void pageShowsWhatIsPrinted() throws IOException {
    copy(INSIDE);
    Path page = folder.resolve("page.md");
    String command = "$ ./fputlab validate " + folder;
    Files.writeString(page, "Before\n```text\n" + command + "\nold\n```\nAfter\n");
    assertThat(validate(folder.toString(), "--page", page.toString())).isZero();
    assertThat(page)
        .content()
        .isEqualTo("Before\n```text\n" + command + "\n" + out + "```\nAfter\n");
  }

  @Test
  void pageWithoutTheCommandIsRefused() throws IOException {
    copy(INSIDE);
    Path page = folder.resolve("page.md");
    Files.writeString(page, "Nothing here\n");
    assertThat(validate(folder.toString(), "--page", page.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("page.md: has no block of code with the line \"$ ./fputlab validate " + folder);
    assertThat(page).content().isEqualTo("Nothing here\n");
  }

  @Test
  void everyFieldOfTheJsonIsInTheReferenceAndNoOther() throws IOException {
    copy(INSIDE);
    Path json = folder.resolve("out.json");
    validate(folder.toString(), "--json", json.toString());
    Set<String> written = new TreeSet<>();
    collect(new ObjectMapper().readTree(json.toFile()), "", written);

    String page = Files.readString(Path.of("../docs/json.md"));
    String section = page.substring(page.indexOf("## A validation")).split("\n## A ", 2)[0];
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
      String name = path.endsWith(".figures") ? "KEY" : field.getKey();
      String key = path.isEmpty() ? name : path + "." + name;
      to.add(key);
      collect(field.getValue(), key, to);
    }
  }

  @Test
  void directoryThatIsNoneIsRefused() {
    assertThat(validate("no/such/place")).isEqualTo(2);
    assertThat(err.toString())
        .contains("no/such/place/results.tsv: there is no such file. It names the runs, one a row.")
        .contains("1 problem; nothing was run");
  }

  @Test
  void runThatIsMissingIsRefused() throws IOException {
    copy(INSIDE);
    Files.delete(folder.resolve("runs/" + INSIDE + ".csv"));
    assertThat(validate(folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(INSIDE + ".csv: there is no such file");
    assertThat(out.toString()).isEmpty();
  }
}
