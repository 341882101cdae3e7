package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunsProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter err = new StringWriter();
  private final AtomicLong now = new AtomicLong();

  private RunsProgress progress(boolean isTerminal) {
    return new RunsProgress(new PrintWriter(err), isTerminal, now::get);
  }

  @Test
  void terminalShowsABarAndWhatIsLeft() {
    RunsProgress progress = progress(true);
    now.set(10 * SECOND);
    progress.finished(1, 3, "a");
    assertThat(err.toString())
        .isEqualTo(
            "\r\u001B[K[##########....................] 1 of 3 runs, about 20.0 s left, last a");
    progress.erase();
    assertThat(err.toString()).endsWith("\r\u001B[K");
  }

  @Test
  void elsewhereALineIsPrintedNowAndThen() {
    RunsProgress progress = progress(false);
    now.set(10 * SECOND);
    progress.finished(1, 10, "a");
    now.set(40 * SECOND);
    progress.finished(4, 10, "b");
    progress.finished(5, 10, "c");
    progress.erase();
    assertThat(err.toString().strip()).isEqualTo("4 of 10 runs, about 60.0 s left, last b");
  }
}
