package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, on a real run. */
class PageTest {

  /** Eight nfsd threads that close in place, half of it on AFS. */
  static final String AFS =
      """
      title = "the last close of a removed file waits for an AFS server"
      duration = 3600s
      cpus = 4
      servers.afs-server { workers = 4, service = exp(1ms), network = 200us }
      filesystems.afs-export { extends = afs, server = afs-server }
      mounts { afs { filesystem = afs-export }, home { filesystem = xfs } }
      nfsd { threads = 8 }
      clients {
        afs-users { count = 8, mount = afs, think = exp(400ms), op = [ open, unlink, close ] }
        home-users { count = 32, mount = home, think = exp(160ms), op = [ open, close ] }
      }
      """;

  private static final double SPEED = 4;

  private static Chromium chromium;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.orSkip();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void hangIsInjectedWithOneClickFoundMarkedLiftedAndRecoveredFrom() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.await("#now[data-mood=ok]");
      visit.page().click("#inject");

      visit.await("#active-faults li[data-fault='1']");
      visit.awaitText(".group .depth", "[1-9]");
      visit.awaitAttached("path.edge.fault[data-fault='1']");
      visit.await(".node.fault .badge");
      visit.awaitText("#finding-list [data-kind=long_wait]", "fault #1 \\(hang\\)");
      visit.awaitText(
          "#now-text", "8 nfsd threads are held up by fault #1 \\(hang on afs-server\\)");
      assertThat(visit.page().locator(".cells .cell.fault").count()).isEqualTo(8);

      visit.page().click("#active-faults button");
      visit.await("#now[data-mood=ok]");
      visit.awaitNone("path.edge.fault, .node.fault, .cells .cell.fault, #active-faults li");
      visit.awaitText(".group .depth", "^0$");
      visit.assertNoComplaints();
    }
  }

  @Test
  void clickedTaskShowsWhatItHoldsItsStackAndTheTreeThatNamesTheFault() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.page().click("#inject");
      visit.await(".node.task:has-text('nfsd-')").click();

      visit.awaitText("#task .stack", "afs_d_iput.*__fput.*nfsd_dispatch");
      visit.awaitText("#task .holds", "io_lock\\(afs/\\)");
      visit.awaitText("#task .task-wait", "waits .* for afs-server");
      visit.awaitText("#task .tree", "afs-server, which fault #1 \\(hang\\) holds up");

      visit.page().click("#task button:has-text('Lift fault #1')");
      visit.awaitNone("#active-faults li");
      visit.assertNoComplaints();
    }
  }

  @Test
  void deadlocksCycleIsMarked() throws Exception {
    try (LiveMachine machine = LiveMachine.shipped("vm/userfaultfd-release", SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.await("#now[data-mood=deadlock]");
      visit.awaitAttached("path.edge.cycle.waits[data-cycle]");
      visit.awaitAttached("path.edge.cycle.held[data-cycle]");
      visit.awaitText(".node.cycle .badge", "deadlock");
      visit.awaitText(
          "#finding-list [data-kind=deadlock]", "waits for ever for mmap_lock\\(app\\)");
      visit.awaitText("#verdict", "deadlock");
      visit.assertNoComplaints();
    }
  }

  @Test
  void crashIsToldAsTheGravestThing() throws Exception {
    try (LiveMachine machine = LiveMachine.shipped("unix/socket-in-socket-chain", SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.await("#now[data-mood=crashes]");
      visit.awaitText("#now-text", "^The kernel has crashed: the kernel stack of .* overflows: ");
      visit.await("#finding-list .dead[data-kind=stack_overflow]");
      visit.awaitText("#log-lines", "finding.*stack overflow: ");
      visit.awaitText("#verdict", "crashes");
      visit.assertNoComplaints();
    }
  }

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
  void logFollowsTheActorsThatAreToldToTellAndCanBeFiltered() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      Page page = visit.page();
      page.fill("#level-actor", "nfsd");
      page.click("#level-form button[type=submit]");
      visit.await("#levels button:has-text('nfsd debug')");
      visit.await("#log-lines li:has-text('nfsd-')");
      page.fill("#log-filter", "no actor says this");
      visit.awaitNone("#log-lines li");
      page.fill("#log-filter", "");
      visit.await("#log-lines li:has-text('nfsd-')");
      page.click("#levels button:has-text('nfsd debug')");
      visit.awaitNone("#levels button");

      page.fill("#level-actor", "nfds");
      page.click("#level-form button[type=submit]");
      visit.awaitText("#level-error", "nfds");
    }
  }

  @Test
  void logFollowsTheActorThatIsClicked() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      Page page = visit.page();
      page.click("#inject");
      visit.await("#log-lines li:has-text('hang begins')");
      page.click(".cell[data-task=nfsd-3]");
      visit.await("#log-actor:has-text('only nfsd-3')");
      page.waitForCondition(
          () -> page.locator("#log-lines li:has-text('hang begins')").count() == 0);
      page.click("#log-tell");
      visit.await("#levels button:has-text('nfsd-3 debug')");
      page.click("#active-faults button");
      visit.await("#log-lines li:has-text('nfsd-3')");
      assertThat(page.locator("#log-lines .log-actor:text-is('nfsd-4')").count()).isZero();

      page.click("[data-actor=afs-server]");
      visit.await("#log-actor:has-text('only afs-server')");
      visit.await("#log-lines li:has-text('hang begins')");
      page.click("#log-actor");
      visit.awaitNone("#log-actor");
      visit.assertNoComplaints();
    }
  }

  @Test
  void locksShowWhoHoldsThemAndWhoWaitsInOrder() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.page().click("#inject");
      visit.await(".lock[data-lock='io_lock(afs/)']");
      visit.page().waitForFunction("() => document.querySelectorAll('.lock li').length === 8");
      Object orders =
          visit
              .page()
              .evaluate(
                  "async () => { const {tasks} = await (await fetch('/live')).json();"
                      + " const waits = tasks.filter((t) => t.waits_for?.resource === 'io_lock(afs/)')"
                      + ".sort((a, b) => a.waits_for.since_ns - b.waits_for.since_ns).map((t) => t.name);"
                      + " const holds = tasks.filter((t) => t.holds.some((h) => h.resource ==="
                      + " 'io_lock(afs/)')).map((t) => t.name);"
                      + " const shown = [...document.querySelectorAll('.lock .lock-tasks')]"
                      + ".map((list) => [...list.querySelectorAll('button')].map((b) => b.textContent));"
                      + " return JSON.stringify([holds, waits]) === JSON.stringify(shown)"
                      + " && holds.length === 1 && waits.length === 7; }");
      assertThat(orders).isEqualTo(true);
      visit.page().click(".lock .lock-tasks button >> nth=0");
      visit.await("#task .stack");
      visit.assertNoComplaints();
    }
  }

  @Test
  void chartBeginsWithTheRunAndNotWithThePage() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED)) {
      try (Visit early = chromium.visit(machine)) {
        early.awaitText("#clock", "^([4-9]|\\d\\d+)[.]\\d s");
      }
      try (Visit late = chromium.visit(machine)) {
        late.await("#now[data-mood=ok]");
        Object first =
            late.page()
                .evaluate("async () => (await import('/app.js')).charts.pending.plot.data[0][0]");
        assertThat(((Number) first).doubleValue()).isLessThan(2);
        late.assertNoComplaints();
      }
    }
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

  @Test
  void tokenOfTheAddressIsEnoughForEverythingOnThePage() throws Exception {
    try (LiveMachine machine = LiveMachine.guarded(AFS, SPEED, "s3cr3t");
        Visit visit = chromium.visit(machine)) {
      visit.page().click("#inject");
      visit.awaitText("#log-lines", "#1 afs-server hang begins");
      visit.page().click("#active-faults button");
      visit.awaitNone("#active-faults li");
      visit.assertNoComplaints();
    }
  }

  @Test
  void lostConnectionIsSaidAndFoundAgain() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.context().setOffline(true);
      visit.await("#connection[data-state=lost]");
      visit.context().setOffline(false);
      visit.await("#connection[data-state=live]");
      visit.page().click("#inject");
      visit.awaitText("#log-lines", "#1 afs-server hang begins");
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 400", "DARK, 400"})
  void everybodyCanReadAndNameWhatIsThere(ColorScheme colours, int width) throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine, width, 800, colours)) {
      visit.page().click("#inject");
      visit.await("#finding-list summary").click();
      visit.await(".cells .cell.fault").click();
      visit.await("#task .tree");
      assertThat(visit.obstacles()).isEmpty();
    }
  }

  @Test
  void narrowPageNeverScrollsSideways() throws Exception {
    try (LiveMachine machine = LiveMachine.running(AFS, SPEED);
        Visit visit = chromium.visit(machine, 400, 800, ColorScheme.DARK)) {
      assertThat(visit.sidewaysScroll()).isZero();
      visit.page().click("#inject");
      visit.await("#finding-list li");
      assertThat(visit.sidewaysScroll()).isZero();
      visit.page().click(".cells .cell");
      visit.await("#task .stack");
      assertThat(visit.sidewaysScroll()).isZero();
      visit.assertNoComplaints();
    }
  }
}
