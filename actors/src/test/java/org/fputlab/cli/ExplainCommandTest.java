package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.SampleRun;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    StandInLaboratory laboratory = new StandInLaboratory(SampleRun.under(ClosePolicy.DEFERRED));
    return Fputlab.commandLine(
            laboratory, new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void explainSaysWhatAWordMeans() {
    assertThat(execute("explain", "long", "wait")).isZero();
    assertThat(out.toString()).startsWith("long wait, a finding\n  means  ").contains("  do     ");
  }

  @Test
  void explainOfAnUnknownWordNamesTheNearest() {
    assertThat(execute("explain", "lon", "wait")).isEqualTo(2);
    assertThat(err.toString())
        .contains("'lon wait' is no finding and no verdict. Did you mean long wait?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void explainWithoutAWordTellsAll() {
    assertThat(execute("explain")).isZero();
    assertThat(out.toString()).contains("deadlock, a finding", "deadlock, a verdict", "unseen, a");
  }
}
