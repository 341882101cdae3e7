package org.fputlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import org.fputlab.kernellog.FunctionTable;
import org.fputlab.kernellog.LogReading;
import org.fputlab.kernellog.Situation;
import org.fputlab.kernellog.UnreadableLog;
import org.junit.jupiter.api.Test;

/** What is said of reports in which nobody is seen to wait. */
class ReadTextTest {

  private static String text(String sample) throws UnreadableLog {
    List<String> files = List.of("src/test/resources/kernellog/" + sample);
    LogReading log = LogReading.of(files, InputStream.nullInputStream(), bytes -> {});
    FunctionTable table = FunctionTable.shipped();
    List<String> lines =
        new ReadText(Style.PLAIN, table, false).lines(files, log, Situation.of(log, table));
    return String.join(" ", lines).replaceAll("\\s+", " ");
  }

  @Test
  void whoKeepsAProcessorIsShownWithItsClose() throws UnreadableLog {
    assertThat(text("processors.log"))
        .contains(
            "kworker/0:2:871 (events delayed_fput): in delayed_fput, the worker that closes for the"
                + " whole machine lab_spin labdrv_release __fput")
        .contains("labc:991: in __fput, the finaliser of a file")
        .contains("labc:1716: in __fput, the finaliser of a file lab_evict evict");
  }

  @Test
  void locksThatSeveralTasksListAreTold() throws UnreadableLog {
    assertThat(text("locks-only.log"))
        .contains(
            "lab_mutex: umount:4211 has it or waits for it in labfs_kill_sb, kworker/3:2:871 has it"
                + " or waits for it in labfs_release")
        .doesNotContain("s_umount_key");
  }

  @Test
  void theCloseIsToldInWhichALockGotTheStateThatDoesNotGo() throws UnreadableLog {
    assertThat(text("softirq.log"))
        .contains("&lab->lock was taken in the other state in __fput (the finaliser of a file)");
  }
}
