package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fputlab.report.JsonReference;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code fputlab may-i-sync} answers, and what it refuses. */
class MayISyncCommandTest {

  private static final String SAMPLE = "../docs/samples/lockdep.txt";

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  MayISyncCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int ask(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "may-i-sync";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Fputlab.commandLine(
            new ShippedLaboratory(), new Interruption(), new PrintWriter(out), new PrintWriter(err))
        .execute(all);
  }

  @Test
  void whereTheStepsHaveNoCircleItIsProved() {
    assertThat(ask("--holding", "mmap_lock", "--file", "ext4")).isZero();
    assertThat(out.toString())
        .startsWith("yes, proved: a kernel thread that holds mmap_lock may close")
        .contains("ext4  cannot hang      proved by order");
  }

  @Test
  void whereItHangsTheScheduleShowsHowAndTheScenarioIsWritten() throws ScenarioProblems {
    Path written = folder.resolve("mine.conf");
    assertThat(ask("--in-call", "munmap", "--file", "pipe", "--scenario", written.toString()))
        .isEqualTo(3);
    assertThat(out.toString())
        .startsWith("no: a kernel thread in munmap that holds mmap_lock hangs")
        .contains("how a file of pipe hangs", "waits for pipe_mutex(data)");
    assertThat(ScenarioLoader.load(written).title()).contains("closes a file of pipe in place");
  }

  @Test
  void realKernelThatTakesTheLockUnderACloseIsEvidenceToo() {
    assertThat(ask("--holding", "mmap_lock", "--file", "ext4", "--locks", SAMPLE)).isEqualTo(3);
    assertThat(out.toString())
        .startsWith("no: your kernel was seen to take mmap_lock under a close")
        .contains("-> &pipe->mutex");
  }

  @Test
  void hangThatDoesNotComeFromTheCloseIsToldApart() {
    assertThat(ask("--holding", "nfsd_mutex", "--thread", "nfsd", "--file", "tmpfs")).isEqualTo(3);
    assertThat(out.toString()).contains("hangs however the file is closed", "put off too");
  }

  @Test
  void whatIsNotKnownIsRefusedWithTheNearest() {
    assertThat(ask("--holding", "mmap_lok")).isEqualTo(2);
    assertThat(ask("--file", "ext3")).isEqualTo(2);
    assertThat(ask("--thread", "kthred")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Did you mean mmap_lock.", "Did you mean ext4?", "Did you mean kthread?");
  }

  @Test
  void lockMayBeNamedAsLockdepPrintsItsClass() {
    for (String name : List.of("&mm->mmap_lock", "&mm->mmap_sem", "mmap_lock(app)")) {
      assertThat(ask("--holding", name, "--file", "pipe")).isEqualTo(3);
      assertThat(out.toString()).startsWith("no: a kernel thread that holds mmap_lock hangs");
      out.getBuffer().setLength(0);
    }
    assertThat(ask("--holding", "&sb->s_type->i_mutex_key#12/4", "--file", "tmpfs")).isZero();
    assertThat(out.toString()).contains("a kernel thread that holds i_rwsem");
    assertThat(ask("--holding", "sb_writers#3", "--file", "tmpfs")).isZero();
  }

  @Test
  void anyClassOfADumpIsALockAndOnlyThere() {
    assertThat(ask("--holding", "&bdev->bd_mutex", "--file", "ext4")).isEqualTo(2);
    assertThat(err.toString()).contains("&bdev->bd_mutex: is not known", "The nearest: ");
    assertThat(ask("--holding", "&xa->xa_lock", "--file", "ext4")).isEqualTo(2);
    assertThat(ask("--holding", "&xa->xa_lock", "--file", "ext4", "--locks", SAMPLE)).isEqualTo(3);
    assertThat(out.toString()).startsWith("no: a kernel thread that holds &xa->xa_lock crashes");
  }

  @Test
  void ofALockThatNobodyElseTakesNothingIsClaimed() {
    assertThat(ask("--holding", "cgroup_mutex", "--file", "ext4")).isZero();
    assertThat(out.toString())
        .startsWith("nothing known against it: a kernel thread that holds cgroup_mutex")
        .contains("Nothing in them but the closer takes cgroup_mutex");
  }

  @Test
  void whoMayNotSleepMayNotClose() {
    assertThat(ask("--holding", "rcu_read_lock", "--file", "ext4")).isEqualTo(3);
    assertThat(out.toString())
        .startsWith("no: a kernel thread that holds rcu_read_lock crashes")
        .contains("sleeping function called from invalid context");
  }

  @Test
  void whatIsHeldMayCrashHoweverTheFileIsClosed() {
    assertThat(ask("--holding", "rcu_read_lock", "--holding", "mmap_lock", "--file", "tmpfs"))
        .isEqualTo(3);
    assertThat(out.toString())
        .contains("crashes however the file is closed", "crashes, put off too  found")
        .doesNotContain("hangs");
  }

  /** Of a mount that is not internal the final mntput is put off: fs/namespace.c, v6.6. */
  @Test
  void finalMntputIsMadeInPlaceOfInternalMountsAlone() {
    assertThat(ask("--holding", "s_umount", "--file", "ext4")).isZero();
    assertThat(out.toString()).startsWith("yes, proved").doesNotContain("internal");
    assertThat(ask("--holding", "s_umount", "--file", "tmpfs")).isEqualTo(3);
    assertThat(out.toString()).contains("final mntput of an internal mount, as this one");
  }

  /**
   * Its last close does what was put off until then: the inode's evict, or the silly name's end.
   */
  @Test
  void fileThatIsClosedMayBeRemoved() {
    assertThat(ask("--holding", "sb_internal", "--file", "ext4")).isEqualTo(3);
    assertThat(ask("--holding", "io_lock", "--file", "afs")).isEqualTo(3);
    assertThat(ask("--holding", "rmdir_lock", "--file", "afs")).isEqualTo(3);
    assertThat(out.toString()).contains("ext4_evict_inode", "afs_d_iput", "vfs_unlink()");
  }

  @Test
  void noScheduleAtAllIsRefused() {
    assertThat(ask("--holding", "mmap_lock", "--file", "pipe", "-n", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("-n = 0: is below 1");
  }

  @Test
  void queueWithoutANameIsRefused() {
    assertThat(ask("--thread", "worker", "a b", "--file", "ext4")).isEqualTo(2);
    assertThat(err.toString()).contains("--thread worker a b: does not name a queue");
    assertThat(ask("--thread", "worker", "my-queue", "--file", "ext4")).isZero();
  }

  @Test
  void everyFieldOfTheJsonHasARowInTheReference() throws Exception {
    Set<String> written = new TreeSet<>();
    written.addAll(JsonReference.written(json("--holding", "mmap_lock", "--locks", SAMPLE)));
    written.addAll(JsonReference.written(json("--thread", "worker", "--in-call", "munmap")));
    assertThat(written).isEqualTo(JsonReference.documented("Whether a close may be made in place"));
  }

  @Test
  void jsonSaysWhatIsKnownOfEachFile() throws Exception {
    JsonNode json = json("--holding", "mmap_lock");
    assertThat(json.path("answer").asText()).isEqualTo("no");
    assertThat(json.at("/files/0/known").asText()).isEqualTo("hangs");
    assertThat(json.at("/files/0/cycles/0").asText()).contains("pipe_mutex(data)");
    assertThat(json.at("/files/1/known").asText()).isEqualTo("proved");
    assertThat(json.path("kernel").isNull()).isTrue();
  }

  private JsonNode json(String... arguments) throws Exception {
    Path written = folder.resolve("out.json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--file", "pipe", "--file", "ext4", "--json", written.toString()));
    ask(all.toArray(String[]::new));
    return new ObjectMapper().readTree(written.toFile());
  }
}
