package org.fputlab.theory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * A scenario of which theory knows the mean latency.
 *
 * @param queue its name in Kendall's notation
 * @param server what serves the calls
 * @param utilisation how much of its time it does
 * @param text the scenario file
 * @param theory mean latency in nanoseconds
 * @param duration how long it is run, in nanoseconds
 */
record Model(
    String queue, String server, double utilisation, String text, double theory, long duration) {

  /** The text of {@code scenarios/theory/NAME.conf}. */
  static String shipped(String name) {
    String file = "/scenarios/theory/" + name + ".conf";
    try (InputStream in = Objects.requireNonNull(Model.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The same text with {@code to} instead of {@code from}, which must be there. */
  static String with(String text, String from, String to) {
    if (!text.contains(from)) {
      throw new IllegalArgumentException(from + " is not in\n" + text);
    }
    return text.replace(from, to);
  }

  Scenario scenario(Path folder) {
    return scenario(folder, text);
  }

  static Scenario scenario(Path folder, String text) {
    try {
      return ScenarioLoader.load(Files.writeString(folder.resolve("theory.conf"), text));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems.getMessage(), problems);
    }
  }

  @Override
  public String toString() {
    return "%s, %s busy %s".formatted(queue, server, utilisation);
  }
}
