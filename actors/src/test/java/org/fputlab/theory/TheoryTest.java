package org.fputlab.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Estimate;
import org.fputlab.watch.SteadyMean;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the emulator measures is what queueing theory says, and what {@code docs/theory.md} shows.
 * With {@code -Dfputlab.rewrite=true} the page's table is written anew.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TheoryTest {

  private static final double LEVEL = 0.999;
  private static final double MILLISECOND = 1e6;
  private static final long MOST_DOUBLED = 8;
  private static final String HEADING =
      "| queue | served by | busy | theory | emulator | 99.9% interval | calls |";
  private static final String LINE = "|---|---|---|---|---|---|---|";

  /** The widest interval that still says something, as a part of the mean. */
  private static final double WIDEST = 0.3;

  private final Runner runner = new Runner();
  private final Map<Model, SteadyMean> measured = new LinkedHashMap<>();

  @TempDir private Path folder;

  @AfterAll
  void stopTheEngine() {
    runner.close();
  }

  @TestFactory
  Stream<DynamicTest> meanLatencyIsThatOfTheory() {
    return Models.all().stream()
        .map(model -> DynamicTest.dynamicTest(model.toString(), () -> agrees(model)));
  }

  private void agrees(Model model) {
    Estimate latency = measured(model).estimate();
    assertThat(latency.halfWidth(LEVEL)).isLessThan(WIDEST * model.theory());
    assertThat(model.theory()).isBetween(latency.low(LEVEL), latency.high(LEVEL));
  }

  private SteadyMean measured(Model model) {
    return measured.computeIfAbsent(model, this::measure);
  }

  /** A run that is too short for an interval is made again, twice as long. */
  private SteadyMean measure(Model model) {
    Optional<SteadyMean> mean = Optional.empty();
    for (long duration = model.duration(); mean.isEmpty(); duration *= 2) {
      RunOptions options = new RunOptions(ClosePolicy.DEFERRED, seed(model), duration);
      RunResult result = runner.run(model.scenario(folder), options, RunListener.NONE);
      assertThat(result.verdict()).isEqualTo(Verdict.OK);
      assertThat(duration).isLessThanOrEqualTo(MOST_DOUBLED * model.duration());
      mean = SteadyMean.of(result.inOrder().rpcLatency());
    }
    return mean.get();
  }

  /** Each model has random numbers of its own. */
  private static long seed(Model model) {
    return 201L + Models.all().indexOf(model);
  }

  @Test
  void pageShowsWhatWasMeasured() throws IOException {
    List<String> table = new ArrayList<>(List.of(HEADING, LINE));
    Models.all().forEach(model -> table.add(row(model, measured(model))));
    if (Boolean.getBoolean("fputlab.rewrite")) {
      Page.rewrite(table);
    }
    assertThat(Page.table()).containsExactlyElementsOf(table);
  }

  private static String row(Model model, SteadyMean mean) {
    Estimate latency = mean.estimate();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.3f ms | %.3f ms | %.3f to %.3f | %,d |",
        model.queue(),
        model.server(),
        model.utilisation(),
        model.theory() / MILLISECOND,
        latency.mean() / MILLISECOND,
        latency.low(LEVEL) / MILLISECOND,
        latency.high(LEVEL) / MILLISECOND,
        mean.counted());
  }
}
