package org.fputlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.explore.CyclesSought;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.JsonFile;
import org.fputlab.report.OrderJson;
import org.fputlab.report.OrderOutcome;
import org.fputlab.report.OrderText;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.StepOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab order}: what the steps of a scenario prove without being run. */
@Command(
    name = "order",
    description = {
      "Proves from the steps alone that nobody can wait forever, or shows which cycles "
          + "are possible.",
      "A proof holds for any number of tasks and runs, any order and any timing. For "
          + "each cycle, a few schedules are tried to see whether it comes about."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:proved; or the file expects a deadlock, or says under unproved why it is not",
      "2:a bad scenario or option; nothing was walked",
      "3:a cycle that the file does not expect, or a step of which nothing is known",
      "4:no cycle, but somebody may be left alone",
      "70:fputlab itself failed",
      "74:the report could not be written"
    },
    footer = {"", "Example:", "  fputlab order vm/munmap-under-mmap-lock --close sync"})
final class OrderCommand implements Callable<Integer> {

  private final Laboratory laboratory;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = ScenarioArgument.DESCRIPTION)
  private String file = "";

  @Option(
      names = "--close",
      paramLabel = "POLICY",
      split = ",",
      converter = Words.Policy.class,
      description =
          "Only these policies, as in deferred,sync. Known: deferred, sync, fput-now, "
              + "nfsd-sync, nfsd-task-work. Default: all.")
  private List<ClosePolicy> close = Arrays.asList(ClosePolicy.values());

  @Option(names = "--json", paramLabel = "OUT", description = JsonOut.DESCRIPTION)
  private @Nullable Path json;

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "How many schedules to try for each policy with a cycle. Default: 40. 0: none.")
  private long schedules = CyclesSought.SCHEDULES;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the answers.")
  private boolean quiet;

  OrderCommand(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  @Override
  public Integer call() throws Exception {
    Scenario scenario = ScenarioArgument.read(file, laboratory, command);
    try (JsonFile out = JsonOut.open(json, command)) {
      List<OrderOutcome> outcomes = new ArrayList<>();
      for (ClosePolicy policy : close.stream().distinct().toList()) {
        outcomes.add(OrderOutcome.of(scenario, policy, StepOrder.of(scenario, policy)));
      }
      search(scenario, outcomes);
      int exitCode = OrderOutcome.exitCode(outcomes);
      print(scenario, outcomes);
      if (out != null) {
        out.write(OrderJson.of(scenario, outcomes, exitCode));
      }
      return exitCode;
    }
  }

  /** Where something may hang; one machine serves all policies. */
  private void search(Scenario scenario, List<OrderOutcome> outcomes) {
    if (schedules < 1 || quiet || outcomes.stream().allMatch(OrderOutcome::isProved)) {
      return;
    }
    try (ScheduleRunner runner = new ScheduleRunner()) {
      outcomes.replaceAll(
          outcome ->
              outcome.isProved()
                  ? outcome
                  : outcome.with(
                      CyclesSought.of(
                          runner, scenario, outcome.close(), outcome.order().cycles(), schedules)));
    }
  }

  private void print(Scenario scenario, List<OrderOutcome> outcomes) {
    PrintWriter out = command.commandLine().getOut();
    OrderText text = new OrderText(Terminal.style());
    if (!quiet) {
      Desk.print(
          out, text.header(scenario, outcomes.stream().anyMatch(one -> one.sought().isPresent())));
      Desk.print(out, text.body(scenario, outcomes));
    }
    if (quiet || outcomes.size() > 1) {
      Desk.print(out, text.ending(outcomes));
    }
  }
}
