package org.fputlab.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the pictures of README and docs: {@code mvn test -Dfputlab.screenshots=true}. */
@EnabledIfSystemProperty(named = "fputlab.screenshots", matches = "true")
class PagePicturesTest extends InBrowser {

  private static final double SLOWLY = 2;
  private static final Path PLACE = Path.of("..", "docs", "images");

  /** The timeline of the scenario begins its fault after ten seconds. */
  private static final String HANGS = "afs/silly-remove-server-hangs";

  @Test
  void serverThatHangs() throws Exception {
    try (LiveMachine machine = LiveMachine.shipped(HANGS, SLOWLY);
        Visit light = chromium.visit(machine, 1280, 860, ColorScheme.LIGHT);
        Visit dark = chromium.visit(machine, 1280, 860, ColorScheme.DARK);
        Visit narrow = chromium.visit(machine, 400, 1400, ColorScheme.LIGHT);
        Visit narrowDark = chromium.visit(machine, 400, 1400, ColorScheme.DARK)) {
      light.awaitText("#finding-list", "long wait");
      take(light, "live-hang-light");
      take(narrow, "live-hang-400-light");
      take(narrowDark, "live-hang-400-dark");
      dark.page().locator(".cells .cell.fault").nth(2).click();
      dark.awaitText("#task .tree", "held up");
      take(dark, "live-hang-dark");
    }
  }

  @Test
  void deadlock() throws Exception {
    try (LiveMachine machine = LiveMachine.shipped("nfsd/stopped-thread-needs-nfsd-mutex", SLOWLY);
        Visit visit = chromium.visit(machine, 1280, 860, ColorScheme.DARK)) {
      visit.awaitText("#finding-list", "deadlock");
      take(visit, "live-deadlock-dark");
    }
  }

  @Test
  void crowd() throws Exception {
    try (LiveMachine machine = LiveMachine.running(CrowdedPageTest.CROWD, SLOWLY);
        Visit visit = chromium.visit(machine, 1280, 860, ColorScheme.LIGHT)) {
      visit.page().click("#inject");
      visit.awaitText("#finding-list", "long wait");
      take(visit, "live-crowd-light");
    }
  }

  private static void take(Visit visit, String name) {
    Path file = PLACE.resolve(name + ".png");
    visit.page().screenshot(new Page.ScreenshotOptions().setPath(file));
  }
}
