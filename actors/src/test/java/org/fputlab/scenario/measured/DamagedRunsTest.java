package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.fputlab.engine.RandomStream;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measurements that are cut, changed or put together wrongly are refused, and with the place. */
class DamagedRunsTest {

  private static final Path SHIPPED = Path.of("../scenarios/realkernel");
  private static final List<String> RUNS =
      List.of(
          "k612-deferred_t8_s10000_r100",
          "k612-user_t1_s0_r1000",
          "k612-sync_t8_s1000_r2000",
          "k612-user_exit100_s1000",
          "k612-deferred_t1_s100_r50000",
          "k612-ownwq_t8_s0_r0");

  private final Path folder;

  DamagedRunsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<String> lines(String run, String end) throws IOException {
    return new ArrayList<>(Files.readAllLines(SHIPPED.resolve("runs/" + run + end)));
  }

  private void write(String run, List<String> summary, List<String> looks) throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    int set = run.indexOf('-');
    Files.write(
        folder.resolve("results.tsv"),
        List.of("set\trun", run.substring(0, set) + "\t" + run.substring(set + 1)));
    Files.write(folder.resolve("runs/" + run + ".summary"), summary);
    Files.write(folder.resolve("runs/" + run + ".csv"), looks);
  }

  /** What is said of it; nothing if it is taken. */
  private List<String> problems() {
    Throwable thrown = catchThrowable(() -> MeasuredRuns.read(folder, "m"));
    if (thrown == null) {
      return List.of();
    }
    assertThat(thrown).isInstanceOf(ScenarioProblems.class);
    return ((ScenarioProblems) thrown).problems().stream().map(Problem::text).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "elapsed_ns=\\d+, elapsed_ns=0, 2",
    "HZ=\\d+, HZ=0, 1",
    "dur_ms=\\d+, dur_ms=0, 1",
    "dur_ms=\\d+, dur_ms=999999999999, 1",
    "threads=\\d+, threads=0, 1",
    "threads=\\d+, threads=100000000000, 1",
    "rate=\\d+, rate=99999999999, 1",
    "smode=0, smode=7, 1",
    "opened_end=\\d+, opened_end=0, 2",
    "inversions=\\d+, inversions=999999999999, 3"
  })
  void countThatCannotBeIsRefusedWithItsLine(String from, String to, int line) throws IOException {
    String run = RUNS.get(0);
    List<String> summary = lines(run, ".summary");
    summary.replaceAll(each -> each.replaceAll("\\b" + from, to));
    write(run, summary, lines(run, ".csv"));
    assertThat(problems())
        .anyMatch(each -> each.startsWith("m/runs/" + run + ".summary:" + line + ": " + to));
  }

  @Test
  void shippedRunsAreTaken() throws ScenarioProblems {
    assertThat(MeasuredRuns.read(SHIPPED, "m").runs()).hasSize(96);
  }

  @Test
  void looksThatAreCutAtAnyLineAreRefused() throws IOException {
    for (String run : RUNS) {
      List<String> looks = lines(run, ".csv");
      for (int kept = 0; kept < looks.size(); kept++) {
        write(run, lines(run, ".summary"), looks.subList(0, kept));
        assertThat(problems()).as("%s, %s lines of looks", run, kept).isNotEmpty();
      }
    }
  }

  @Test
  void summaryThatIsCutAtAnyLineIsRefused() throws IOException {
    for (String run : RUNS) {
      List<String> summary = lines(run, ".summary");
      for (int kept = 0; kept < summary.size(); kept++) {
        write(run, summary.subList(0, kept), lines(run, ".csv"));
        assertThat(problems()).as("%s, %s lines of summary", run, kept).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".csv", ".summary"})
  void fileThatIsCutWithinALineIsRefused(String end) throws IOException {
    RandomStream random = RandomStream.named(7, "cuts");
    for (String run : RUNS) {
      write(run, lines(run, ".summary"), lines(run, ".csv"));
      Path file = folder.resolve("runs/" + run + end);
      String whole = Files.readString(file);
      for (int i = 0; i < 40; i++) {
        int kept = i == 0 ? whole.length() - 1 : random.below(whole.length());
        Files.writeString(file, whole.substring(0, kept));
        assertThat(problems()).as("%s%s, %s characters", run, end, kept).isNotEmpty();
      }
    }
  }

  @Test
  void looksInReverseAreRefused() throws IOException {
    for (String run : RUNS) {
      List<String> looks = lines(run, ".csv");
      Collections.reverse(looks.subList(1, looks.size()));
      write(run, lines(run, ".summary"), looks);
      assertThat(problems()).as(run).anyMatch(each -> each.matches(".*\\.csv:[34]: has a time.*"));
    }
  }

  @Test
  void backlogThatIsNotWhatWasClosedLessWhatWasReleasedIsRefused() throws IOException {
    String run = RUNS.get(0);
    List<String> looks = lines(run, ".csv");
    looks.replaceAll(look -> look.replaceFirst(",\\d+$", ",40"));
    write(run, lines(run, ".summary"), looks);
    assertThat(problems())
        .containsExactly(
            "m/runs/" + run + ".csv:2: has a backlog that is not closecalls less released.");
  }

  @Test
  void partsOfTwoRunsAreNone() throws IOException {
    write(RUNS.get(0), lines(RUNS.get(0), ".summary"), lines(RUNS.get(2), ".csv"));
    assertThat(problems()).isNotEmpty();
  }

  /** Lines are dropped, doubled and exchanged, and numbers changed: nothing else is thrown. */
  @Test
  void whateverIsChangedIsTakenOrRefused() throws IOException {
    RandomStream random = RandomStream.named(11, "damage");
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      String run = RUNS.get(random.below(RUNS.size()));
      List<String> summary = lines(run, ".summary");
      List<String> looks = lines(run, ".csv");
      damage(i % 2 == 0 ? summary : looks, random);
      write(run, summary, looks);
      if (!problems().isEmpty()) {
        refused++;
      } else {
        assertThat(scenario()).isNull();
      }
    }
    assertThat(refused).isGreaterThan(300);
  }

  private static void damage(List<String> lines, RandomStream random) {
    int at = random.below(Math.min(lines.size(), random.below(2) == 0 ? 6 : lines.size()));
    switch (random.below(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(at));
      case 2 -> Collections.swap(lines, at, random.below(lines.size()));
      default -> lines.set(at, number(lines.get(at), random));
    }
  }

  private static String number(String line, RandomStream random) {
    List<String> others =
        List.of("0", "1", "999999999999", "-1", "1e9", "", "99999999999999999999");
    String other = others.get(random.below(others.size()));
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < line.length(); i++) {
      boolean isDigit = Character.isDigit(line.charAt(i));
      if (isDigit && (i == 0 || !Character.isDigit(line.charAt(i - 1)))) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return line.toUpperCase(Locale.ROOT);
    }
    int from = places.get(random.below(places.size()));
    return line.substring(0, from) + line.substring(from).replaceFirst("\\d+", other);
  }

  /** What was taken makes a scenario. */
  private @Nullable Throwable scenario() {
    return catchThrowable(
        () -> {
          Measurements all = MeasuredRuns.read(folder, "m");
          MeasuredRun run = all.runs().get(0);
          MatchingScenario.of(run, all.calibration().costs(run), 0, 1);
        });
  }
}
