package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter terminal = new StringWriter();
  private long wall;
  private final ProgressBar bar = new ProgressBar("sync", new PrintWriter(terminal), () -> wall);

  @Test
  void shortRunDrawsNothing() {
    wall = 2 * SECOND - 1;
    bar.progress(59 * SECOND, 60 * SECOND);
    bar.erase();
    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void longRunShowsHowFarItIsAndLeavesNothingBehind() {
    wall = 3 * SECOND;
    bar.progress(30 * SECOND, 60 * SECOND);
    assertThat(terminal.toString())
        .endsWith(
            "sync [###############...............]  50%  30.0 s of 60s simulated, 3.00 s left");
    bar.erase();
    assertThat(terminal.toString()).endsWith("\r\u001B[K");
  }

  @Test
  void barIsNotRedrawnAllTheTime() {
    wall = 3 * SECOND;
    bar.progress(30 * SECOND, 60 * SECOND);
    String drawn = terminal.toString();
    wall += 100_000_000;
    bar.progress(31 * SECOND, 60 * SECOND);
    assertThat(terminal.toString()).isEqualTo(drawn);
  }
}
