package org.fputlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.ScenarioProblems;
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
        .contains("Did you mean mmap_lock?", "Did you mean ext4?", "Did you mean kthread?");
  }
}
