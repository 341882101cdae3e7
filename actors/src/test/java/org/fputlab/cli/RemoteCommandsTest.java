package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.cli.remote.StandInLiveRun;
import org.fputlab.fault.Faults;
import org.fputlab.model.ClosePolicy;
import org.fputlab.report.SampleRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RemoteCommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandInLiveRun run;

  RemoteCommandsTest() throws IOException {
    run = StandInLiveRun.whereTheServerHangs();
  }

  @AfterEach
  void stop() {
    run.close();
  }

  private CommandLine commandLine() {
    return Fputlab.commandLine(
        new StandInLaboratory(SampleRun.under(ClosePolicy.SYNC)),
        new Interruption(),
        new PrintWriter(out),
        new PrintWriter(err));
  }

  private int execute(String words) {
    return at(run.port(), words);
  }

  private int at(int port, String words) {
    List<String> arguments = new ArrayList<>(List.of(words.split(" ", -1)));
    arguments.add("--port");
    arguments.add(String.valueOf(port));
    return commandLine().execute(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "afs-server hang --for 30s    | {'on':'afs-server','do':'hang','for':'30s'}",
        "nfsd-2 kill                  | {'on':'nfsd-2','do':'kill'}",
        "thread nfsd-2 kill           | {'on':'nfsd-2','do':'kill'}",
        "delayed_fput pause --for 5s  | {'on':'delayed_fput','do':'pause','for':'5s'}",
        "step evict slow --by 100     | {'on':'evict','do':'slow-step','by':100}",
        "evict slow-step --by 1.5     | {'on':'evict','do':'slow-step','by':1.5}",
        "lock io_lock(afs/) hold      | {'on':'io_lock(afs/)','do':'hold'}",
        "afs-server drop --probability 0.1 | {'on':'afs-server','do':'drop','probability':0.1}",
        "afs-server drop --interval 3 --times 2 | {'on':'afs-server','do':'drop','interval':3,'times':2}",
        "afs-server fail-nth 7        | {'on':'afs-server','do':'drop','nth':7}",
        "server afs-server fail-nth 7 | {'on':'afs-server','do':'drop','nth':7}",
        "memory-pressure --by 10      | {'do':'memory-pressure','by':10}",
        "machine memory-pressure --by 10 | {'on':'machine','do':'memory-pressure','by':10}",
      })
  void wordsOfInjectAreThoseOfTheScenarioFile(String words, String request) {
    assertThat(execute("inject " + words)).isZero();
    assertThat(run.requests).contains("POST /faults " + request.replace('\'', '"'));
  }

  @Test
  void everySettingOfEveryFaultIsAnOption() {
    Set<String> settings = new TreeSet<>();
    Faults.words().forEach(word -> settings.addAll(word.required().keySet()));
    Faults.words().forEach(word -> settings.addAll(word.optional().keySet()));
    assertThat(commandLine().getSubcommands().get("inject").getCommandSpec().optionsMap().keySet())
        .containsAll(settings.stream().map(setting -> "--" + setting).toList())
        .contains("--for");
  }

  @Test
  void faultThatBeginsIsToldWithItsNumber() {
    assertThat(execute("inject nfsd pause --for 5s")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            #2 nfsd pause for 5s begins
            lift it with: fputlab faults lift 2
            """);
  }

  @Test
  void killIsSaidToLastForGood() {
    execute("inject nfsd-2 kill");
    assertThat(out.toString())
        .isEqualTo(
            """
            #2 nfsd-2 kill begins
            it cannot be lifted
            """);
  }

  @Test
  void refusalIsInTheWordsOfTheScenarioFile() {
    assertThat(execute("inject afs-srver hang")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            """
            afs-srver: unknown server. Did you mean afs-server?
            1 problem; nothing was begun
            """);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inject                      | a target and a fault are missing, as in: fputlab inject afs",
        "inject afs-server slow down | 'down' is one word too many",
        "inject afs-server fail-nth  | fail-nth stands between a server and a number",
        "inject nfsd hang --four 3s  | there is no option --four. Did you mean --for?",
        "faults lift two             | 'two' is no number of a fault",
        "faults lfit 2               | there is no command 'lfit'. Did you mean lift?",
        "faults --port 70000         | '70000' is no port",
      })
  void badWordsReachNoRun(String words, String message) {
    assertThat(commandLine().execute(words.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(run.requests).isEmpty();
  }

  @Test
  void faultsAreListedWithAgeAndWhatTheyHaveLeft() {
    execute("inject nfsd-2 kill");
    execute("inject evict slow-step --by 100");
    out.getBuffer().setLength(0);
    assertThat(execute("faults")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            fault  on          what                 age          left
            #1     afs-server  hang for 30s      12.3 s        17.7 s
            #2     nfsd-2      kill                0 ns      for good
            #3     evict       slow-step by 100    0 ns  until lifted
            """);
  }

  @Test
  void liftedFaultIsToldWithItsAge() {
    assertThat(execute("faults lift 1")).isZero();
    assertThat(out.toString()).isEqualTo("#1 afs-server hang for 30s ends, after 12.3 s\n");
    out.getBuffer().setLength(0);
    execute("faults");
    assertThat(out.toString()).isEqualTo("no fault is at work\n");
  }

  @Test
  void faultThatIsNotAtWorkCannotBeLifted() {
    assertThat(execute("faults lift #7")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("fputlab: no fault 7 is at work\n");
  }

  @Test
  void resetLeavesWhatIsFinal() {
    execute("inject nfsd-2 kill");
    out.getBuffer().setLength(0);
    assertThat(execute("faults reset")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            #1 afs-server hang for 30s ends, after 12.3 s
            #2 nfsd-2 kill cannot be lifted
            """);
  }

  @Test
  void knownFaultsAreListedWithWhereTheyCanBePut() {
    assertThat(execute("faults known")).isZero();
    assertThat(out.toString())
        .contains(
            """
            drop
                on    afs-server
                with  --interval COUNT, --nth COUNT, --probability PROBABILITY, --times COUNT
            slow-step
                on    cpu, io, evict, release, afs_d_iput
                with  --by FACTOR (must be there)
            """)
        .contains("kill (cannot be lifted)\n    on    nfsd, nfsd-0..nfsd-2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "faults                  | \"active\" : [ {",
        "faults known            | \"do\" : \"hang\"",
        "faults lift 1           | \"lifted\" : true",
        "faults reset            | \"lifted\" : [ 1 ]",
        "inject nfsd pause       | \"id\" : 2",
      })
  void jsonIsTheRunsOwnAnswer(String words, String part) {
    assertThat(execute(words + " --json")).isZero();
    assertThat(out.toString()).contains(part);
  }

  @Test
  void optionsStandBeforeOrBehindTheSubcommand() {
    assertThat(commandLine().execute("faults", "--port", "" + run.port(), "lift", "1")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"inject nfsd pause", "faults", "faults lift 1", "faults reset", "faults known"})
  void withoutALiveRunTheCommandThatStartsOneIsNamed(String words) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(at(free, words)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "fputlab: no live run answers at 127.0.0.1:%d. Start one: fputlab live FILE\n"
                .formatted(free));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | <html>It works!</html> | does not answer as a live run of fputlab",
        "404 | {\"error\":\"page not found\"} | does not answer as a live run of fputlab; it says: page not found",
        "200 | {\"format\":\"fputlab-live/9\"} | speaks fputlab-live/9, and this fputlab fputlab-live/1",
      })
  void somethingElseAtThePortIsToldFromALiveRun(int status, String body, String message)
      throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    other.start();
    try {
      assertThat(at(other.getAddress().getPort(), "inject nfsd pause")).isEqualTo(2);
      assertThat(err.toString()).contains(message);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void runThatHasEndedTakesNoFault() throws IOException {
    run.end("grows");
    assertThat(execute("inject nfsd pause")).isEqualTo(2);
    assertThat(err.toString()).contains("has ended. Verdict: grows");
    assertThat(run.requests).containsExactly("GET /state");
  }

  @Test
  void tokenIsShownOnlyToTheRun() {
    run.wanting("s3cret");
    assertThat(execute("faults")).isEqualTo(2);
    assertThat(err.toString()).contains("wants the token", "--token T, or FPUTLAB_TOKEN");
    assertThat(execute("faults --token s3cret")).isZero();
  }

  @Test
  void unknownHostIsNamed() {
    assertThat(commandLine().execute("faults", "--host", "no such host")).isEqualTo(2);
    assertThat(err.toString()).contains("'no such host' is no name or address of a host");
  }
}
