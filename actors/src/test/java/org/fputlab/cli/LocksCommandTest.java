package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.report.JsonReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code fputlab locks} says of a kernel's lock graph, and what it refuses. */
class LocksCommandTest {

  private static final Path SAMPLE = Path.of("../docs/samples/lockdep.txt");
  private static final Path SHARED = Path.of("../../shared");

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  LocksCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int locks(Object... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "locks";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = String.valueOf(arguments[i]);
    }
    return Fputlab.commandLine(
            new ShippedLaboratory(), new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(all);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("dump"), text);
  }

  @Test
  void everythingUnderACloseIsListedWithTheWayToIt() {
    assertThat(locks(SAMPLE)).isZero();
    assertThat(out.toString())
        .contains(
            "reaches  11 of 16 classes",
            "mmap_lock       taken     &mm->mmap_lock by &pipe->mutex",
            "nfsd_mutex      not seen",
            "nlmsvc_mutex    not seen  it has no class",
            "fs_reclaim                  +.+.  line 17  by &pipe->mutex, &mm->mmap_lock",
            "for 16 of 16 classes both are the same");
  }

  @Test
  void whatACloseTakesItselfIsRecursionForWhoHoldsIt() {
    assertThat(locks(SAMPLE, "--holding", "i_rwsem")).isZero();
    assertThat(out.toString())
        .contains(
            "may hang: closing synchronously with i_rwsem held",
            "A close takes &sb->s_type->i_mutex_key#4 itself",
            "1 of the 2 classes that i_rwsem means is taken under a close");
  }

  @Test
  void wayPastAReaderThatWaitsForNobodyIsNoCircle() {
    assertThat(locks(SAMPLE, "--holding", "&conn->lock")).isZero();
    assertThat(out.toString())
        .contains("past &fsnotify_mark_srcu, whose readers wait for nobody")
        .doesNotContain("*** DEADLOCK ***");
  }

  @Test
  void lockThatNobodyKnowsIsRefusedWithTheNearest() {
    assertThat(locks(SAMPLE, "--holding", "mmap_lok")).isEqualTo(2);
    assertThat(err.toString()).contains("--holding mmap_lok", "Did you mean mmap_lock?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void dumpWithoutADeferredCloseSaysWhatToDo() throws IOException {
    assertThat(locks(file("ffffffff9a2f4e80 FD:    1 BD:    1 +.+.: fs_reclaim\n"))).isEqualTo(2);
    assertThat(err.toString())
        .contains("of 1 class none is (delayed_fput_work).work", "name another class with --under");
  }

  @Test
  void anotherClassCanStandForTheClose() throws IOException {
    assertThat(locks(SAMPLE, "--under", "(wq_completion)\"events\"")).isZero();
    assertThat(out.toString()).contains("reaches  12 of 16 classes");
  }

  @Test
  void whatIsNoDumpIsRefused() throws IOException {
    assertThat(locks(file(""))).isEqualTo(2);
    assertThat(err.toString()).contains("dump: is empty.");
    assertThat(locks(file("\u0000\u0001".repeat(3000)))).isEqualTo(2);
    assertThat(err.toString()).contains("is binary");
    assertThat(locks(file("nfsd: last server has exited\n"))).isEqualTo(2);
    assertThat(err.toString()).contains("there is nothing of lockdep's files in it");
    assertThat(locks(file(" -> [ffffffff9a3b0c01] &pipe->mutex\n"))).isEqualTo(2);
    assertThat(err.toString()).contains("the first torn line is 1");
    assertThat(locks(folder.resolve("none"))).isEqualTo(2);
  }

  @Test
  void waysAreDrawnForGraphviz() throws IOException {
    Path dot = folder.resolve("out.dot");
    assertThat(locks(SAMPLE, "--holding", "mmap_lock", "--dot", dot)).isZero();
    assertThat(dot)
        .content()
        .startsWith("digraph locks {\n")
        .contains("label = \"&pipe->mutex\"", "n0 -> n1 [label = \"lockdep.txt:3\"]");
  }

  @Test
  void everyFieldOfTheJsonIsInTheReferenceAndNoOther() throws IOException {
    Path json = folder.resolve("out.json");
    Path torn = file(Files.readString(SAMPLE) + " -> [ffffffff9a3b0c01] &pipe->mutex\n");
    locks(torn, "--holding", "mmap_lock", "--json", json);
    Set<String> written = new TreeSet<>();
    written.addAll(JsonReference.written(new ObjectMapper().readTree(json.toFile())));
    assertThat(JsonReference.documented("A kernel's own lock graph")).isEqualTo(written);
  }

  @Test
  void realKernelTakesMmapLockUnderACloseAndWasNotSeenToTakeNfsdMutex() {
    Path real = SHARED.resolve("realkernel/conformance/exercise.lockdep");
    assumeTrue(Files.exists(real));
    assertThat(locks(real)).isZero();
    assertThat(out.toString())
        .contains(
            "171 of 915 classes",
            "the kernel counts 188",
            "for 625 of 915 classes both are the same",
            "for 287 ours is less",
            "for 3 ours is more, past &fsnotify_mark_srcu",
            "s_umount        not seen  none of its 38 classes");
    assertThat(locks(real, "--holding", "&mm->mmap_lock", "--holding", "nfsd_mutex")).isZero();
    assertThat(out.toString())
        .contains("-> &pipe->mutex", "not seen under a close here: nfsd_mutex");
  }

  @Test
  void realReportIsAGraphToo() {
    Path real = SHARED.resolve("reports/002-delayed-fput-v4l2-release.txt");
    assumeTrue(Files.exists(real));
    assertThat(locks(real, "--holding", "(wq_completion)\"events\"")).isZero();
    assertThat(out.toString())
        .contains(
            "may hang: closing synchronously with (wq_completion)\"events\" held",
            "-> &mdev->req_queue_mutex",
            "-> (wq_completion)events");
  }

  @Test
  void piecesOfRealDumpsAreRead() {
    Path reports = SHARED.resolve("reports");
    assumeTrue(Files.exists(reports));
    Path disk = reports.resolve("174-proc-lockdep-disk-open-mutex.txt");
    assertThat(locks(disk, "--under", "&disk->open_mutex")).isZero();
    assertThat(out.toString()).contains("1 class, 54 links", "315");
    assertThat(locks(reports.resolve("176-proc-lockdep-fd-bd-lines.txt"))).isZero();
    assertThat(out.toString()).contains("1,483", "no links: a kernel without");
    Path chains = reports.resolve("177-proc-lockdep-chains-pmus.txt");
    assertThat(locks(chains, "--under", "&pmus_srcu")).isZero();
    assertThat(out.toString()).contains("5 chains", "fs_reclaim");
  }
}
