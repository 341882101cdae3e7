package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.Runner;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shipped scenarios with lines left out, doubled, exchanged and brought in from others are either
 * refused, or run to a verdict: no exception, and no run without an end. More of them with {@code
 * -Dfputlab.mutants=5000}.
 */
class MutatedScenariosTest {

  private static final int MUTANTS = Integer.getInteger("fputlab.mutants", 150);
  private static final long SIMULATED = 300_000_000L;
  private static final List<String> FAULTS =
      List.of("kill", "pause", "hang", "crash", "hold", "partition", "drop");

  @TempDir private Path folder;

  @Test
  void noMutantBreaksTheEmulator() throws IOException {
    List<List<String>> texts = texts();
    Random random = new Random(Long.getLong("fputlab.seed", 1L));
    int run = 0;
    try (Runner runner = new Runner()) {
      for (int i = 0; i < MUTANTS; i++) {
        List<String> mutant = new ArrayList<>(texts.get(random.nextInt(texts.size())));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
          change(mutant, texts, random);
        }
        Path file = folder.resolve("mutant.conf");
        Files.write(file, mutant);
        run += runs(runner, file, random) ? 1 : 0;
      }
    }
    assertThat(run).isGreaterThan(MUTANTS / 20);
  }

  private static void change(List<String> mutant, List<List<String>> texts, Random random) {
    int at = random.nextInt(mutant.size());
    List<String> other = texts.get(random.nextInt(texts.size()));
    switch (random.nextInt(6)) {
      case 0 -> mutant.set(at, "");
      case 1 -> mutant.add(at, mutant.get(at));
      case 2 -> mutant.set(at, mutant.get(random.nextInt(mutant.size())));
      case 3 -> mutant.add(at, other.get(random.nextInt(other.size())));
      case 4 -> mutant.set(at, mutant.get(at).replaceAll("\\b\\d+(?=(ns|us|ms|s)\\b)", "0"));
      default -> mutant.add(fault(mutant, random));
    }
  }

  private static String fault(List<String> mutant, Random random) {
    List<String> names = new ArrayList<>(List.of("nfsd", "lockd", "delayed_fput", "nfsd-0"));
    for (String line : mutant) {
      if (line.matches("\\s*(tasks|servers|works)\\.[\\w-]+.*")) {
        String name = line.strip().split("[. {=]+", -1)[1];
        names.add(name);
        names.add(name + "-" + random.nextInt(3));
      }
    }
    return "faults += { at = %dms, on = %s, do = %s }"
        .formatted(
            random.nextInt(200),
            names.get(random.nextInt(names.size())),
            FAULTS.get(random.nextInt(FAULTS.size())));
  }

  /** Whether it was run at all. */
  private static boolean runs(Runner runner, Path file, Random random) throws IOException {
    Scenario scenario;
    try {
      scenario = ScenarioLoader.load(file);
    } catch (ScenarioProblems refused) {
      return false;
    }
    ClosePolicy[] policies = ClosePolicy.values();
    ClosePolicy policy = policies[random.nextInt(policies.length)];
    try {
      runner.run(
          scenario, new RunOptions(policy, random.nextInt(100), SIMULATED), new RunListener() {});
    } catch (RuntimeException | StackOverflowError broken) {
      throw new AssertionError(policy.word() + "\n" + Files.readString(file), broken);
    }
    return true;
  }

  private static List<List<String>> texts() throws IOException {
    List<List<String>> texts = new ArrayList<>();
    for (String name : ScenarioLoader.shipped()) {
      String file = "/scenarios/" + name + ".conf";
      try (InputStream in =
          Objects.requireNonNull(MutatedScenariosTest.class.getResourceAsStream(file))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        if (!text.contains("thirty") && !text.contains("empirical(")) {
          texts.add(text.lines().toList());
        }
      }
    }
    return texts;
  }
}
