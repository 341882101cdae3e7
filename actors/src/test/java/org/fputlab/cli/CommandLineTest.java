package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.SampleRun;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  private static final String SHIPPED = "nfsd/sample";

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private final StandInLaboratory laboratory =
      new StandInLaboratory(
          SampleRun.under(ClosePolicy.DEFERRED)
              .verdict(Verdict.GROWS)
              .expects(ClosePolicy.DEFERRED, Verdict.GROWS)
              .expects(ClosePolicy.SYNC, Verdict.OK));

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int execute(String... arguments) {
    return Fputlab.commandLine(
            laboratory, new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(arguments);
  }

  private void assertNothingWasRun() {
    assertThat(laboratory.runs).isEmpty();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).doesNotContain("\tat ", "Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sed 1 | there is no option --sed. Did you mean --seed?",
        "--seed many | 'many' is no seed",
        "--close defered | 'defered' is no close policy. Did you mean deferred?",
        "--duration 30 | '30' is no duration",
        "--duration 5parsecs | '5parsecs' is no duration",
        "--duration 0s | '0s' is no duration: it must be above zero",
        "--duration 900000h | '900000h' is longer than a year",
        "--log nfds=debug | 'nfds' is no subsystem, nor an actor of this scenario. Did you mean nfsd?",
        "--log nfsd=debg | 'debg' is no log level. Did you mean debug?",
        "--log nfsd | 'nfsd' is no subsystem=level, as in nfsd=debug",
        "--json /no/such/dir/x.json | --json /no/such/dir/x.json: there is no directory /no/such/dir",
        "--html /no/such/dir/x.html | --html /no/such/dir/x.html: cannot be written: there is no directory"
      })
  void badOptionIsNamedWithTheWordThatWasMeant(String options, String message) {
    String[] words = (options + " " + SHIPPED).split(" ", -1);
    String[] arguments = new String[words.length + 1];
    arguments[0] = "run";
    System.arraycopy(words, 0, arguments, 1, words.length);
    assertThat(execute(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(message).endsWith("Try: fputlab run --help\n");
    assertNothingWasRun();
  }

  @Test
  void aNumberThatIsNoneIsAMistakeInPlainWords() {
    for (String number : List.of("x", "99999999999999999999", "1.5")) {
      assertThat(execute("explore", SHIPPED, "--runs", number)).isEqualTo(2);
      assertThat(err.toString())
          .contains("'" + number + "' is no whole number, or too large")
          .doesNotContain("is not a");
    }
    assertThat(execute("explore", SHIPPED, "--jobs", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("'x' is no whole number, or too large");
  }

  @Test
  void missingOrMisspeltCommandIsAMistake() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "a command is missing. Known: list, run, compare, explore, order, may-i-sync, matrix,"
                + " replay, live, watch, inject, faults, serve, worker, read, locks, import,"
                + " validate, explain, completion, man");
    assertThat(execute("rnu", SHIPPED)).isEqualTo(2);
    assertThat(err.toString()).contains("there is no command 'rnu'. Did you mean run?");
  }

  @Test
  void fileWithoutCommandIsTakenForARun() throws IOException {
    Path file = Files.createFile(folder.resolve("x.conf"));
    assertThat(execute(file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean fputlab run " + file + "?");
  }

  @Test
  void missingFileNamesTheNearestShippedScenario() {
    assertThat(execute("run", "nfsd/smaple")).isEqualTo(2);
    assertThat(err.toString()).contains("no such file", "Did you mean nfsd/sample?");
    assertNothingWasRun();
  }

  @Test
  void allProblemsOfAFileAreShown() {
    laboratory.withProblems("a.conf:3: treads: unknown key.", "a.conf:9: duration: no unit.");
    assertThat(execute("run", SHIPPED)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            """
            a.conf:3: treads: unknown key.
            a.conf:9: duration: no unit.
            2 problems; nothing was run
            """);
    assertNothingWasRun();
  }

  @Test
  void replayCommandOfAShippedScenarioWorksInAnyDirectory() {
    assertThat(execute("run", "scenarios/nfsd/sample.conf")).isZero();
    assertThat(laboratory.runs).hasSize(1);
  }

  @Test
  void runTakesSeedDurationAndPolicyOfTheFile() {
    assertThat(execute("run", SHIPPED)).isZero();
    assertThat(laboratory.runs)
        .containsExactly(new RunOptions(ClosePolicy.DEFERRED, 1, SampleRun.DURATION));
    assertThat(out.toString()).startsWith("nfsd closes files\n").contains("verdict: grows (expe");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void optionsOverrideTheFile() {
    execute("run", SHIPPED, "--seed", "7", "--duration", "1.5s", "--close", "fput-now");
    assertThat(laboratory.runs)
        .containsExactly(new RunOptions(ClosePolicy.FPUT_NOW, 7, 1_500_000_000L));
  }

  @Test
  void unexpectedVerdictExitsWithOneAndTheReplayCommandComesLast() {
    assertThat(execute("run", SHIPPED, "--close", "sync", "--quiet")).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            """
            verdict: grows (EXPECTED ok): a queue grows without bound
            replay with
            ./fputlab run scenarios/nfsd/sample.conf --close sync --seed 1
            """);
  }

  @Test
  void jsonIsWrittenWhole() {
    Path json = folder.resolve("out.json");
    assertThat(execute("run", SHIPPED, "--json", json.toString())).isZero();
    assertThat(json).content().contains("\"format\" : \"fputlab-run/1\"", "\"grows\"");
  }

  @Test
  void emulatorThatFailsIsNotAVerdict() {
    laboratory.breakingDown(new IllegalStateException("a file was freed twice"));
    Path json = folder.resolve("out.json");
    assertThat(execute("run", SHIPPED, "--json", json.toString())).isEqualTo(70);
    assertThat(err.toString())
        .contains("a file was freed twice", "This is a bug in fputlab")
        .doesNotContain("\tat ")
        .endsWith("./fputlab run scenarios/nfsd/sample.conf --close deferred --seed 1\n");
    assertThat(json).doesNotExist();
  }

  @Test
  void stacktraceIsShownWhenAskedFor() {
    laboratory.breakingDown(new IllegalStateException("a file was freed twice"));
    assertThat(execute("run", SHIPPED, "--stacktrace")).isEqualTo(70);
    assertThat(err.toString()).contains("\tat org.fputlab");
  }

  @Test
  void fullHeapNamesTheKnobToTurn() {
    laboratory.breakingDown(new OutOfMemoryError("Java heap space"));
    assertThat(execute("run", SHIPPED)).isEqualTo(70);
    assertThat(err.toString()).contains("out of memory", "FPUTLAB_HEAP");
  }

  @Test
  void compareRunsEveryPolicyOnTheSameSeed() {
    assertThat(execute("compare", SHIPPED, "--seed", "9")).isEqualTo(1);
    assertThat(laboratory.runs)
        .extracting(RunOptions::close)
        .containsExactlyInAnyOrder(ClosePolicy.values());
    assertThat(laboratory.runs).extracting(RunOptions::seed).containsOnly(9L);
  }

  @Test
  void compareCanBeHeldToSomePolicies() {
    assertThat(execute("compare", SHIPPED, "--close", "deferred,nfsd-sync")).isZero();
    assertThat(laboratory.runs)
        .extracting(RunOptions::close)
        .containsExactlyInAnyOrder(ClosePolicy.DEFERRED, ClosePolicy.NFSD_SYNC);
  }

  @Test
  void listShowsTitleAndExpectations() {
    assertThat(execute("list", "nfsd")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            nfsd/sample
                nfsd closes files
                expects deferred = grows, sync = ok
            """);
  }

  @ParameterizedTest
  @CsvSource({"run", "compare", "list"})
  void helpOfEachCommandShowsAnExample(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString()).contains("Example:\n  fputlab " + command + " ");
  }

  @Test
  void helpKnowsEverySubsystemAndPolicy() {
    execute("run", "--help");
    String help = out.toString().replaceAll("\\s+", " ");
    assertThat(help).contains(LogNames.SUBSYSTEMS).contains(Words.Policy.names());
  }
}
