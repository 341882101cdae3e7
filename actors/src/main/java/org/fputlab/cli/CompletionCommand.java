package org.fputlab.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.fputlab.scenario.text.NearestWord;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fputlab completion}: a script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in your shell.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:no such shell", "70:fputlab itself failed"},
    footer = {
      "",
      "Examples:",
      "  source <(fputlab completion bash)",
      "  fputlab completion fish > ~/.config/fish/completions/fputlab.fish"
    })
final class CompletionCommand implements Callable<Integer> {

  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  @Override
  public Integer call() {
    if (!SHELLS.contains(shell)) {
      throw new ParameterException(
          command.commandLine(),
          "there is no script for '" + shell + "'. " + NearestWord.hint(shell, SHELLS));
    }
    CommandLine all = command.root().commandLine();
    // bash's script turns zsh's bashcompinit on, and so serves both
    String script =
        shell.equals("fish")
            ? FishCompletion.of(all)
            : AutoComplete.bash(all.getCommandName(), all);
    command.commandLine().getOut().print(script);
    return 0;
  }
}
