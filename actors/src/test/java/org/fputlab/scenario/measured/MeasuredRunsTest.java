package org.fputlab.scenario.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredRunsTest {

  private final Path folder;

  MeasuredRunsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void writeADirectory() throws IOException {
    Files.createDirectories(folder.resolve("runs"));
    write("results.tsv", List.of("set\trun\tpolicy", "k\ta\tsync"));
    write("runs/k-a.summary", Samples.summary("sync"));
    write("runs/k-a.csv", Samples.looks());
  }

  private void write(String name, List<String> lines) throws IOException {
    Files.write(folder.resolve(name), lines);
  }

  private void change(String name, String from, String to) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(name)));
    lines.replaceAll(line -> line.replace(from, to));
    write(name, lines);
  }

  private List<String> problems() {
    ScenarioProblems problems =
        catchThrowableOfType(ScenarioProblems.class, () -> MeasuredRuns.read(folder, "m"));
    return problems == null ? List.of() : problems.problems().stream().map(Problem::text).toList();
  }

  @Test
  void readsWhatWasMeasured() throws ScenarioProblems {
    MeasuredRun run = MeasuredRuns.read(folder, "m").runs().get(0);

    assertThat(run.name()).isEqualTo("k-a");
    assertThat(run.policy()).isEqualTo(MeasuredRun.Policy.SYNC);
    assertThat(run.threads()).isEqualTo(2);
    assertThat(run.hz()).isEqualTo(250);
    assertThat(run.load()).isEqualTo(1_000_000_000L);
    assertThat(run.backlog()).hasSize(10);
    Figures figures = Figures.of(run);
    assertThat(figures.closesPerSecond()).isEqualTo(Estimate.exactly(50));
    assertThat(figures.lagP50().value()).isEqualTo(1_100_000);
    assertThat(figures.slope()).hasValue(0);
  }

  @Test
  void runsOfTheCalibrationAreNotCompared() throws IOException, ScenarioProblems {
    write("calibration.tsv", List.of("set\trun\tpolicy\tkernel", "k\tb\tsync\t6.12"));
    write("runs/k-b.summary", Samples.summary("sync"));
    write("runs/k-b.csv", Samples.looks());
    assertThat(MeasuredRuns.read(folder, "m").runs())
        .extracting(MeasuredRun::name)
        .containsExactly("k-a");
  }

  @Test
  void runOfTheCalibrationMustBeThere() throws IOException {
    write("calibration.tsv", List.of("set\trun", "k\tb"));
    assertThat(problems())
        .containsExactly(
            "m/runs/k-b.summary: there is no such file. The index has that run.",
            "m/runs/k-b.csv: there is no such file. The index has that run.");
  }

  @Test
  void directoryWithoutAnIndexIsNone() throws IOException {
    Files.delete(folder.resolve("results.tsv"));
    assertThat(problems())
        .containsExactly("m/results.tsv: there is no such file. It names the runs, one a row.");
  }

  @Test
  void indexNeedsItsColumns() throws IOException {
    write("results.tsv", List.of("set\tpolicy", "k\tsync"));
    assertThat(problems())
        .containsExactly("m/results.tsv:1: has no column run. Its columns have names.");
  }

  @Test
  void cutRowIsRefused() throws IOException {
    write("results.tsv", List.of("set\trun\tpolicy", "k\ta"));
    assertThat(problems())
        .containsExactly("m/results.tsv:2: has 2 columns, and not 3. One row is one run.");
  }

  @Test
  void runOfTheIndexMustBeThere() throws IOException {
    Files.delete(folder.resolve("runs/k-a.csv"));
    assertThat(problems())
        .containsExactly("m/runs/k-a.csv: there is no such file. The index has that run.");
  }

  @Test
  void everythingWrongWithARunIsToldAtOnce() throws IOException {
    change("runs/k-a.summary", "policy=sync", "policy=sink");
    change("runs/k-a.summary", "hist delay 1000000 1200000 50", "hist delay 1000000 50");
    change("runs/k-a.summary", "HZ=250", "HZ=often");
    change("runs/k-a.csv", "300,0,", "300,7,");
    assertThat(problems())
        .containsExactly(
            "m/runs/k-a.summary:14: is no hist NAME LOW HIGH COUNT.",
            "m/runs/k-a.summary:13: n=50 is not what the buckets of delay hold, 0.",
            "m/runs/k-a.summary:1: has the unknown policy sink.",
            "m/runs/k-a.summary: has no hist delay.",
            "m/runs/k-a.csv:4: is no time_ms,phase,opened,closecalls,released,backlog.",
            "m/runs/k-a.summary:1: HZ=often is no count.");
  }
}
