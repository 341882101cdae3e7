package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.Situation;
import org.fputlab.kernellog.UnreadableLog;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.ReadJson;
import org.fputlab.report.ReadText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab read}: who waits for whom on a real machine that hung, from its log. */
@Command(
    name = "read",
    description = {
      "Reads what a real machine printed when it hung: who waits for whom (docs/read.md).",
      "Finds hung tasks, lists of locks, lockdep reports, sysrq w, t and d, /proc/PID/stack, ps with"
          + " wchan, crash's bt, workqueue and RCU reports in logs as they are, .gz and .xz too."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:reports were found", "1:there is no report in it", "2:it cannot be read"},
    footer = {"", "Example:", "  journalctl -k | fputlab read -"})
final class ReadCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A log of the machine; - is standard input.")
  private List<String> files = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(names = "--all", description = "Prints every tree in full, with stacks.")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    try (JsonFile target = JsonOut.open(json, command)) {
      LogReading log = LogReading.of(files, System.in, bytes -> {});
      FunctionTable table = FunctionTable.shipped();
      Situation situation = Situation.of(log, table);
      if (target != null) {
        target.write(ReadJson.of(log, situation, table));
      }
      Desk.print(
          command.commandLine().getOut(),
          new ReadText(Terminal.style(), table, all).lines(files, log, situation));
      return log.reports().isEmpty() && log.lockLists().isEmpty() ? 1 : 0;
    } catch (UnreadableLog reason) {
      PrintWriter err = command.commandLine().getErr();
      err.println(reason.what());
      err.flush();
      return Outcome.BAD_INPUT;
    }
  }
}
