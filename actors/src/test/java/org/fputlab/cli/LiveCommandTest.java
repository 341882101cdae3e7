package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fputlab.DocBlock;
import org.fputlab.scenario.ScenarioLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** {@code fputlab live} from the command line, fast enough for a test. */
class LiveCommandTest {

  private static final String PROMPT = "$ ./fputlab live ";
  private static final String HANGS = "afs/silly-remove-server-hangs";
  private static final List<String> FAST = List.of("--speed", "100", "--port", "0");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void asInTheBeginning() throws Exception {
    LogbackLevels.ofLive(ScenarioLoader.loadShipped(HANGS))
        .set(Map.of("all", "warn", "events", "info", "findings", "info"));
    ((Logger) LoggerFactory.getLogger("fputlab")).setLevel(null);
  }

  private int live(String arguments) {
    List<String> words = new ArrayList<>(List.of("live"));
    words.addAll(List.of(arguments.split(" ", -1)));
    words.addAll(FAST);
    return Fputlab.commandLine(
            new ShippedLaboratory(), new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(words.toArray(String[]::new));
  }

  static List<String> shownInTheDocumentation() {
    return DocBlock.all("console").stream()
        .flatMap(block -> block.text().lines())
        .filter(line -> line.startsWith(PROMPT))
        .map(line -> line.substring(PROMPT.length()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("shownInTheDocumentation")
  void commandsOfTheDocumentationWork(String arguments, @TempDir Path folder) {
    String here = arguments.replace("--record ", "--record " + folder + "/");
    assertThat(live(here + " --duration 20s")).isLessThan(2);
    assertThat(out.toString()).contains("verdict: ");
    assertThat(err.toString().isEmpty()).isEqualTo(!arguments.contains("--log"));
  }

  @Test
  void eventsAndFindingsAreToldUnasked() {
    assertThat(live(HANGS + " --close sync --duration 30s")).isZero();
    List<String> lines = err.toString().lines().toList();
    assertThat(lines)
        .contains("   10.000000  fault             #1 afs-server hang begins")
        .anyMatch(
            line ->
                line.matches(
                    " +1\\d\\.\\d{6}  afs-server        FINDING  long wait: \\d nfsd threads wait up"
                        + " to \\S+ s for afs-server, held up by fault #1 \\(hang\\)"));
    assertThat(lines).noneMatch(line -> line.contains("nfsd-3  "));
    assertThat(out.toString()).doesNotContain("FINDING");
  }

  @Test
  void anActorByItsNameTellsWhatItDoesAndNoOther() {
    live(HANGS + " --close sync --duration 9s --log nfsd-3=debug");
    assertThat(err.toString().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("nfsd-3  ", "   10.000000  ".length()));
  }

  @Test
  void jsonLinesHaveTheSameFieldsEach() throws IOException {
    live(HANGS + " --close sync --duration 20s --log nfsd=trace --log-format json");
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : err.toString().lines().toList()) {
      lines.add(mapper.readTree(line));
    }
    assertThat(lines)
        .allMatch(
            line ->
                Stream.of("at_ns", "actor", "level", "frame", "text").allMatch(line::has)
                    && line.size() == 5);
    assertThat(lines).extracting(line -> line.get("level").asText()).contains("info", "debug");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--log nfsd-33=debug | nor an actor of this scenario. Did you mean nfsd-3?",
        "--log afs-sever=debug | Did you mean afs-server?",
        "--log finding=error | Did you mean findings?",
        "--log nfsd-3=lots | 'lots' is no log level",
        "--log-format jsn | 'jsn' is no log format. Did you mean json?",
        "--port abc | 'abc' is no port. A whole number from 0 to 65535",
        "--port 65536 | '65536' is no port. A whole number from 0 to 65535"
      })
  void aBadLogOptionIsNamedWithTheWordThatWasMeant(String options, String message) {
    assertThat(live(HANGS + " --duration 1s " + options)).isEqualTo(2);
    assertThat(err.toString()).contains(message).endsWith("Try: fputlab live --help\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theHelpKnowsHowLongALiveRunLasts() {
    live("--help");
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("--duration=TIME How long the run lasts, as in 30s. Default: one hour.")
        .doesNotContain("Simulated time");
  }

  @Test
  void thePageOfAllAddressesIsAtTheMachinesName() throws IOException {
    InetSocketAddress all = new InetSocketAddress(8473);
    assertThat(LiveCommand.page(all, Optional.of("secret")))
        .isEqualTo(
            "http://%s:8473/?token=secret".formatted(InetAddress.getLocalHost().getHostName()));
    InetSocketAddress one = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8473);
    assertThat(LiveCommand.page(one, Optional.empty())).isEqualTo("http://127.0.0.1:8473/");
  }

  @Test
  void aRecordingThatCannotBeWrittenEndsTheRunWithItsReport(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("report");
    Path errors = folder.resolve("errors");
    Process limited =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 8; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.fputlab.cli.Main",
                "live",
                "nfsd/outruns-delayed-fput",
                "--speed",
                "100",
                "--port",
                "0",
                "--quiet",
                "--record",
                folder.resolve("run.rec").toString())
            .redirectOutput(report.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(limited.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(limited.exitValue()).isEqualTo(74);
    assertThat(Files.readString(report))
        .contains("of 3600s, where the recording could not go on: this is the report so far")
        .contains("verdict: ");
    assertThat(Files.readString(errors))
        .contains("fputlab: the recording could not be written: ")
        .contains("run.rec: ");
  }

  /** As a script starts it: the shell of a script has its background jobs ignore SIGINT. */
  private static Process inTheBackground(Path report) throws IOException {
    return new ProcessBuilder(
            "sh",
            "-c",
            "\"$@\" & wait $!",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "org.fputlab.cli.Main",
            "live",
            "nfsd/outruns-delayed-fput",
            "--port",
            "0")
        .redirectOutput(report.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aBackgroundJobTellsHowItCanBeEndedAndSoItCan(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("report");
    Process shell = inTheBackground(report);
    try {
      Matcher told = Pattern.compile("end {7}kill -TERM (\\d+), or POST /stop").matcher("");
      while (!told.reset(Files.readString(report)).find()) {
        assertThat(shell.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(Files.readString(report)).doesNotContain("Ctrl-C");
      String process = told.group(1);
      assertThat(new ProcessBuilder("kill", "-INT", process).start().waitFor()).isZero();
      assertThat(new ProcessBuilder("kill", "-TERM", process).start().waitFor()).isZero();
      assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(shell.exitValue()).isEqualTo(143);
      assertThat(Files.readString(report)).contains("verdict: ");
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
  }
}
