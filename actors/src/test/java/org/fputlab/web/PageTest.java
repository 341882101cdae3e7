package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, on a real run. */
class PageTest extends InBrowser {

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
      visit.awaitText("#task .tree", "afs-server, held up by fault #1 \\(hang\\)");
      assertThat(visit.page().innerText("#task .tree")).doesNotContain("stack of");

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
      visit.awaitText("#finding-list [data-kind=deadlock]", "waits forever for mmap_lock\\(app\\)");
      visit.awaitText("#verdict", "deadlock");
      visit.assertNoComplaints();
    }
  }

  @Test
  void crashIsToldAsTheGravestThing() throws Exception {
    try (LiveMachine machine = LiveMachine.shipped("unix/socket-in-socket-chain", SPEED);
        Visit visit = chromium.visit(machine)) {
      visit.await("#now[data-mood=crashes]");
      visit.awaitText("#now-text", "^The kernel has crashed: kernel stack overflow in .*: ");
      visit.await("#finding-list .dead[data-kind=stack_overflow]");
      visit.awaitText("#log-lines", "finding.*stack overflow: ");
      visit.awaitText("#verdict", "crashes");
      visit.assertNoComplaints();
    }
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
