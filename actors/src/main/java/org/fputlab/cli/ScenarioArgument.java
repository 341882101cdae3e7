package org.fputlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.text.NearestWord;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The scenario that a command is about: a file, or one that comes with the program. */
final class ScenarioArgument {

  static final String DESCRIPTION =
      "A scenario file, or the name of a shipped one (see fputlab list).";

  private ScenarioArgument() {}

  /** Reads the file, or the shipped scenario of that name. */
  static Scenario read(String file, Laboratory laboratory, CommandSpec command)
      throws Laboratory.BadScenario {
    if (Files.exists(Path.of(file))) {
      return laboratory.load(Path.of(file));
    }
    List<String> shipped = laboratory.shippedNames();
    String name = file.replaceFirst("^scenarios/", "").replaceFirst("\\.conf$", "");
    if (shipped.contains(name)) {
      return laboratory.loadShipped(name);
    }
    String nearest = NearestWord.question(name, shipped);
    throw new ParameterException(
        command.commandLine(),
        "%s: there is no such file, and no shipped scenario of that name.%s"
            .formatted(file, nearest.isEmpty() ? " fputlab list shows them." : nearest));
  }
}
