package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.Replay;
import org.fputlab.report.ReportHtml;
import org.fputlab.report.RunJson;
import org.fputlab.report.RunText;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.CourseListener;
import org.fputlab.scenario.running.RunListener;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fputlab run}: one scenario under one policy. */
@Command(
    name = "run",
    description = "Runs one scenario in simulated time, and reports what hangs, waits or piles up.",
    footer = {
      "",
      "Example:",
      "  fputlab run nfsd/outruns-delayed-fput --close nfsd-sync --duration 30s"
    })
final class RunCommand implements Callable<Integer> {

  private final Laboratory laboratory;
  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin private final RunArguments arguments = new RunArguments();
  @Mixin private final SimulatedTime time = new SimulatedTime();
  @Mixin private final TraceOut trace = new TraceOut();

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      completionCandidates = Words.Policy.class,
      converter = Words.Policy.class,
      description =
          "What a final fput() does: deferred, sync, fput-now, nfsd-sync or nfsd-task-work. "
              + "Default: the file's own.")
  private @Nullable ClosePolicy close;

  RunCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    Scenario scenario = arguments.scenario(laboratory);
    ClosePolicy policy = close == null ? scenario.kernel().close() : close;
    long seed = arguments.seedOr(scenario.seed());
    RunOptions options = new RunOptions(policy, seed, time.or(scenario.duration()));
    arguments.applyLog(LogbackLevels.of(scenario));
    try (JsonFile json = arguments.openJson();
        WholeFile html = arguments.openHtml();
        TraceOut.Trace traced = trace.open(options.duration())) {
      return run(scenario, options, json, html, traced);
    }
  }

  private int run(
      Scenario scenario,
      RunOptions options,
      @Nullable JsonFile json,
      @Nullable WholeFile html,
      TraceOut.Trace traced)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    RunText text = new RunText(Terminal.style(), Terminal.blocks());
    if (!arguments.isQuiet()) {
      Desk.print(out, text.header(scenario, options));
    }
    CourseListener course = new CourseListener(options.duration());
    RunListener picture = html == null ? RunListener.NONE : course;
    RunResult result = result(scenario, options, RunListener.all(picture, traced.listener()));
    Desk.print(
        out, arguments.isQuiet() ? text.ending(result, options) : text.body(result, options));
    if (json != null) {
      json.write(RunJson.of(result, options));
    }
    if (html != null) {
      html.write(ReportHtml.run("run", result, options, course.course()));
    }
    List<String> told = traced.finish(result, Replay.command(result, options));
    Desk.print(out, arguments.isQuiet() ? List.of() : told);
    return Outcome.of(result).exitCode();
  }

  private RunResult result(Scenario scenario, RunOptions options, RunListener also) {
    boolean draws = Terminal.drawsProgress() && !arguments.isQuiet() && !arguments.hasLog();
    PrintWriter terminal = command.commandLine().getErr();
    try (Desk desk = new Desk(laboratory.bench(), interruption, terminal, draws)) {
      return desk.run(scenario, options, also);
    }
  }
}
