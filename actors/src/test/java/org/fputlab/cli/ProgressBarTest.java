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
  void tasksAreCountedAsLongAsTheyAreMade() {
    wall = SECOND / 2 - 1;
    bar.draws();
    assertThat(terminal.toString()).isEmpty();
    wall++;
    bar.draws();
    assertThat(terminal.toString()).endsWith("sync: 0 actors made, 0 tasks ready");
  }

  @Test
  void lineOnceShownMovesOnAndCountsFromWhereAllTasksWereMade() {
    wall = SECOND;
    bar.draws();
    wall = SECOND + SECOND / 4;
    bar.progress(30 * SECOND, 60 * SECOND);
    assertThat(terminal.toString()).endsWith("30.0 s of 60s simulated, 250 ms left");
    wall = 3 * SECOND;
    bar.draws();
    assertThat(terminal.toString()).endsWith("30.0 s of 60s simulated, 2.00 s left");
  }

  @Test
  void nothingIsDrawnAnyMoreWhereTheLineWasTakenAway() {
    wall = 3 * SECOND;
    bar.erase();
    assertThat(bar.draws()).isFalse();
    bar.progress(30 * SECOND, 60 * SECOND);
    assertThat(terminal.toString()).isEmpty();
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
