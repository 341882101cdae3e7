package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Setting;
import org.fputlab.explore.matrix.Cell;
import org.fputlab.explore.matrix.Cells;
import org.fputlab.explore.matrix.HazardFile;
import org.fputlab.explore.matrix.Known;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.report.JsonReference;
import org.fputlab.report.MatrixText;
import org.fputlab.report.Style;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixCommandTest {

  private static final Path PAGE = Path.of("../docs/matrix.md");

  private final Path folder;
  private final Shell shell = new Shell();

  MatrixCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int fputlab(String... arguments) {
    return shell.fputlab(arguments);
  }

  private JsonNode json(String... arguments) throws IOException {
    Path json = folder.resolve("matrix.json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", json.toString()));
    assertThat(fputlab(all.toArray(new String[0]))).as(shell.out()).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  private static JsonNode cell(JsonNode matrix, String scenario, String close) {
    return StreamSupport.stream(matrix.get("cells").spliterator(), false)
        .filter(cell -> cell.get("scenario").asText().equals("hazards/" + scenario))
        .filter(cell -> cell.get("close").asText().equals(close))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachCellSaysWhatItComesToAndHowThatIsKnown() throws IOException {
    JsonNode matrix = json("matrix", "--hazard", "h10", "-n", "30");
    assertThat(matrix.get("cells")).hasSize(10);
    JsonNode hangs = cell(matrix, "h10-close-under-i-rwsem", "sync");
    assertThat(hangs.get("verdict").asText()).isEqualTo("deadlock");
    assertThat(hangs.get("known_by").asText()).isEqualTo("found");
    assertThat(hangs.get("first_failing").asLong()).isEqualTo(hangs.get("schedules").asLong());
    JsonNode safe = cell(matrix, "h10-close-under-i-rwsem-safe", "sync");
    assertThat(safe.get("verdict").asText()).isEqualTo("ok");
    assertThat(safe.get("safe").asBoolean()).isTrue();
    assertThat(shell.out())
        .contains("H10: the last reference to a socket")
        .contains("closer waits forever for i_rwsem(data), which it holds itself");
  }

  @Test
  void aCellIsReplayedByItsCommand() throws IOException {
    JsonNode matrix = json("matrix", "--hazard", "H10", "-n", "30");
    String replay = cell(matrix, "h10-close-under-i-rwsem", "fput-now").get("replay").asText();
    String[] words = replay.replaceFirst("^\\./fputlab ", "").split(" ", -1);
    assertThat(fputlab(words)).isZero(); // a hang that the file expects
    assertThat(shell.out()).contains("which it holds itself");
  }

  @Test
  void whatHangsInAThirdRunOnlyIsFoundThere() throws Exception {
    HazardFile row =
        HazardFile.of(
            "hazards/h99-slots", ScenarioLoader.loadShipped("vfs/pending-closes-hold-all-slots"));
    List<Cell> cells =
        new Cells(
                List.of(row),
                List.of(ClosePolicy.DEFERRED),
                60,
                () -> new Exploration(1, () -> false),
                () -> false,
                (filled, of, last) -> {})
            .fill(1);
    assertThat(cells).extracting(Cell::known).containsExactly(Known.FOUND);
    assertThat(String.join(" ", new MatrixText(Style.PLAIN).details(cells, 60)))
        .contains(" --runs 3 -n ");
  }

  @Test
  void fewOrdersAreAllTried() throws IOException {
    JsonNode matrix = json("matrix", "--hazard", "H24", "-n", "60");
    JsonNode safe = cell(matrix, "h24-task-never-returns-safe", "deferred");
    assertThat(safe.get("known_by").asText()).isEqualTo("proved_within_bounds");
    String replay = safe.get("replay").asText();
    assertThat(fputlab(replay.replaceFirst("^\\./fputlab ", "").split(" ", -1))).isZero();
    assertThat(shell.out()).contains("proved within bounds");
  }

  @Test
  void theSameWithAnyNumberOfJobs() throws IOException {
    JsonNode one = json("matrix", "--hazard", "H10,H24", "-n", "20", "--jobs", "1");
    String printed = shell.out();
    JsonNode three = json("matrix", "--hazard", "H10,H24", "-n", "20", "--jobs", "3");
    assertThat(three).isEqualTo(one);
    assertThat(shell.out()).isEqualTo(printed);
  }

  @Test
  void whatIsOnlyKnownByARunSaysSo() throws IOException {
    JsonNode matrix = json("matrix", "--hazard", "H02", "-n", "0");
    JsonNode cell = cell(matrix, "h02-closer-waits-for-storage", "deferred");
    assertThat(cell.get("known_by").asText()).isEqualTo("a_run");
    assertThat(cell.get("schedules").asLong()).isZero();
    assertThat(cell.get("replay").asText()).startsWith("./fputlab run scenarios/hazards/h02");
    assertThat(cell.get("marks").toString()).contains("late");
  }

  @Test
  void badOptionsAreRefused() {
    assertThat(fputlab("matrix", "--hazard", "H99")).isEqualTo(2);
    assertThat(shell.err()).contains("--hazard H99: there is no such hazard.");
    assertThat(fputlab("matrix", "-n", "-1")).isEqualTo(2);
    assertThat(shell.err()).contains("-n = -1: is below 0");
    assertThat(fputlab("matrix", "--jobs", "0")).isEqualTo(2);
    assertThat(shell.err()).contains("--jobs = 0: is below 1");
  }

  @Test
  void everyFieldOfTheJsonIsInTheReferenceAndNoOther() throws IOException {
    JsonNode matrix = json("matrix", "--hazard", "H10", "-n", "1");
    assertThat(JsonReference.documented("The matrix")).isEqualTo(JsonReference.written(matrix));
  }

  @Test
  void thePageHasARowForEachHazardWithTheVerdictsThatItsFileExpects()
      throws IOException, ScenarioProblems {
    String page = unwrapped(Files.readString(PAGE));
    for (String name : ScenarioLoader.shipped()) {
      if (HazardFile.idOf(name).isPresent()) {
        HazardFile hazard = HazardFile.of(name, ScenarioLoader.loadShipped(name));
        String title = hazard.id() + (hazard.isSafe() ? " safe: " : ": ") + hazard.title();
        Matcher row =
            Pattern.compile(Pattern.quote(title) + " [*=]((?: [a-z]+ [a-z0-9,]+){5})")
                .matcher(page);
        assertThat(row.find()).as("docs/matrix.md has no row of " + title + STALE).isTrue();
        assertThat(row.group(1).strip().replaceAll(" (p|b|n|r|f[0-9,]+)(?= |$)", ""))
            .as("docs/matrix.md, " + title + STALE)
            .isEqualTo(expected(hazard.scenario()));
      }
    }
  }

  /** Proofs, and hangs that one of the first schedules shows, of every row: those cost little. */
  @Test
  void thePageSaysOfEachCellThatIsCheapHowItIsKnown() throws Exception {
    String page = unwrapped(Files.readString(PAGE));
    List<String> wrong = new ArrayList<>();
    try (Exploration exploration = new Exploration(1, () -> false)) {
      for (String name : ScenarioLoader.shipped()) {
        if (HazardFile.idOf(name).isPresent()) {
          HazardFile hazard = HazardFile.of(name, ScenarioLoader.loadShipped(name));
          Matcher signs = row(page, hazard);
          for (ClosePolicy close : ClosePolicy.values()) {
            assertThat(signs.find()).as(name + STALE).isTrue();
            check(hazard.scenario(), close, signs.group(1), exploration, wrong);
          }
        }
      }
    }
    assertThat(wrong).as("docs/matrix.md" + STALE).isEmpty();
  }

  /** Its signs, one after another. */
  private static Matcher row(String page, HazardFile hazard) {
    String title = hazard.id() + (hazard.isSafe() ? " safe: " : ": ") + hazard.title() + " ";
    String cells = page.substring(page.indexOf(title) + title.length());
    return Pattern.compile(" [a-z]+ (p|b|n|r|f[0-9,]+)(?= |$)").matcher(cells);
  }

  private static void check(
      Scenario scenario,
      ClosePolicy close,
      String sign,
      Exploration exploration,
      List<String> wrong)
      throws InterruptedException {
    Order order = StepOrder.of(scenario, close);
    boolean isProved =
        order.answer() == Order.Answer.PROVED
            && !order.atomic()
            && scenario.expect().get(close) == Verdict.OK;
    if (isProved != sign.equals("p")) {
      wrong.add(scenario.file() + " under " + close.word() + ": " + sign);
    } else if (sign.matches("f[1-3]") && !isFoundAt(sign, exploration, scenario, close)) {
      wrong.add(scenario.file() + " under " + close.word() + " does not hang first at " + sign);
    }
  }

  /** With as many runs of each task as the matrix tries. */
  private static boolean isFoundAt(
      String sign, Exploration exploration, Scenario scenario, ClosePolicy close)
      throws InterruptedException {
    long number = Long.parseLong(sign.substring(1));
    Exploration.Order order = new Exploration.Order(Mix.MIXED, scenario.seed(), number);
    for (long runs : List.of(Setting.RUNS, Setting.RUNS + 1)) {
      Setting setting = new Setting(scenario, close, Timing.ANY, new RunLimits(runs, Map.of()));
      Explored explored =
          exploration.explore(setting, order, () -> false, Exploration.Progress.NONE);
      if (explored.firstFailing().isPresent()) {
        return explored.firstFailing().getAsLong() == number;
      }
    }
    return false;
  }

  private static final String STALE = "; to regenerate it: ./fputlab matrix --page docs/matrix.md";

  private static String expected(Scenario scenario) {
    return List.of(ClosePolicy.values()).stream()
        .map(
            policy ->
                String.valueOf(scenario.expect().get(policy)).toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static String unwrapped(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void thePageShowsWhatMatrixPrintsOfASample() throws IOException {
    String page = unwrapped(Files.readString(PAGE));
    assertThat(page).contains("$ ./fputlab matrix deferred sync");
    assertThat(fputlab("matrix", "--hazard", "H10,H24,H35")).isZero();
    String table = shell.out().split("\n\n", -1)[0];
    for (String row : table.split("(?m)^(?=H\\d)", -1)) {
      if (row.startsWith("H")) {
        assertThat(page).as("docs/matrix.md" + STALE).contains(unwrapped(row).strip());
      }
    }
  }

  @Test
  void whatThePageComparesIsCountedRight() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.matches("\\| H\\d\\d \\|.*"))
            .toList();
    int agree = 0;
    int differ = 0;
    int none = 0;
    for (String row : rows) {
      String[] cells = row.split("\\|", -1);
      for (int i = 3; i < 7; i++) {
        agree += cells[i].contains(" = **") ? 1 : 0;
        differ += cells[i].contains(" ≠ **") ? 1 : 0;
        none += cells[i].strip().equals("-") ? 1 : 0;
      }
    }
    assertThat(rows).hasSize(40);
    assertThat(agree + differ + none).isEqualTo(160);
    assertThat(Files.readString(PAGE))
        .contains(
            "Of 160 cells %d agree, %d differ, and %d do not apply".formatted(agree, differ, none));
  }
}
