package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What one does with the page, with the mouse and without. */
class PageControlsTest extends InBrowser {

  @Test
  void keyboardAloneInjectsInspectsAndLifts() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      tabTo(visit, "button#inject");
      visit.page().keyboard().press("Enter");
      visit.await("#active-faults li");
      visit.await(".cells .cell.fault");

      shiftTabTo(visit, "button=nfsd-0");
      visit.page().keyboard().press("ArrowRight");
      visit.page().keyboard().press("ArrowRight");
      assertThat(visit.focus()).isEqualTo("button=nfsd-2");
      visit.page().keyboard().press("Enter");
      visit.awaitText("#task-name", "nfsd-2");
      assertThat(visit.focus()).isEqualTo("section#task");
      visit.page().keyboard().press("Escape");
      visit.awaitNone("#task");
      assertThat(visit.focus()).isEqualTo("button=nfsd-2");

      visit.page().locator("#active-faults button").focus();
      visit.page().keyboard().press("Enter");
      visit.awaitNone("#active-faults li");
      assertThat(visit.focus()).isEqualTo("section#faults");
      visit.assertNoComplaints();
    }
  }

  private static void tabTo(Visit visit, String wanted) {
    press("Tab", visit, wanted);
  }

  private static void shiftTabTo(Visit visit, String wanted) {
    press("Shift+Tab", visit, wanted);
  }

  /** Every stop on the way must show that it has the focus. */
  private static void press(String key, Visit visit, String wanted) {
    Page page = visit.page();
    for (int i = 0; i < 60 && !visit.focus().equals(wanted); i++) {
      page.keyboard().press(key);
      assertThat(page.evaluate(FOCUS_SHOWS)).as("focus shows on " + visit.focus()).isEqualTo(true);
    }
    assertThat(visit.focus()).isEqualTo(wanted);
  }

  private static final String FOCUS_SHOWS =
      """
      () => {
        const focused = document.activeElement;
        const shown = focused.type === 'radio' ? focused.nextElementSibling : focused;
        return focused === document.body || getComputedStyle(shown).outlineStyle !== 'none';
      }""";

  @Test
  void stopAsksFirstAndThenSaysThatTheRunIsOver() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.page().locator("#stop").focus();
      visit.page().keyboard().press("Enter");
      visit.await("#stop-dialog");
      visit.page().keyboard().press("Escape");
      visit.awaitNone("#stop-dialog");
      assertThat(visit.focus()).isEqualTo("button#stop");
      visit.await("#connection[data-state=live]");

      visit.page().click("#stop");
      visit.page().click("#stop-dialog button[value=stop]");
      visit.await("#connection[data-state=over]");
      visit.await("#inject:disabled");
      visit.await("#stop:disabled");
      visit.assertNoComplaints();
    }
  }

  @Test
  void refusedFaultNamesItsFieldAndBreaksNothing() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.page().fill("#fault-fields [name=for]", "soon");
      visit.page().click("#inject");

      visit.awaitText("#fault-error", "for");
      assertThat(visit.focus()).isEqualTo("input");
      assertThat(visit.page().locator("[name=for]").getAttribute("aria-invalid")).isEqualTo("true");
      assertThat(visit.page().locator("#active-faults li").count()).isZero();
    }
  }

  @Test
  void everyFaultIsOfferedWithItsParameters() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      Page page = visit.page();
      assertThat(page.locator(".kind span").allTextContents())
          .containsExactly(
              "hang",
              "slow",
              "crash",
              "partition",
              "drop",
              "slow-step",
              "memory-pressure",
              "hold",
              "pause",
              "kill");
      page.locator(".kind input[value=kill]").check(forced());
      assertThat(page.locator("[name=for]").count()).isZero();
      page.selectOption("[name=on]", "nfsd-3");
      page.click("#inject");
      visit.awaitText("#active-faults", "#1 nfsd-3 kill.*cannot be lifted");
      visit.await(".cell.killed[data-task=nfsd-3], .cell.exited[data-task=nfsd-3]");

      page.locator(".kind input[value=slow]").check(forced());
      page.fill("[name=by]", "100");
      page.fill("[name=for]", "90s");
      assertThat(page.innerText("#inject")).isEqualTo("Inject slow on afs-server by 100 for 90s");
      page.click("#inject");
      visit.awaitText("#active-faults", "#2 afs-server slow by 100 for 90s.*left");
      visit.assertNoComplaints();
    }
  }

  /** The button itself is laid out over its own label. */
  private static Locator.CheckOptions forced() {
    return new Locator.CheckOptions().setForce(true);
  }

  @Test
  void preparedFaultBeginsWithAKeyAndTheLastMinuteCanBeLookedAtOnceMore() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      Page page = visit.page();
      page.fill("#fault-fields [name=for]", "40s");
      page.locator("#log").focus();
      visit.awaitText("#rewind-at", "now");
      page.keyboard().press("Control+Enter");
      visit.await("#active-faults li:has-text('hang for 40s')");
      visit.await("#now[data-mood=waits]");

      page.locator("#rewind-slider").focus();
      page.keyboard().press("Home");
      visit.awaitText("#rewind-at", "^at ");
      visit.await("#now[data-mood=ok]");
      visit.await("#active-faults li");
      page.click("#rewind-end");
      visit.awaitText("#rewind-at", "now");
      visit.await("#now[data-mood=waits]");
      visit.assertNoComplaints();
    }
  }
}
