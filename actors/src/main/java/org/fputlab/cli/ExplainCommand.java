package org.fputlab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.report.Explanation;
import org.fputlab.scenario.text.NearestWord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab explain}: what a finding or a verdict means, and what to do. */
@Command(
    name = "explain",
    description = {
      "Explains what a finding or a verdict means, what to do, and which page has more.",
      "Without KIND: all of them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:no such finding or verdict", "70:fputlab itself failed"},
    footer = {"", "Example:", "  fputlab explain long wait"})
final class ExplainCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "KIND",
      description = "A word from a report, as in deadlock or long wait.")
  private List<String> kind = List.of();

  @Override
  public Integer call() {
    List<Explanation> explained = kind.isEmpty() ? Explanation.all() : asked();
    for (Explanation one : explained) {
      Desk.print(command.commandLine().getOut(), one.lines());
    }
    return 0;
  }

  private List<Explanation> asked() {
    String word = String.join(" ", kind).replace('_', ' ');
    List<Explanation> asked = Explanation.of(word);
    if (asked.isEmpty()) {
      List<String> known = Explanation.all().stream().map(Explanation::word).distinct().toList();
      throw new ParameterException(
          command.commandLine(),
          "'" + word + "' is no finding and no verdict. " + NearestWord.hint(word, known));
    }
    return asked;
  }
}
