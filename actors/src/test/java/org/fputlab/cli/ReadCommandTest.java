package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.fputlab.report.JsonReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What {@code fputlab read} says of a log, and what it refuses. */
class ReadCommandTest {

  private static final Path SAMPLES = Path.of("src/test/resources/kernellog");

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  ReadCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int read(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "read";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Fputlab.commandLine(
            new ShippedLaboratory(), new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(all);
  }

  private static String sample(String name) {
    return SAMPLES.resolve(name).toString();
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  @Test
  void aProvenCircleIsADeadlockAndWhoIsBehindIsTold() {
    assertThat(read(sample("two-owners.log"))).isZero();
    assertThat(out.toString())
        .startsWith("2 tasks wait for one another: a deadlock\n")
        .contains(
            "kernel    6.18.0-lab\n",
            "reports   3 hung task, of 3 tasks",
            "for a mutex asked for in labdev_release, which scanner:4200 has, in",
            "behind them 1 more task waits",
            "khungtaskd reported as many as it may");
  }

  @Test
  void aCircleThatIsGuessedWouldBeADeadlockIf() {
    assertThat(read(sample("fuse-containers.log"))).isZero();
    assertThat(out.toString())
        .contains(
            "would be a deadlock if",
            "the FUSE daemon that labfs-helper:7055 waits for is labfs:7001 (guessed)",
            "runc:7101, runc:7102 (2 tasks) wait up to 241 s")
        .doesNotContain("node-17", ": a deadlock");
  }

  @Test
  void thePageShowsWhatItsCommandPrints() throws IOException {
    String page = Files.readString(Path.of("../docs/read.md"));
    int from = page.indexOf("```text\n") + 8;
    String shown = page.substring(from, page.indexOf("```", from));
    assertThat(read("../docs/samples/hung.log")).isZero();
    assertThat(out.toString().replace("../docs/", "docs/")).startsWith(shown);
  }

  @Test
  void packedLogsAreReadToo() throws IOException {
    byte[] text = Files.readAllBytes(SAMPLES.resolve("two-owners.log"));
    try (OutputStream gz = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.gz")))) {
      gz.write(text);
    }
    try (OutputStream xz =
        new XZOutputStream(Files.newOutputStream(folder.resolve("a.xz")), new LZMA2Options())) {
      xz.write(text);
    }
    for (String name : new String[] {"a.gz", "a.xz"}) {
      out.getBuffer().setLength(0);
      assertThat(read(folder.resolve(name).toString())).as(name).isZero();
      assertThat(out.toString()).as(name).contains("2 tasks wait for one another: a deadlock");
    }
  }

  @Test
  void aLogWithoutAReportSaysSoAndEndsWithOne() throws IOException {
    String log = file("quiet.log", "[    1.0] all is well\n".getBytes(StandardCharsets.UTF_8));
    Path json = folder.resolve("out.json");
    assertThat(read(log, "--json", json.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("no report of a hang or of lockdep in " + log);
    assertThat(new ObjectMapper().readTree(json.toFile()).get("reports")).isEmpty();
  }

  @Test
  void whatIsNoTextIsRefusedInClearWords() throws IOException {
    byte[] zeros = new byte[5000];
    byte[] noise = new byte[5000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 7919 % 251);
    }
    assertThat(read(file("empty", new byte[0]))).isEqualTo(2);
    assertThat(read(file("zeros", zeros))).isEqualTo(2);
    assertThat(read(file("noise", noise))).isEqualTo(2);
    assertThat(read(file("core", "\u007fELF and more".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(2);
    assertThat(read(file("cut.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1})))
        .isEqualTo(2);
    assertThat(read(folder.resolve("none").toString())).isEqualTo(2);
    assertThat(read(folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "empty: is empty.",
            "zeros: is binary",
            "noise: is binary",
            "core: is a binary (a core, or a program). Give what crash prints of it",
            "cut.gz: is damaged",
            "none: there is no such file.",
            "is a directory. Name a file in it.");
    assertThat(out.toString()).isEmpty();
  }

  private int execute(String... arguments) {
    return Fputlab.commandLine(
            new ShippedLaboratory(), new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void theChainOfALogIsAScenarioThatComesToTheSameCircle() throws IOException {
    for (String name :
        new String[] {"fuse-containers.log", "lists-abba.log", "quoted-lockdep.txt"}) {
      String chain = folder.resolve(name + ".conf").toString();
      assertThat(read(sample(name), "--scenario", chain)).as(name).isZero();
      assertThat(Path.of(chain)).content().doesNotContain("node-17");
      assertThat(execute("run", chain, "--quiet")).as(name).isEqualTo(3);
    }
    assertThat(out.toString()).contains("compare the ways of closing with");
    String lockdep = folder.resolve("quoted-lockdep.txt.conf").toString();
    assertThat(execute("run", lockdep, "--quiet", "--close", "sync")).isZero();
    String fuse = folder.resolve("fuse-containers.log.conf").toString();
    assertThat(execute("run", fuse, "--quiet", "--close", "sync")).isEqualTo(3);
    assertThat(read(sample("lists-abba.log"), "--scenario", fuse)).isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
  }

  private static final String WAITS =
      """
      INFO: task labd:100 blocked for more than 122 seconds.
      task:labd state:D stack:0 pid:100 tgid:100 ppid:2 flags:0x00004000
      Call Trace:
       schedule+0x1/0x2
       __mutex_lock+0x1/0x2
       lab_inner+0x1/0x2
      """;

  @Test
  void aTaskThatWaitsForItselfDoesSoInItsScenario() throws IOException {
    String owner = "INFO: task labd:100 is blocked on a mutex likely owned by task labd:100.\n";
    String chain = chainOf("itself", WAITS + owner);
    for (String policy : new String[] {"deferred", "sync"}) {
      assertThat(execute("run", chain, "--quiet", "--close", policy)).as(policy).isEqualTo(3);
    }
    String lock = "ffff888000000010 (&lab->a){+.+.}-{3:3}, at: ";
    String close =
        WAITS
            + " __fput+0x1/0x2\n lab_outer+0x1/0x2\n\n2 locks held by labd/100:\n"
            + (" #0: " + lock + "lab_outer+0x1/0x2\n #1: " + lock + "lab_inner+0x1/0x2\n");
    String closing = chainOf("closing", close);
    assertThat(execute("run", closing, "--quiet", "--close", "sync")).isEqualTo(3);
    assertThat(execute("run", closing, "--quiet", "--close", "deferred")).isZero();
  }

  @Test
  void whatADelayedCloseAsksForIsInItsScenarioWithoutItsStackToo() throws IOException {
    String chain =
        chainOf(
            "delayed",
            """
            WARNING: possible circular locking dependency detected
            6.1.0-lab #1 Not tainted
            kworker/1:3/190 is trying to acquire lock:
            ffff888000000010 (&lab->a){+.+.}-{3:3}, at: lab_one+0x1/0x2

            but task is already holding lock:
            ffff888000000020 ((delayed_fput_work).work){+.+.}-{0:0}, at: process_one_work+0x1/0x2

            the existing dependency chain (in reverse order) is:

            -> #2 ((delayed_fput_work).work){+.+.}-{0:0}:
             process_one_work+0x1/0x2

            -> #1 ((wq_completion)events){+.+.}-{0:0}:
             __flush_workqueue+0x1/0x2
             lab_three+0x1/0x2

            -> #0 (&lab->a){+.+.}-{3:3}:
             __mutex_lock+0x1/0x2
            """);
    assertThat(execute("run", chain, "--quiet", "--close", "deferred")).isEqualTo(3);
    assertThat(execute("run", chain, "--quiet", "--close", "sync")).isZero();
  }

  private String chainOf(String name, String log) throws IOException {
    String chain = folder.resolve(name + ".conf").toString();
    String file = file(name + ".log", log.getBytes(StandardCharsets.UTF_8));
    assertThat(read(file, "--scenario", chain)).isZero();
    return chain;
  }

  @Test
  void whatAnotherWayOfClosingWouldDoIsTold() {
    read(sample("fuse-containers.log"));
    read(sample("quoted-lockdep.txt"));
    assertThat(out.toString())
        .contains(
            "labfs-helper:7055: a close's ->flush, which runs in the closer under every policy",
            "no policy for closes breaks this circle",
            "comes of putting the close off to delayed_fput: gone",
            "closing in the caller (sync, fput-now) breaks this circle");
  }

  @Test
  void everyFieldOfTheJsonIsInTheReferenceAndNoOther() throws IOException {
    Set<String> written = new TreeSet<>();
    for (String name : new String[] {"two-owners.log", "lists-abba.log", "quoted-lockdep.txt"}) {
      Path json = folder.resolve("out.json");
      read(sample(name), "--json", json.toString());
      written.addAll(JsonReference.written(new ObjectMapper().readTree(json.toFile())));
    }
    assertThat(JsonReference.documented("A log that was read")).isEqualTo(written);
  }
}
