package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.SampleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    StandInLaboratory laboratory = new StandInLaboratory(SampleRun.under(ClosePolicy.DEFERRED));
    return Fputlab.commandLine(
            laboratory, new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(arguments);
  }

  /** What bash offers for the last of these words. */
  private String offered(Path folder, String... words) throws IOException, InterruptedException {
    assertThat(execute("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), out.toString());
    String line = String.join(" ", words);
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source %s; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(%s);"
                        .formatted(script, line, line)
                    + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_fputlab;"
                    + " echo ${COMPREPLY[@]}")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String offers = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return offers.strip();
  }

  @Test
  void bashCompletesACommand(@TempDir Path folder) throws IOException, InterruptedException {
    assertThat(offered(folder, "fputlab", "comp")).isEqualTo("compare completion");
  }

  @Test
  void bashCompletesAPolicyByItsWord(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(offered(folder, "fputlab", "run", "--close", "nfsd"))
        .isEqualTo("nfsd-sync nfsd-task-work");
  }

  @Test
  void zshHasTheSameScriptAsBash() {
    execute("completion", "bash");
    String bash = out.toString();
    out.getBuffer().setLength(0);
    execute("completion", "zsh");
    assertThat(out.toString()).isEqualTo(bash).contains("bashcompinit");
  }

  @Test
  void fishKnowsCommandsOptionsAndTheirWords() {
    assertThat(execute("completion", "fish")).isZero();
    assertThat(out.toString().lines())
        .allMatch(line -> line.startsWith("complete -c fputlab -n "))
        .anyMatch(line -> line.contains("-a 'compare' -d "))
        .anyMatch(
            line ->
                line.contains("'__fish_seen_subcommand_from run' -l close -r -f -a")
                    && line.contains("'deferred sync fput-now nfsd-sync nfsd-task-work'"));
  }

  @Test
  void anotherShellIsAMistake() {
    assertThat(execute("completion", "fis")).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no script for 'fis'. Did you mean fish?", "Try: fputlab completion");
    assertThat(out.toString()).isEmpty();
  }
}
