package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.ScenarioOfLog;
import org.fputlab.kernellog.Situation;
import org.fputlab.kernellog.UnreadableLog;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.ReadJson;
import org.fputlab.report.ReadText;
import org.fputlab.report.ReportHtml;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab read}: who waits for whom on a real machine that hung, from its log. */
@Command(
    name = "read",
    description = {
      "Reads the log of a real machine that hung, and says who waits for whom.",
      "Finds hung tasks, lists of locks, lockdep reports, sysrq w, t and d, "
          + "/proc/PID/stack, ps with wchan, crash's bt, workqueue and RCU reports in logs as "
          + "they are, plain, .gz or .xz. docs/read.md has more."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:reports were found",
      "1:there is no report in it",
      "2:a bad option, or it cannot be read",
      "70:fputlab itself failed",
      "74:the report or the scenario could not be written"
    },
    footer = {"", "Example:", "  journalctl -k | fputlab read -"})
final class ReadCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A log of the machine. -: standard input.")
  private List<String> files = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = HtmlOut.DESCRIPTION)
  private @Nullable Path html;

  @Option(names = "--all", description = "Print every tree in full, with stacks.")
  private boolean all;

  @Option(
      names = "--scenario",
      paramLabel = "OUT",
      description = "Write the chain as a scenario, to run, compare and explore.")
  private @Nullable Path scenario;

  @Override
  public Integer call() throws IOException {
    try (JsonFile target = JsonOut.open(json, command);
        WholeFile page = HtmlOut.open(html, command);
        WholeFile chain = chain()) {
      return read(target, page, chain);
    } catch (UnreadableLog reason) {
      PrintWriter err = command.commandLine().getErr();
      err.println(reason.what());
      err.flush();
      return Outcome.BAD_INPUT;
    }
  }

  private int read(@Nullable JsonFile target, @Nullable WholeFile page, @Nullable WholeFile chain)
      throws IOException, UnreadableLog {
    LogReading log = log();
    FunctionTable table = FunctionTable.shipped();
    Situation situation = Situation.of(log, table);
    if (target != null) {
      target.write(ReadJson.of(log, situation, table));
    }
    if (page != null) {
      page.write(ReportHtml.read(files, log, situation, table));
    }
    PrintWriter out = command.commandLine().getOut();
    Desk.print(out, new ReadText(Terminal.style(), table, all).lines(files, log, situation));
    if (chain != null) {
      out.println();
      Desk.print(out, write(chain, ScenarioOfLog.of(log, situation, table)));
    }
    return log.reports().isEmpty() && log.lockLists().isEmpty() ? 1 : 0;
  }

  private LogReading log() throws UnreadableLog {
    if (!Terminal.drawsProgress()) {
      return LogReading.of(files, System.in, bytes -> {});
    }
    ReadProgress progress = new ReadProgress(command.commandLine().getErr(), System::nanoTime);
    try {
      return LogReading.of(files, System.in, progress);
    } finally {
      progress.end();
    }
  }

  /** Where the scenario goes, if one is wanted and the place is free. */
  private @Nullable WholeFile chain() throws IOException {
    Path out = scenario;
    if (out == null) {
      return null;
    }
    if (Files.isRegularFile(out)) {
      throw refused(out, "is there already. Name another file, or remove it");
    }
    try {
      return WholeFile.open(out);
    } catch (IOException failed) {
      throw refused(out, WholeFile.reason(failed));
    }
  }

  private ParameterException refused(Path out, String why) {
    return new ParameterException(command.commandLine(), "--scenario %s: %s".formatted(out, why));
  }

  private List<String> write(WholeFile chain, String text) throws IOException {
    if (text.isEmpty()) {
      return List.of("nobody waits in it: no scenario was written");
    }
    try {
      ScenarioLoader.parse(text, "chain.conf");
    } catch (ScenarioProblems refused) {
      return List.of("no scenario was written, for it would not load: " + refused.getMessage());
    }
    chain.write(text);
    return List.of(
        "wrote " + scenario + "; compare the ways of closing with",
        "./fputlab compare " + scenario);
  }
}
