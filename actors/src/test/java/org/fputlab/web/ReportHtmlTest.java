package org.fputlab.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Explored;
import org.fputlab.explore.Mix;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.explore.Setting;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.Situation;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.report.ExploreOutcome;
import org.fputlab.report.ReportHtml;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.running.CourseListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as one file, in a browser: what a stranger sees, with and without a mouse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportHtmlTest {

  private static final String HANGS = "afs/silly-remove-server-hangs";
  private static final String DEADLOCK = "nfsd/stopped-thread-needs-nfsd-mutex";
  private static final String IN_ORDER = "drivers/release-wants-the-ioctls-mutex";

  /** What a browser would fetch: no address inside the page or in itself. */
  private static final Pattern OUTSIDE =
      Pattern.compile("\\b(src|href)=\"(?!data:|#)|@import|url\\((?!#)");

  private Chromium chromium;
  private Path hangs;
  private Path compared;
  private Path explored;
  private Path proved;
  private Path read;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    chromium = Chromium.orSkip();
    hangs = Files.writeString(folder.resolve("hangs.html"), run(HANGS));
    compared = Files.writeString(folder.resolve("compared.html"), compare(DEADLOCK));
    explored =
        Files.writeString(
            folder.resolve("explored.html"), explore(IN_ORDER, ClosePolicy.SYNC, false));
    proved =
        Files.writeString(
            folder.resolve("proved.html"), explore(IN_ORDER, ClosePolicy.DEFERRED, true));
    read = Files.writeString(folder.resolve("read.html"), read("softirq.log"));
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static String run(String name) throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    RunOptions options = new RunOptions(ClosePolicy.SYNC, 1, scenario.duration());
    CourseListener course = new CourseListener(options.duration());
    try (Runner runner = new Runner()) {
      RunResult result = runner.run(scenario, options, course);
      return ReportHtml.run("run", result, options, course.course());
    }
  }

  private static String compare(String name) throws Exception {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    List<RunResult> results = new ArrayList<>();
    List<CourseListener> courses = new ArrayList<>();
    try (Runner runner = new Runner()) {
      for (ClosePolicy policy : List.of(ClosePolicy.DEFERRED, ClosePolicy.SYNC)) {
        courses.add(new CourseListener(scenario.duration()));
        RunOptions options = new RunOptions(policy, 1, scenario.duration());
        results.add(runner.run(scenario, options, courses.get(courses.size() - 1)));
      }
    }
    return ReportHtml.compare(
        results, scenario.duration(), courses.stream().map(CourseListener::course).toList());
  }

  private static String read(String name) throws Exception {
    List<String> files = List.of("src/test/resources/kernellog/" + name);
    FunctionTable table = FunctionTable.shipped();
    LogReading log = LogReading.of(files, InputStream.nullInputStream(), bytes -> {});
    return ReportHtml.read(files, log, Situation.of(log, table), table);
  }

  private static String explore(String name, ClosePolicy close, boolean all) throws Exception {
    Setting setting =
        new Setting(
            ScenarioLoader.loadShipped(name),
            close,
            Timing.ANY,
            new RunLimits(Setting.RUNS, Map.of()));
    Exploration.Order order = new Exploration.Order(Mix.MIXED, 1, 1000, all);
    try (Exploration exploration = new Exploration(1, () -> false);
        ScheduleRunner runner = new ScheduleRunner()) {
      Explored explored =
          exploration.explore(setting, order, () -> false, Exploration.Progress.NONE);
      return ReportHtml.explore(List.of(new ExploreOutcome(explored, 1, 1, "")), order, runner);
    }
  }

  private Page open(Path file, int width, ColorScheme colours) {
    return chromium.open(file, width, 900, colours);
  }

  private static List<String> obstacles(Page page) {
    return new AxeBuilder(page)
        .setLegacyMode(true).analyze().getViolations().stream()
            .map(rule -> rule.getHelp() + ": " + rule.getNodes().get(0).getTarget())
            .toList();
  }

  private static void assertFits(Page page) {
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }

  @Test
  void theFirstScreenSaysWhatHangsAndWhy() {
    Page page = open(hangs, 1280, ColorScheme.LIGHT);
    assertThat(page.locator("#now-text"))
        .hasText("8 nfsd threads wait up to 50 s for afs-server, held up by fault #1 (hang)");
    assertThat(page.locator("#verdict")).hasText("waits");
    assertThat(page.locator(".node.fault .badge")).hasText("fault #1 hang");
    double bottom =
        page.locator("#waits").boundingBox().y + page.locator("#waits").boundingBox().height;
    assertThat(bottom).isLessThan(900);
    assertThat(page.locator("#task .stack")).containsText("afs_d_iput");
    assertThat(page.locator("#replay"))
        .hasText(
            "./fputlab run scenarios/afs/silly-remove-server-hangs.conf --close sync --seed 1");
  }

  @Test
  void everyTaskHasItsLane() {
    Page page = open(hangs, 1280, ColorScheme.LIGHT);
    assertThat(page.locator(".lane")).hasCount(8);
    Locator lane = page.locator(".lane[data-task=nfsd-6]");
    assertThat(lane).containsText("io_lock(afs/) (nfsd-4)");
    assertThat(lane.locator("rect.waits title").last())
        .hasText("waits for io_lock(afs/), which nfsd-4 keeps, 10 s to 60 s");
    assertThat(page.locator(".fault-name")).hasText("#1 hang afs-server");
    lane.locator("button").click();
    assertThat(page.locator("#task h2")).hasText("nfsd-6");
    page.keyboard().press("Escape");
    assertThat(page.locator("#task")).isHidden();
    assertThat(lane.locator("button")).isFocused();
  }

  @Test
  void aMarkOpensItsFinding() {
    Page page = open(hangs, 1280, ColorScheme.LIGHT);
    page.locator(".finding-mark").last().focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#finding-list details[open]").first()).containsText("afs-server");
  }

  @Test
  void policiesStandBesideEachOther() {
    Page page = open(compared, 1280, ColorScheme.LIGHT);
    assertThat(page.locator(".part")).hasCount(2);
    assertThat(page.locator("[data-part=sync]")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#now-text")).containsText("nfsd-0 and rpc-nfsd wait for each other");
    assertThat(page.locator(".edge.cycle")).hasCount(4);
    assertThat(page.locator("rect.span.stuck").first()).isVisible();
    page.locator("#zoom").selectOption("1");
    assertThat(page.locator("rect.span.stuck").first()).isVisible();
    page.locator("[data-part=deferred]").click();
    assertThat(page.locator("#verdict")).hasText("ok under deferred");
    assertThat(page.locator("rect.span.stuck")).hasCount(0);
  }

  @Test
  void anOrderOfEventsIsShown() {
    Page page = open(explored, 1280, ColorScheme.LIGHT);
    assertThat(page.locator("#verdict")).containsText("deadlock");
    assertThat(page.locator(".schedule .wait").last()).containsText("waits for");
    assertThat(page.locator(".edge.cycle")).not().hasCount(0);
    assertThat(page.locator("#course")).isHidden();
    assertThat(obstacles(page)).isEmpty();
  }

  @Test
  void whatWasProvedAndWithinWhichBoundsIsSaid() {
    Page page = open(proved, 1280, ColorScheme.LIGHT);
    assertThat(page.locator("#now-text"))
        .hasText("Proved: nobody hangs in any order of events within the bounds below");
    assertThat(page.locator("#now")).hasAttribute("data-mood", "ok");
    assertThat(page.locator("#tried")).containsText("2 runs of each task");
    assertThat(page.locator("#text-lines")).containsText("proved within bounds");
    assertThat(page.locator("#waits")).isHidden();
    assertThat(obstacles(page)).isEmpty();
    assertFits(page);
  }

  @Test
  void aLogInWhichNobodyWaitsShowsItsReports() {
    Page page = open(read, 400, ColorScheme.DARK);
    assertThat(page.locator("#now")).hasAttribute("data-mood", "warns");
    assertThat(page.locator("#now-text")).containsText("lockdep: ");
    assertThat(page.locator("#finding-list details[open]").first()).isVisible();
    assertThat(page.locator("#waits")).isHidden();
    assertThat(obstacles(page)).isEmpty();
    assertFits(page);
  }

  @Test
  void theWaitTreeIsThereAsTextOfNobodyElsesStack() {
    Page page = open(hangs, 1280, ColorScheme.LIGHT);
    page.locator("#waits summary").click();
    assertThat(page.locator("#waits .tree")).containsText("`- nfsd-4 waits 50 s for afs-server");
    page.locator(".lane[data-task=nfsd-6] button").click();
    assertThat(page.locator("#task .tree")).containsText("wait up to 50 s for io_lock(afs/)");
    assertThat(page.locator("#task .tree")).not().containsText("stack of");
  }

  @ParameterizedTest
  @CsvSource({"1280,LIGHT", "1280,DARK", "400,LIGHT", "400,DARK"})
  void nobodyIsKeptFromReadingIt(int width, ColorScheme colours) {
    for (Path file : List.of(hangs, compared)) {
      Page page = open(file, width, colours);
      assertThat(obstacles(page)).isEmpty();
      assertFits(page);
    }
  }

  @Test
  void itAsksForNothingElse() throws Exception {
    Page page = open(compared, 1280, ColorScheme.LIGHT);
    List<String> asked = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.onPageError(errors::add);
    page.onConsoleMessage(message -> errors.add(message.text()));
    page.reload();
    page.locator(".lane button").first().click();
    assertThat(asked).containsExactly(compared.toUri().toString());
    assertThat(errors).isEmpty();
    assertThat(OUTSIDE.matcher(Files.readString(compared)).find()).isFalse();
  }

  /** Takes the pictures of the docs: {@code mvn test -Dfputlab.screenshots=true}. */
  @Test
  @EnabledIfSystemProperty(named = "fputlab.screenshots", matches = "true")
  void pictures() {
    take(open(hangs, 1280, ColorScheme.LIGHT), "report-hang-light");
    take(open(compared, 1280, ColorScheme.DARK), "report-compare-dark");
  }

  private static void take(Page page, String name) {
    Path file = Path.of("..", "docs", "images", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }
}
