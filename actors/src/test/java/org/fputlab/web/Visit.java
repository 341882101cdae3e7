package org.fputlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One look at the page of a run: all that the browser complains of is kept, and must be nothing.
 */
final class Visit implements AutoCloseable {

  private static final double PATIENCE_MILLIS = 30_000;

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Visit(BrowserContext context, String address) {
    this.context = context;
    this.page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("error: " + error));
    String origin = address.replaceFirst("\\?.*", "");
    page.onRequest(
        request -> {
          if (!request.url().startsWith(origin)) {
            complaints.add("request to " + request.url());
          }
        });
    page.navigate(address);
    await("#connection[data-state=live]");
    await("#groups .group, #boxes .actor");
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** Waits until something like this can be seen. */
  Locator await(String selector) {
    Locator found = page.locator(selector).first();
    found.waitFor();
    return found;
  }

  /** Waits until there is something like this, seen or not: lines have no area. */
  void awaitAttached(String selector) {
    page.locator(selector)
        .first()
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
  }

  /** Waits until nothing like this can be seen any more. */
  void awaitNone(String selector) {
    page.waitForFunction(
        "selector => ![...document.querySelectorAll(selector)].some((e) => e.checkVisibility())",
        selector);
  }

  /** Waits until the words of what this selects match. */
  void awaitText(String selector, String pattern) {
    page.waitForFunction(
        "([selector, pattern]) => new RegExp(pattern)"
            + ".test(document.querySelector(selector)?.textContent ?? '')",
        List.of(selector, pattern));
  }

  /** What has the focus, as a selector would name it: {@code button#inject}. */
  String focus() {
    return (String)
        page.evaluate(
            "() => { const e = document.activeElement;"
                + " return e.tagName.toLowerCase() + (e.id ? '#' + e.id : '')"
                + " + (e.dataset.task ? '=' + e.dataset.task : ''); }");
  }

  /** How many pixels of the page are out of sight to the right. */
  int sidewaysScroll() {
    return (Integer)
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
  }

  /** What axe-core finds that keeps somebody from using the page: contrast, labels, roles. */
  List<String> obstacles() {
    return new AxeBuilder(page)
        .setLegacyMode(true).analyze().getViolations().stream()
            .map(rule -> rule.getHelp() + ": " + rule.getNodes().get(0).getTarget())
            .toList();
  }

  void assertNoComplaints() {
    assertThat(complaints).as("what the browser complains of").isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
