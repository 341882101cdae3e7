package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;

/** Scenario files written for a test. */
public final class Written {

  private Written() {}

  public static Path file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Scenario scenario(Path folder, String text) {
    Path file = file(folder, "a.conf", text);
    try {
      return ScenarioLoader.load(file, "a.conf");
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  /** A scenario with a title and a duration on its first line, and this after it. */
  public static Scenario with(Path folder, String text) {
    return scenario(folder, "title = t, duration = 60s\n" + text);
  }

  static FileSystem fileSystem(KernelSpec kernel, String mount) {
    return Objects.requireNonNull(kernel.mounts().get(mount)).fileSystem();
  }

  public static KernelSpec.Server server(Scenario scenario, String name) {
    return Objects.requireNonNull(scenario.kernel().servers().get(name));
  }

  static List<String> problems(Path folder, String text) {
    return problems(file(folder, "a.conf", text));
  }

  static List<String> problemsWith(Path folder, String text) {
    return problems(folder, "title = t, duration = 60s\n" + text);
  }

  static List<String> problems(Path file) {
    String shown = String.valueOf(file.getFileName());
    ScenarioProblems problems =
        catchThrowableOfType(ScenarioProblems.class, () -> ScenarioLoader.load(file, shown));
    return problems == null ? List.of() : problems.problems().stream().map(Problem::text).toList();
  }
}
