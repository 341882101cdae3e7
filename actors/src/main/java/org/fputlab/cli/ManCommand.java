package org.fputlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.report.Outcome;
import org.fputlab.scenario.text.NearestWord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab man}: the pages for man(1). */
@Command(
    name = "man",
    description = "Prints a command's manual page, or writes the pages of all commands.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:no such command",
      "70:fputlab itself failed",
      "74:a page could not be written"
    },
    footer = {
      "",
      "Examples:",
      "  fputlab man run | man -l -",
      "  fputlab man --out ~/.local/share/man/man1"
    })
final class ManCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command to describe. Default: fputlab as a whole.")
  private @Nullable String about;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the pages of all commands into this directory, which is made if needed.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    CommandLine all = command.root().commandLine();
    CommandLine page = about == null ? all : asked(about, all);
    if (out == null) {
      command.commandLine().getOut().print(ManPage.of(page));
      return 0;
    }
    return write(all, out);
  }

  private CommandLine asked(String name, CommandLine all) {
    CommandLine asked = all.getSubcommands().get(name);
    if (asked == null) {
      throw new ParameterException(
          command.commandLine(),
          "there is no command '%s'. %s"
              .formatted(name, NearestWord.hint(name, all.getSubcommands().keySet())));
    }
    return asked;
  }

  private int write(CommandLine all, Path folder) {
    List<CommandLine> commands = new ArrayList<>(List.of(all));
    commands.addAll(all.getSubcommands().values());
    try {
      Files.createDirectories(folder);
      for (CommandLine each : commands) {
        Files.writeString(folder.resolve(ManPage.file(each)), ManPage.of(each));
      }
    } catch (IOException failed) {
      command
          .commandLine()
          .getErr()
          .println("fputlab: %s cannot be written".formatted(failed.getMessage()));
      return Outcome.CANNOT_WRITE;
    }
    command
        .commandLine()
        .getOut()
        .println("%d pages written to %s".formatted(commands.size(), folder));
    return 0;
  }
}
