package org.fputlab.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.fputlab.report.JsonFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The file behind {@code --json}. */
final class JsonOut {

  static final String DESCRIPTION = "Also write the full result as JSON (docs/json.md).";

  private JsonOut() {}

  /** Makes sure that the file can be written, if one is wanted. */
  static @Nullable JsonFile open(@Nullable Path wanted, CommandSpec command) {
    if (wanted == null) {
      return null;
    }
    try {
      return JsonFile.open(wanted);
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), "--json %s: %s".formatted(wanted, e.getMessage()), e);
    }
  }
}
