package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/** A shipped scenario, or a copy of its text with something changed. */
record Story(Path folder, Runner runner, String text) {

  static Story shipped(Path folder, Runner runner, String name) {
    String file = "/scenarios/" + name + ".conf";
    try (InputStream in = Objects.requireNonNull(Story.class.getResourceAsStream(file), file)) {
      return new Story(folder, runner, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The same with {@code to} instead of {@code from}, which must be there. */
  Story with(String from, String to) {
    assertThat(text).contains(from);
    return new Story(folder, runner, text.replace(from, to));
  }

  RunResult run(ClosePolicy policy) {
    return run(policy, 1);
  }

  RunResult run(ClosePolicy policy, long seed) {
    Scenario scenario = scenario();
    RunOptions options = new RunOptions(policy, seed, scenario.duration());
    return runner.run(scenario, options, new RunListener() {});
  }

  Verdict verdict(ClosePolicy policy) {
    return run(policy).verdict();
  }

  /** What the file expects, and what it comes to, under every policy. */
  void comesToWhatItExpects() {
    Scenario scenario = scenario();
    assertThat(scenario.expect()).containsOnlyKeys(ClosePolicy.values());
    Map<ClosePolicy, Verdict> verdicts = new LinkedHashMap<>();
    for (ClosePolicy policy : ClosePolicy.values()) {
      verdicts.put(policy, verdict(policy));
    }
    assertThat(verdicts).isEqualTo(scenario.expect());
  }

  private Scenario scenario() {
    try {
      Path file = Files.createTempFile(folder, "story", ".conf");
      Files.writeString(file, text);
      return ScenarioLoader.load(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  static List<Finding> findings(RunResult result, Finding.Kind kind) {
    return result.findings().stream().filter(finding -> finding.kind() == kind).toList();
  }

  static List<String> headlines(RunResult result, Finding.Kind kind) {
    return findings(result, kind).stream().map(Finding::headline).toList();
  }
}
