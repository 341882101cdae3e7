package org.fputlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every measurement still runs and prints figures, at a thousandth of its size: nothing is timed.
 */
class BenchTest {

  @ParameterizedTest
  @CsvSource({
    "growth, | fput-now |",
    "watching, of processor time",
    "short-runs, runs/s",
    "schedules, | nothing at all |",
    "profile, method itself",
  })
  void printsItsFigures(String what, String says) throws ScenarioProblems, InterruptedException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    Bench.run(what, 500, out);

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains(says).doesNotContain("NaN");
  }
}
