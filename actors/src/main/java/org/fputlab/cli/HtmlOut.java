package org.fputlab.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.fputlab.report.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The file behind {@code --html}. */
final class HtmlOut {

  static final String DESCRIPTION =
      "Also write the report as one HTML file with pictures (docs/html.md).";

  private HtmlOut() {}

  /** Makes sure that the file can be written, if one is wanted. */
  static @Nullable WholeFile open(@Nullable Path wanted, CommandSpec command) {
    if (wanted == null) {
      return null;
    }
    try {
      return WholeFile.open(wanted);
    } catch (IOException failed) {
      throw new ParameterException(
          command.commandLine(),
          "--html %s: %s".formatted(wanted, WholeFile.reason(failed)),
          failed);
    }
  }
}
