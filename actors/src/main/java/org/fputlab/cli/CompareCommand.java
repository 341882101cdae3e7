package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.CompareText;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.ReportHtml;
import org.fputlab.report.RunJson;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.CourseListener;
import org.fputlab.scenario.RunListener;
import org.fputlab.scenario.RunOptions;
import org.fputlab.scenario.RunResult;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Course;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
          "Only these policies, as in deferred,sync. Known: deferred, sync, fput-now, nfsd-sync,"
              + " nfsd-task-work.")
  private List<ClosePolicy> close = Arrays.asList(ClosePolicy.values());

  CompareCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    Scenario scenario = arguments.scenario(laboratory);
    arguments.applyLog(LogbackLevels.of(scenario));
    try (JsonFile json = arguments.openJson();
        WholeFile html = arguments.openHtml()) {
      return compare(scenario, json, html);
    }
  }

  private int compare(Scenario scenario, @Nullable JsonFile json, @Nullable WholeFile html)
      throws IOException {
    PrintWriter out = command.commandLine().getOut();
    CompareText text = new CompareText(Terminal.style(), Terminal.blocks());
    long seed = arguments.seedOr(scenario.seed());
    long duration = time.or(scenario.duration());
    if (!arguments.isQuiet()) {
      Desk.print(out, text.header(scenario, seed, duration));
    }
    List<CourseListener> courses = new ArrayList<>();
    List<RunResult> results =
        results(
            scenario,
            seed,
            duration,
            () -> html == null ? RunListener.NONE : next(courses, duration));
    Desk.print(
        out,
        arguments.isQuiet()
            ? text.ending(results, duration).stream().skip(1).toList()
            : text.body(results, duration));
    if (json != null) {
      json.write(RunJson.compare(results, duration));
    }
    if (html != null) {
      List<Course> seen = courses.stream().map(CourseListener::course).toList();
      html.write(ReportHtml.compare(results, duration, seen));
    }
    return Outcome.exitCode(results.stream().map(Outcome::of).toList());
  }

  private static CourseListener next(List<CourseListener> courses, long duration) {
    courses.add(new CourseListener(duration));
    return courses.get(courses.size() - 1);
  }

  /** Up to the first run that was interrupted, which is the last. */
  private List<RunResult> results(
      Scenario scenario, long seed, long duration, Supplier<RunListener> also) {
    List<RunResult> results = new ArrayList<>();
    boolean draws = Terminal.drawsProgress() && !arguments.isQuiet() && !arguments.hasLog();
    PrintWriter terminal = command.commandLine().getErr();
    try (Desk desk = new Desk(laboratory.bench(), interruption, terminal, draws)) {
      for (ClosePolicy policy : close.stream().distinct().toList()) {
        RunResult result = desk.run(scenario, new RunOptions(policy, seed, duration), also.get());
        results.add(result);
        if (result.interrupted() || interruption.hasHappened()) {
          break;
        }
      }
    }
    return results;
  }
}
