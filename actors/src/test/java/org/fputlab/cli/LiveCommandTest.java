package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fputlab.DocBlock;
import org.fputlab.scenario.ScenarioLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
  void commandsOfTheDocumentationWork(String arguments) {
    assertThat(live(arguments + " --duration 20s")).isLessThan(2);
    assertThat(out.toString()).contains("verdict: ");
    assertThat(err.toString()).isNotEmpty();
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
                    " +1\\d\\.\\d{6}  afs-server        FINDING  long wait: \\d nfsd threads wait for"
                        + " afs-server, which fault #1 \\(hang\\) holds up, the longest .*"));
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
        "--log-format jsn | 'jsn' is no log format. Did you mean json?"
      })
  void aBadLogOptionIsNamedWithTheWordThatWasMeant(String options, String message) {
    assertThat(live(HANGS + " --duration 1s " + options)).isEqualTo(2);
    assertThat(err.toString()).contains(message).endsWith("Try: fputlab live --help\n");
    assertThat(out.toString()).isEmpty();
  }
}
