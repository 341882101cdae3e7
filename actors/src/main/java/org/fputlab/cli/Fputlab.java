package org.fputlab.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code fputlab}: the command that the others belong to. */
@Command(
    name = "fputlab",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Fputlab.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Can this file be closed right here, or must the close be put off?",
      "Emulates how the Linux kernel closes files, deferred or synchronously."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the verdict is the one that the file expects of the policy; or the file expects nothing,"
          + " and the verdict is ok, waits or grows",
      "1:another verdict than expected",
      "2:a bad scenario or option; nothing was run",
      "3:a deadlock that was not expected",
      "4:no verdict within the bounds",
      "5:time stood still, and that was not expected: tasks spun at one instant until the run was"
          + " ended",
      "70:fputlab itself failed",
      "74:the report, or the recording of a live run, could not be written",
      "130:ended by Ctrl-C, or 143 by SIGTERM; the report so far was printed"
    },
    commandListHeading = "%nCommands:%n")
final class Fputlab implements Runnable {

  private static final int HELP_COLUMNS = 96;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  private Fputlab() {}

  /** The whole command line. */
  static CommandLine commandLine(
      Laboratory laboratory, Interruption interruption, PrintWriter out, PrintWriter err) {
    Mistakes mistakes = new Mistakes();
    CommandLine commandLine =
        new CommandLine(new Fputlab())
            .addSubcommand(new ListCommand(laboratory))
            .addSubcommand(new RunCommand(laboratory, interruption))
            .addSubcommand(new CompareCommand(laboratory, interruption))
            .addSubcommand(new ExploreCommand(laboratory, interruption))
            .addSubcommand(new OrderCommand(laboratory))
            .addSubcommand(new MayISyncCommand(interruption))
            .addSubcommand(new MatrixCommand(laboratory, interruption))
            .addSubcommand(new ReplayCommand())
            .addSubcommand(new LiveCommand(laboratory, interruption))
            .addSubcommand(new WatchCommand())
            .addSubcommand(new InjectCommand())
            .addSubcommand(new FaultsCommand())
            .addSubcommand(new ServeCommand(laboratory, interruption))
            .addSubcommand(new WorkerCommand())
            .addSubcommand(new ReadCommand())
            .addSubcommand(new LocksCommand())
            .addSubcommand(new ImportCommand())
            .addSubcommand(new ValidateCommand(interruption))
            .addSubcommand(new ExplainCommand())
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new ManCommand())
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(HELP_COLUMNS)
            .setParameterExceptionHandler(mistakes)
            .setExecutionExceptionHandler(mistakes);
    commandLine
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes of run, compare, live and replay:%n")
        .footer("", "Example:", "  fputlab run nfsd/outruns-delayed-fput");
    Ansi ansi = Terminal.isColoured() ? Ansi.ON : Ansi.OFF;
    return commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
  }

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "a command is missing. Known: " + String.join(", ", command.subcommands().keySet()));
  }

  /** The version that the jar's manifest names. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Fputlab.class.getPackage().getImplementationVersion();
      return new String[] {
        "fputlab " + (version == null ? "(not from a jar)" : version),
        "on Java " + Runtime.version()
      };
    }
  }
}
