package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.CompareText;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.ReportHtml;
import org.fputlab.report.RunJson;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fputlab compare}: one scenario under every policy, on the same random numbers. */
@Command(
    name = "compare",
    description = "Runs one scenario under every close policy on the same random numbers.",
    footer = {"", "Example:", "  fputlab compare afs/silly-remove-server-hangs --seed 7"})
final class CompareCommand implements Callable<Integer> {

  private final Laboratory laboratory;
  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final RunArguments arguments = new RunArguments();
  @Mixin private final SimulatedTime time = new SimulatedTime();

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      split = ",",
      completionCandidates = Words.Policy.class,
      converter = Words.Policy.class,
      description =
          "Only these policies, as in deferred,sync. Known: deferred, sync, fput-now, "
              + "nfsd-sync, nfsd-task-work. Default: all.")
  private List<ClosePolicy> close = Arrays.asList(ClosePolicy.values());

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "How many policies to run at a time, each with memory of its own. Default: one "
            + "for each processor, and one where a log is shown.",
        "The output does not depend on it."
      })
  private int jobs = Runtime.getRuntime().availableProcessors();

  CompareCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw new ParameterException(
          command.commandLine(), "--jobs = " + jobs + ": is below 1. One does all in turn.");
    }
    Scenario scenario = arguments.scenario(laboratory);
    arguments.applyLog(LogbackLevels.of(scenario));
    try (JsonFile json = arguments.openJson();
        WholeFile html = arguments.openHtml()) {
      return compare(scenario, json, html);
    }
  }

  private int compare(Scenario scenario, @Nullable JsonFile json, @Nullable WholeFile html)
      throws IOException, InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    CompareText text = new CompareText(Terminal.style(), Terminal.blocks());
    long seed = arguments.seedOr(scenario.seed());
    long duration = time.or(scenario.duration());
    if (!arguments.isQuiet()) {
      Desk.print(out, text.header(scenario, seed, duration));
    }
    List<SideBySide.Compared> compared = sideBySide(scenario, seed, duration, html != null);
    List<RunResult> results = compared.stream().map(SideBySide.Compared::result).toList();
    Desk.print(
        out,
        arguments.isQuiet()
            ? text.ending(results, duration).stream().skip(1).toList()
            : text.body(results, duration));
    if (json != null) {
      json.write(RunJson.compare(results, duration));
    }
    if (html != null) {
      html.write(
          ReportHtml.compare(
              results, duration, compared.stream().flatMap(one -> one.course().stream()).toList()));
    }
    return Outcome.exitCode(results.stream().map(Outcome::of).toList());
  }

  private List<SideBySide.Compared> sideBySide(
      Scenario scenario, long seed, long duration, boolean withCourse) throws InterruptedException {
    List<ClosePolicy> policies = close.stream().distinct().toList();
    boolean draws = Terminal.drawsProgress() && !arguments.isQuiet() && !arguments.hasLog();
    PrintWriter terminal = command.commandLine().getErr();
    try (SideBySide side =
        new SideBySide(laboratory, interruption, scenario, withCourse, terminal, draws)) {
      return side.run(policies, seed, duration, arguments.hasLog() ? 1 : jobs);
    }
  }
}
