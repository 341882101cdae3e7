package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.Paragraph;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab list}: the scenarios that come with the program. */
@Command(
    name = "list",
    description = "Lists the shipped scenarios with their titles and the verdicts they expect.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:a bad option", "70:fputlab itself failed"},
    footer = {"", "Example:", "  fputlab list nfsd"})
final class ListCommand implements Callable<Integer> {

  private final Laboratory laboratory;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "PART",
      description = "Only scenarios whose name contains this.")
  private String part = "";

  ListCommand(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  @Override
  public Integer call() throws Laboratory.BadScenario {
    PrintWriter out = command.commandLine().getOut();
    List<String> names =
        laboratory.shippedNames().stream().filter(name -> name.contains(part)).sorted().toList();
    if (names.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "no shipped scenario has '" + part + "' in its name");
    }
    for (String name : names) {
      Desk.print(out, entry(name, laboratory.loadShipped(name)));
    }
    return 0;
  }

  private static List<String> entry(String name, Scenario scenario) {
    List<String> lines = new ArrayList<>();
    lines.add(Terminal.style().heading(name));
    lines.addAll(Paragraph.lines("    ", scenario.title()));
    lines.addAll(Paragraph.lines("    expects ", expectations(scenario)));
    return lines;
  }

  private static String expectations(Scenario scenario) {
    List<String> words = new ArrayList<>();
    for (ClosePolicy policy : ClosePolicy.values()) {
      @Nullable Verdict verdict = scenario.expect().get(policy);
      if (verdict != null) {
        words.add(policy.word() + " = " + verdict.word());
      }
    }
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }
}
