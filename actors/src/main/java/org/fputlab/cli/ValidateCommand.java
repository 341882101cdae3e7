package org.fputlab.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.report.JsonFile;
import org.fputlab.report.Outcome;
import org.fputlab.report.Style;
import org.fputlab.report.ValidationJson;
import org.fputlab.report.ValidationText;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.MeasuredRuns;
import org.fputlab.scenario.measured.Measurements;
import org.fputlab.scenario.text.Problem;
import org.fputlab.scenario.text.ScenarioProblems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab validate}: measurements of real kernels against the model. */
@Command(
    name = "validate",
    description = {
      "Compares the model with measurements of real kernels.",
      "Emulates each measured run from its own times of release and open, and prints both."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no figure is outside its bar by more than the measurement tells",
      "1:some figure is",
      "2:the directory, something in it or the page cannot be read; nothing was run",
      "74:the report or the page could not be written",
      "130:ended by Ctrl-C, or 143 by SIGTERM; the runs so far were printed"
    },
    footer = {
      "",
      "Examples:",
      "  fputlab validate scenarios/realkernel",
      "  fputlab validate scenarios/realkernel --page docs/validation.md"
    })
final class ValidateCommand implements Callable<Integer> {

  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      paramLabel = "DIR",
      description = "A directory with results.tsv and runs/, or scenarios/realkernel.")
  private String directory = "";

  @Option(names = "--json", paramLabel = "OUT", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Also replace the figures that this page of the docs shows.")
  private @Nullable Path page;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "How many runs to run at a time. Default: one for each processor.",
        "The output does not depend on it."
      })
  private int jobs = Runtime.getRuntime().availableProcessors();

  ValidateCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw new ParameterException(
          command.commandLine(), "--jobs = " + jobs + ": is below 1. One does all in turn.");
    }
    PageBlock block = page == null ? null : PageBlock.in(page, "validate " + directory);
    Measurements measurements = measurements();
    try (JsonFile file = JsonOut.open(json, command)) {
      interruption.stopsRunBy(() -> {}); // whom the emulations ask themselves
      List<Comparison> comparisons = compare(measurements);
      Desk.print(
          command.commandLine().getOut(), new ValidationText(Terminal.style()).lines(comparisons));
      if (comparisons.size() < measurements.runs().size()) {
        Desk.print(command.commandLine().getOut(), List.of(soFar(comparisons, measurements)));
      } else if (block != null) {
        block.show(new ValidationText(Style.PLAIN).lines(comparisons));
      }
      if (file != null) {
        file.write(ValidationJson.of(comparisons));
      }
      return exitCode(comparisons);
    }
  }

  private static String soFar(List<Comparison> ended, Measurements of) {
    return "interrupted: this is of the %d of %d runs that had ended"
        .formatted(ended.size(), of.runs().size());
  }

  private int exitCode(List<Comparison> comparisons) {
    if (interruption.hasHappened()) {
      return Outcome.INTERRUPTED;
    }
    return comparisons.stream().allMatch(Comparison::isInside)
        ? Outcome.AS_EXPECTED
        : Outcome.UNEXPECTED;
  }

  private Measurements measurements() throws Laboratory.BadScenario {
    try {
      if (Files.exists(Path.of(directory))) {
        return MeasuredRuns.read(Path.of(directory), directory);
      }
      String name = directory.replaceFirst("^scenarios/", "");
      return ScenarioLoader.withShipped(
          folder -> MeasuredRuns.read(folder.resolve(name), directory));
    } catch (ScenarioProblems bad) {
      throw new Laboratory.BadScenario(bad.problems().stream().map(Problem::text).toList());
    }
  }

  private List<Comparison> compare(Measurements measurements) throws InterruptedException {
    RunsProgress progress =
        new RunsProgress(
            command.commandLine().getErr(), Terminal.drawsProgress(), System::nanoTime);
    try {
      return new ValidationJobs(
              measurements,
              interruption::hasHappened,
              (runs, of, last) -> progress.finished(runs, of, last.run().name()))
          .compare(jobs);
    } finally {
      progress.erase();
    }
  }
}
