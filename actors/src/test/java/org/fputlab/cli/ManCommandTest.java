package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.SampleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ManCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private CommandLine fputlab() {
    StandInLaboratory laboratory = new StandInLaboratory(SampleRun.under(ClosePolicy.DEFERRED));
    return Fputlab.commandLine(
        laboratory, new Interruption(), new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void aPageHasWhatHelpHas() {
    assertThat(fputlab().execute("man", "run")).isZero();
    assertThat(out.toString())
        .startsWith(".TH \"FPUTLAB-RUN\" 1")
        .contains(
            ".SH NAME\nfputlab\\-run \\- Runs one scenario",
            "\\fB\\-\\-close\\fR=\\fIPOLICY\\fR\nWhat a final fput() does",
            "\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\n",
            ".SH EXIT STATUS\n.TP\n\\fB0\\fR\n",
            ".SH SEE ALSO\n.BR fputlab (1)\n");
  }

  @Test
  void everyCommandHasAPageAndNoLineOfTextIsTakenForARequest(@TempDir Path folder)
      throws IOException {
    CommandLine all = fputlab();
    assertThat(all.execute("man", "--out", folder.resolve("man1").toString())).isZero();
    try (Stream<Path> pages = Files.list(folder.resolve("man1"))) {
      List<String> names = pages.map(page -> page.getFileName().toString()).toList();
      assertThat(names).contains("fputlab.1").hasSize(all.getSubcommands().size() + 1);
    }
    for (String name : all.getSubcommands().keySet()) {
      assertThat(Files.readString(folder.resolve("man1/fputlab-" + name + ".1")).lines())
          .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
          .allMatch(line -> line.matches("\\.(TH|SH|PP|TP|br|nf|fi|BR)( .*)?"));
    }
  }

  @Test
  void ofAnUnknownCommandTheNearestIsNamed() {
    assertThat(fputlab().execute("man", "rn")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no command 'rn'. Did you mean run?");
    assertThat(out.toString()).isEmpty();
  }
}
