package org.fputlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fputlab.cluster.SavedSearches;
import org.fputlab.explore.matrix.Cell;
import org.fputlab.explore.matrix.Cells;
import org.fputlab.explore.matrix.HazardFile;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.JsonFile;
import org.fputlab.report.MatrixHtml;
import org.fputlab.report.MatrixJson;
import org.fputlab.report.MatrixText;
import org.fputlab.report.Outcome;
import org.fputlab.report.Style;
import org.fputlab.report.WholeFile;
import org.fputlab.scenario.text.NearestWord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fputlab matrix}: every known hazard under every close policy. */
@Command(
    name = "matrix",
    description = {
      "Shows every known hazard of a close under every policy, and how each verdict is known.",
      "The rows are the scenarios in scenarios/hazards/."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:each verdict is the one that its file expects",
      "1:some is not",
      "2:a bad option or file; nothing was run",
      "74:the report or the page could not be written",
      "130:ended by Ctrl-C, or 143 by SIGTERM; the cells so far were printed"
    },
    footer = {
      "",
      "Examples:",
      "  fputlab matrix --hazard H09",
      "  fputlab matrix --page docs/matrix.md"
    })
final class MatrixCommand implements Callable<Integer> {

  private static final long DEFAULT_MOST = 1000;

  private final Laboratory laboratory;
  private final Interruption interruption;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--hazard",
      paramLabel = "ID",
      split = ",",
      description = "Only this hazard, as in H09, with each cell in full. May be repeated.")
  private List<String> hazards = List.of();

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "The most schedules to try for each cell. Default: 1000. 0: one run only.")
  private long most = DEFAULT_MOST;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "How many cells to run at a time. Default: one for each processor.",
        "The output does not depend on it."
      })
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", paramLabel = "OUT", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the matrix as one HTML file. A click on a cell opens it.")
  private @Nullable Path html;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Also replace the matrix that this page of the docs shows.")
  private @Nullable Path page;

  @Mixin private final ClusterArguments cluster = new ClusterArguments();

  MatrixCommand(Laboratory laboratory, Interruption interruption) {
    this.laboratory = laboratory;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Exception {
    check("--jobs", jobs, 1);
    check("-n", most, 0);
    cluster.check();
    List<HazardFile> rows = rows();
    PageBlock block = page == null ? null : PageBlock.in(page, shown());
    try (JsonFile file = JsonOut.open(json, command);
        WholeFile whole = HtmlOut.open(html, command)) {
      interruption.stopsRunBy(() -> {}); // whom the cells ask themselves
      List<Cell> cells = fill(rows);
      int exitCode = exitCode(cells);
      print(cells);
      if (block != null && !interruption.hasHappened()) {
        block.show(new MatrixText(Style.PLAIN).lines(cells, most));
      }
      if (whole != null) {
        whole.write(MatrixHtml.page(cells, most));
      }
      if (file != null) {
        file.write(MatrixJson.of(cells, most, exitCode));
      }
      return exitCode;
    }
  }

  /** The command as a page of documentation shows it. */
  private String shown() {
    return most == DEFAULT_MOST ? "matrix" : "matrix -n " + most;
  }

  private void check(String option, long value, long least) {
    if (value < least) {
      throw new ParameterException(
          command.commandLine(), "%s = %d: is below %d".formatted(option, value, least));
    }
  }

  private List<HazardFile> rows() throws Laboratory.BadScenario {
    List<String> names =
        laboratory.shippedNames().stream()
            .filter(name -> HazardFile.idOf(name).isPresent())
            .toList();
    List<String> known = names.stream().map(MatrixCommand::id).distinct().sorted().toList();
    List<String> asked = hazards.stream().map(id -> id.toUpperCase(Locale.ROOT)).toList();
    for (String id : asked) {
      if (!known.contains(id)) {
        throw new ParameterException(
            command.commandLine(),
            "--hazard %s: there is no such hazard.%s"
                .formatted(id, NearestWord.question(id, known)));
      }
    }
    List<HazardFile> rows = new ArrayList<>();
    for (String name : names) {
      if (asked.isEmpty() || asked.contains(id(name))) {
        rows.add(HazardFile.of(name, laboratory.loadShipped(name)));
      }
    }
    rows.sort(HazardFile.IN_ORDER);
    return rows;
  }

  private static String id(String name) {
    return HazardFile.idOf(name).orElseThrow();
  }

  private List<SavedSearches.Sought> searches(List<HazardFile> rows) {
    return rows.stream()
        .map(
            row ->
                new SavedSearches.Sought(
                    Cells.setting(row, ClosePolicy.DEFERRED), Cells.order(row, most)))
        .toList();
  }

  private List<Cell> fill(List<HazardFile> rows) throws InterruptedException, NoCluster {
    List<ClosePolicy> columns = Arrays.asList(ClosePolicy.values());
    RunsProgress progress =
        new RunsProgress(
            command.commandLine().getErr(), Terminal.drawsProgress(), System::nanoTime);
    try (Others others = cluster.open(jobs, progress, searches(rows))) {
      others.await(interruption::hasHappened);
      return new Cells(
              rows,
              columns,
              most,
              () -> others.exploration(1, interruption::hasHappened),
              interruption::hasHappened,
              (cells, of, last) ->
                  progress.finished(
                      cells, of, last.hazard().id() + " under " + last.close().word()))
          .fill(jobs);
    } finally {
      progress.erase();
    }
  }

  private void print(List<Cell> cells) throws IOException {
    PrintWriter out = command.commandLine().getOut();
    MatrixText text = new MatrixText(Terminal.style());
    if (!cells.isEmpty()) {
      Desk.print(out, text.lines(cells, most));
      if (!hazards.isEmpty()) {
        Desk.print(out, text.details(cells, most));
      }
      Desk.print(out, MatrixText.unexpected(cells));
    }
    if (interruption.hasHappened()) {
      Desk.print(out, List.of("interrupted: these are the cells that were filled"));
    }
  }

  private int exitCode(List<Cell> cells) {
    if (interruption.hasHappened()) {
      return Outcome.INTERRUPTED;
    }
    return MatrixText.unexpected(cells).isEmpty() ? Outcome.AS_EXPECTED : Outcome.UNEXPECTED;
  }
}
