package org.fputlab.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.fputlab.scenario.text.HoconReader;
import org.fputlab.scenario.text.Problems;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * The files that come with the program: {@code scenarios/} and {@code config/}, in its jar or
 * beside its classes.
 */
final class Shipped {

  static final String FILE_SYSTEMS = "config/filesystems.conf";

  private static final String SCENARIOS = "scenarios";
  private static final String SUFFIX = ".conf";

  private Shipped() {}

  /** What is done with a folder of files that may be inside a jar. */
  private interface Use<T> {
    T with(Path folder) throws IOException, ScenarioProblems;
  }

  static List<String> scenarios() {
    try {
      return inPackage(folder -> names(folder.resolve(SCENARIOS)));
    } catch (ScenarioProblems impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Scenario load(String name) throws ScenarioProblems {
    String shown = SCENARIOS + "/" + name + SUFFIX;
    return inPackage(folder -> ScenarioLoader.load(folder.resolve(shown), shown));
  }

  static <T> T withScenarios(ScenarioLoader.Use<T> use) throws ScenarioProblems {
    return inPackage(folder -> use.with(folder.resolve(SCENARIOS)));
  }

  /** The built-in file systems. */
  static Map<String, Section> fileSystems(HoconReader hocon, Problems problems) {
    try {
      return inPackage(
          folder ->
              new Section(hocon.read(folder.resolve(FILE_SYSTEMS), FILE_SYSTEMS), problems)
                  .named("filesystems"));
    } catch (ScenarioProblems impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<String> names(Path scenarios) throws IOException {
    try (Stream<Path> files = Files.walk(scenarios)) {
      return files
          .map(file -> scenarios.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  private static <T> T inPackage(Use<T> use) throws ScenarioProblems {
    try {
      Path home = home();
      if (Files.isDirectory(home)) {
        return use.with(home);
      }
      try (FileSystem jar = FileSystems.newFileSystem(home)) {
        return use.with(jar.getPath("/"));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read the program's own files", failed);
    }
  }

  /** The jar, or the folder that holds {@code config/} and {@code scenarios/}. */
  private static Path home() throws IOException {
    URL known =
        Objects.requireNonNull(
            ScenarioLoader.class.getResource("/" + FILE_SYSTEMS), "the program lacks its files");
    try {
      if (known.openConnection() instanceof JarURLConnection inJar) {
        return Path.of(inJar.getJarFileURL().toURI());
      }
      Path config = Objects.requireNonNull(Path.of(known.toURI()).getParent());
      return Objects.requireNonNull(config.getParent());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
