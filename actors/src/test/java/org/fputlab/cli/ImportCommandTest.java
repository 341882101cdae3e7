package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  private static final String SAMPLE = "../docs/samples/closes.txt";

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  ImportCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int execute(String... arguments) {
    return Fputlab.commandLine(
            new ShippedLaboratory(), new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void scenarioIsWrittenWithTitleAndPolicy() throws ScenarioProblems {
    int code =
        execute("import", SAMPLE, "--out", file("a.conf"), "--title", "ours", "--close", "sync");
    assertThat(code).isZero();
    Scenario scenario = ScenarioLoader.load(folder.resolve("a.conf"));
    assertThat(scenario.title()).isEqualTo("ours");
    assertThat(scenario.kernel().close()).isEqualTo(ClosePolicy.SYNC);
    assertThat(out.toString()).contains("34,035 closes in 60.0 s", "./fputlab compare ");
    assertThat(err.toString()).isEmpty();
    assertThat(folder.toFile().list()).containsExactly("a.conf");
  }

  @Test
  void withoutAFileTheScenarioGoesToStdoutAndTheReportToStderr() throws ScenarioProblems {
    assertThat(execute("import", SAMPLE)).isZero();
    assertThat(ScenarioLoader.parse(out.toString(), "a.conf").title())
        .isEqualTo("closes measured in closes.txt");
    assertThat(err.toString()).contains("not measured, and what the scenario has instead");
  }

  @Test
  void importMayBeRepeatedButReplacesNothingUnasked() throws IOException {
    assertThat(execute("import", SAMPLE, "--out", file("a.conf"))).isZero();
    byte[] first = Files.readAllBytes(folder.resolve("a.conf"));
    assertThat(execute("import", SAMPLE, "--out", file("a.conf"))).isZero();
    assertThat(out.toString())
        .contains("wrote " + file("a.conf"), "left unchanged " + file("a.conf"));
    assertThat(folder.resolve("a.conf")).hasBinaryContent(first);

    Files.writeString(folder.resolve("a.conf"), "title = mine\n");
    assertThat(execute("import", SAMPLE, "--out", file("a.conf"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("a.conf: is there already, with another text. Add --replace");
    assertThat(folder.resolve("a.conf")).hasContent("title = mine\n");

    assertThat(execute("import", SAMPLE, "--out", file("a.conf"), "--replace")).isZero();
    assertThat(out.toString()).contains("replaced " + file("a.conf"));
    assertThat(folder.resolve("a.conf")).hasBinaryContent(first);
  }

  @Test
  void whatIsImportedIsNeverReplaced() throws IOException {
    Path closes = Files.copy(Path.of(SAMPLE), folder.resolve("closes.txt"));
    String name = closes.toString();
    assertThat(execute("import", name, "--out", name, "--replace")).isEqualTo(2);
    assertThat(err.toString()).contains("closes.txt: is a file to import");
    assertThat(closes).hasSameBinaryContentAs(Path.of(SAMPLE));
  }

  @Test
  void nothingIsWrittenOfAFileThatIsRefused() throws IOException {
    Files.writeString(folder.resolve("empty.txt"), "");
    assertThat(execute("import", file("empty.txt"), "--out", file("a.conf"))).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(file("empty.txt") + ": is empty.\nnothing was written\n");
    assertThat(execute("import", file("no.txt"), "--out", file("a.conf"))).isEqualTo(2);
    assertThat(execute("import", SAMPLE, SAMPLE, "--out", file("a.conf"))).isEqualTo(2);
    assertThat(execute("import", SAMPLE, "--out", file("no/a.conf"))).isEqualTo(2);
    assertThat(execute("import", SAMPLE, "--out", folder.toString())).isEqualTo(2);
    assertThat(execute("import")).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactly("empty.txt");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void badOptionsAreNamed() {
    assertThat(execute("import", SAMPLE, "--unit", "min")).isEqualTo(2);
    assertThat(err.toString()).contains("'min' is no unit of time. Known: ns, us, ms, s");
    assertThat(execute("import", SAMPLE, "--over", "60")).isEqualTo(2);
    assertThat(err.toString()).contains("'60' is no duration");
    assertThat(execute("import", SAMPLE, "--of", "__fputt")).isEqualTo(2);
    assertThat(err.toString())
        .contains("'__fputt' is no function of a close. Did you mean __fput?");
    assertThat(execute("import", SAMPLE, "--rate", "500")).isEqualTo(2);
    assertThat(err.toString()).contains("'500' is no rate. A number by a unit of time");
    assertThat(execute("import", SAMPLE, "--by", "nfds")).isEqualTo(2);
    assertThat(err.toString()).contains("'nfds' closes nothing. Did you mean nfsd?");
    assertThat(execute("import", SAMPLE, "--cpus", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("'0' is no number of processors");
    assertThat(execute("import", SAMPLE, "--rate", "5/s", "--over", "5s")).isEqualTo(2);
    assertThat(err.toString()).contains("--over and --rate both say how many closes come");
  }

  @Test
  void optionsSayWhatAHistogramDoesNot() throws IOException {
    String map =
        "@:\n[64, 128)            600 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|\n\n";
    Files.writeString(folder.resolve("h.txt"), map);
    assertThat(execute("import", file("h.txt"))).isEqualTo(2);
    assertThat(execute("import", file("h.txt"), "--of", "__fput", "--unit", "us", "--over", "60s"))
        .isZero();
    assertThat(out.toString()).contains("io empirical(64us..128us 600)", "rate = 10/s");
  }

  @Test
  void rateAndWhoClosesMayBeSaidInsteadOfATime() throws IOException {
    String map =
        "@us[__fput]:\n[64, 128)    600 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|\n\n";
    Files.writeString(folder.resolve("h.txt"), map);
    assertThat(execute("import", file("h.txt"), "--rate", "90/m", "--by", "delayed_fput")).isZero();
    assertThat(out.toString()).contains("600 times by delayed_fput", "rate = 1.5/s");
    assertThat(err.toString())
        .contains("600 closes, from a bpftrace histogram", "as said by --rate");
  }

  @Test
  void scenarioOfAllWhoCloseRuns() throws IOException {
    String bar = "[64, 128)    600 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@|\n\n";
    StringBuilder maps = new StringBuilder("measured for 60000 ms\n");
    for (String key : List.of("delayed_fput", "nfsd", "nfsd, xfs", "task", "lockd, vfs")) {
      maps.append("@__fput_us[").append(key).append("]:\n").append(bar);
    }
    Files.writeString(folder.resolve("h.txt"), maps);
    assertThat(execute("import", file("h.txt"), "--out", file("a.conf"))).isZero();
    assertThat(execute("run", file("a.conf"), "--duration", "2s")).isZero();
    assertThat(out.toString()).contains("verdict: ok");
    assertThat(err.toString()).isEmpty();
  }
}
