package org.fputlab.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's own Chromium without a window; none is ever downloaded. */
final class Chromium implements AutoCloseable {

  /** Where it is, if not where Debian and others put it. */
  private static final String PROPERTY = "fputlab.chromium";

  private static final List<String> PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private static final List<String> ARGUMENTS =
      List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    Map<String, String> noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(noDownload));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  /** Starts it; skips the test where there is none. */
  static Chromium orSkip() {
    Optional<Path> executable =
        Stream.concat(Stream.ofNullable(System.getProperty(PROPERTY)), PLACES.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "no Chromium is installed: apt-get install chromium, or -D" + PROPERTY + "=FILE");
    return new Chromium(executable.orElseThrow());
  }

  /** Opens the page of a run in a window of this size. */
  Visit visit(LiveMachine machine, int width, int height, ColorScheme colours) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours);
    return new Visit(browser.newContext(options), machine.address());
  }

  /** Opens the page as most people do. */
  Visit visit(LiveMachine machine) {
    return visit(machine, 1280, 800, ColorScheme.LIGHT);
  }

  /** Opens a file in a window of this size. */
  Page open(Path file, int width, int height, ColorScheme colours) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours);
    Page page = browser.newContext(options).newPage();
    page.navigate(file.toUri().toString());
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
