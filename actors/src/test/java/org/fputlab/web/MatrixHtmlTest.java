package org.fputlab.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.matrix.Cells;
import org.fputlab.explore.matrix.HazardFile;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.MatrixHtml;
import org.fputlab.scenario.ScenarioLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrix in a browser: one file, read with and without a mouse, wide and narrow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixHtmlTest {

  private static final String HANGS = "[id=h10-close-under-i-rwsem--sync]";

  private Chromium chromium;
  private Path file;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    chromium = Chromium.orSkip();
    List<HazardFile> rows = new ArrayList<>();
    for (String name : ScenarioLoader.shipped()) {
      if (name.startsWith("hazards/h10-") || name.startsWith("hazards/h29-")) {
        rows.add(HazardFile.of(name, ScenarioLoader.loadShipped(name)));
      }
    }
    rows.sort(HazardFile.IN_ORDER);
    var cells =
        new Cells(
                rows,
                List.of(ClosePolicy.values()),
                5,
                () -> new Exploration(1, () -> false),
                () -> false,
                (n, of, last) -> {})
            .fill(2);
    file = Files.writeString(folder.resolve("matrix.html"), MatrixHtml.page(cells, 5));
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private Page open(int width, ColorScheme colours) {
    return chromium.open(file, width, 900, colours);
  }

  private static List<String> obstacles(Page page) {
    return new AxeBuilder(page)
        .setLegacyMode(true).analyze().getViolations().stream()
            .map(rule -> rule.getHelp() + ": " + rule.getNodes().get(0).getTarget())
            .toList();
  }

  @Test
  void aClickOpensTheCell() {
    Page page = open(1280, ColorScheme.LIGHT);
    page.locator(HANGS).click();
    Locator cell = page.locator("dialog[open]");
    assertThat(cell).containsText("sync: deadlock, found at schedule 1");
    assertThat(cell).containsText("closer -> __sock_release -> inode_lock -> the closer itself");
    assertThat(cell).containsText("closer waits for i_rwsem(data), held by closer");
    assertThat(cell.locator(".node.cycle")).hasCount(2);
    assertThat(cell.locator("table.schedule .wait").last()).containsText("waits for i_rwsem(data)");
    assertThat(cell).containsText("__sock_release");
    assertThat(cell)
        .containsText("./fputlab explore scenarios/hazards/h10-close-under-i-rwsem.conf");
  }

  @Test
  void keysDoWhatTheMouseDoes() {
    Page page = open(1280, ColorScheme.LIGHT);
    page.locator("[id=h10-close-under-i-rwsem--deferred]").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(HANGS)).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("dialog[open]")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog[open]")).hasCount(0);
    assertThat(page.locator(HANGS)).isFocused();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("[id=h10-close-under-i-rwsem-safe--sync]")).isFocused();
  }

  @Test
  void anAddressOpensItsCell() {
    Page page = open(1280, ColorScheme.LIGHT);
    page.navigate(file.toUri() + "#h29-purge-under-nfsd-mutex--sync");
    assertThat(page.locator("dialog[open]")).containsText("sync: waits");
  }

  @Test
  void whatIsLookedForIsShown() {
    Page page = open(1280, ColorScheme.LIGHT);
    page.locator("#find").fill("unfair");
    assertThat(page.locator("#shown")).hasText("1 of 3 rows");
    assertThat(page.locator("tbody tr:visible")).hasCount(1);
    page.locator("#find").fill("");
    page.locator("#twins").uncheck();
    assertThat(page.locator("#shown")).hasText("2 of 3 rows");
  }

  @ParameterizedTest
  @CsvSource({"1280,LIGHT", "1280,DARK", "400,LIGHT", "400,DARK"})
  void nobodyIsKeptFromReadingIt(int width, ColorScheme colours) {
    Page page = open(width, colours);
    assertThat(obstacles(page)).isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
    page.locator(HANGS).click();
    assertThat(obstacles(page)).isEmpty();
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isTrue();
  }

  @Test
  void itAsksForNothingElse() {
    Page page = open(1280, ColorScheme.LIGHT);
    List<String> asked = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.onPageError(errors::add);
    page.reload();
    page.locator(HANGS).click();
    assertThat(asked).containsExactly(file.toUri().toString());
    assertThat(errors).isEmpty();
  }
}
