package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Setting;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;

class ExploreProgressTest {

  private static final int COLUMNS = 80;

  private final StringWriter err = new StringWriter();
  private final AtomicLong now = new AtomicLong();

  private ExploreProgress progress(boolean draws) {
    Exploration.Order order = new Exploration.Order(Mix.MIXED, 1, 10_000);
    ExploreProgress progress =
        new ExploreProgress(new PrintWriter(err, true), draws, now::get, order);
    progress.begin();
    now.addAndGet(2_000_000_000L);
    return progress;
  }

  private static Setting setting() throws ScenarioProblems {
    return new Setting(
        ScenarioLoader.loadShipped("regressions/philosophers-in-order"),
        ClosePolicy.NFSD_TASK_WORK,
        Timing.ANY,
        new RunLimits(2, Map.of()));
  }

  @Test
  void rateStrategyAndBoundAreOnOneLine() throws ScenarioProblems {
    progress(true).tell(setting(), 9000, 10_000, 0.00123);
    String line = err.toString().replace("\r\u001B[K", "");
    assertThat(line)
        .isEqualTo("nfsd-task-work: 9,000 of 10,000, 4,500/s, mixed, nothing found, bound 1.2e-03");
    assertThat(line.length()).isLessThan(COLUMNS);
  }

  @Test
  void whereNothingIsKnownThereIsNoBound() throws ScenarioProblems {
    progress(true).tell(setting(), 9000, 10_000, 0);
    assertThat(err.toString()).endsWith("mixed, nothing found");
  }

  @Test
  void withoutATerminalNothingIsDrawn() throws ScenarioProblems {
    progress(false).tell(setting(), 9000, 10_000, 0.5);
    assertThat(err.toString()).isEmpty();
  }
}
