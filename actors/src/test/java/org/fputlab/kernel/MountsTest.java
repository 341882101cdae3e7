package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.HdrHistogram.Histogram;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who shuts a file system down after its last file was closed. */
class MountsTest {

  private final Seen seen = new Seen();
  private final FileSystem disk =
      fileSystem("disk").release(seen.at("release")).killSb(seen.at("kill_sb")).build();

  @Test
  void lastCloseByAKernelThreadLeavesTheMountToAWorker() {
    machine(ClosePolicy.SYNC)
        .mount("m", disk)
        .kthread("k", open("f", "m"), sleep(10 * MS), close("f"))
        .userAt(MS, "u", umountLazy("m"))
        .run(SECOND);
    assertThat(seen.one("release").task()).isEqualTo("k");
    assertThat(seen.one("kill_sb").task()).isEqualTo("kworker-0");
    assertThat(seen.one("kill_sb").at()).isEqualTo(16 * MS);
    assertThat(seen.one("kill_sb").stack())
        .containsExactly(
            "disk_kill_sb",
            "deactivate_super",
            "cleanup_mnt",
            "delayed_mntput",
            "process_one_work",
            "worker_thread",
            "kthread");
  }

  @Test
  void lastCloseByAUserTaskLeavesTheMountToItsTaskWork() {
    machine(ClosePolicy.DEFERRED)
        .mount("m", disk)
        .user("holder", open("f", "m"), sleep(10 * MS), close("f"), seen.at("closed"))
        .userAt(MS, "u", umountLazy("m"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "closed", "kill_sb");
    assertThat(seen.one("kill_sb").task()).isEqualTo("holder");
    assertThat(seen.one("kill_sb").inside("task_work_run")).isTrue();
  }

  @Test
  void internalMountIsShutDownInsideTheClose() {
    machine(ClosePolicy.SYNC)
        .internalMount("m", disk)
        .kthread("k", open("f", "m"), sleep(10 * MS), close("f"), seen.at("closed"))
        .userAt(MS, "u", umountLazy("m"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "kill_sb", "closed");
    assertThat(seen.one("kill_sb").stack())
        .containsExactly(
            "disk_kill_sb", "deactivate_super", "cleanup_mnt", "__fput", "k", "kthread");
  }

  private static Histogram lag() {
    return Machines.engine().tables().samples().of(Meters.CLOSE_LAG).snapshot();
  }

  @Test
  void fileIsOpenAndPendingUntilTheShutdownInsideItsCloseHasEnded() {
    FileSystem slow = fileSystem("disk").killSb(io(SECOND)).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .internalMount("m", slow)
            .kthread("k", open("f", "m"), sleep(10 * MS), close("f"), seen.at("closed"))
            .userAt(MS, "u", umountLazy("m"))
            .boot()) {
      booted.until(500 * MS);
      assertThat(waitOf("k").resource().name()).isEqualTo("I/O");
      assertThat(gauge(Meters.PENDING_CLOSES).depth()).isEqualTo(1);
      assertThat(gauge(Meters.OPEN_FILES).depth()).isEqualTo(1);
      booted.until(2 * SECOND);
    }
    assertThat(gauge(Meters.PENDING_CLOSES).depth()).isZero();
    assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
    assertThat(seen.one("closed").at()).isGreaterThan(SECOND);
    assertThat(lag().getMaxValue()).isGreaterThan(999 * MS);
  }

  @Test
  void fileIsFreedBeforeAShutdownThatIsPutOff() {
    FileSystem slow = fileSystem("disk").killSb(io(SECOND)).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("m", slow)
            .kthread("k", open("f", "m"), sleep(10 * MS), close("f"))
            .userAt(MS, "u", umountLazy("m"))
            .boot()) {
      booted.until(500 * MS);
      assertThat(gauge(Meters.PENDING_CLOSES).depth()).isZero();
      assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
      assertThat(Machines.journal()).doesNotContain("m: shut down");
      booted.until(2 * SECOND);
    }
    assertThat(Machines.journal()).contains("m: shut down");
    assertThat(lag().getMaxValue()).isLessThan(MS);
  }

  @ParameterizedTest
  @EnumSource
  void everyFileOfADetachedMountIsFreedOnce(ClosePolicy policy) {
    machine(policy)
        .internalMount("m", disk)
        .user("u", open("a", "m"), open("b", "m"), sleep(10 * MS), close("a"), close("b"))
        .kthread("k", open("c", "m"), sleep(20 * MS), close("c"))
        .userAt(MS, "v", umountLazy("m"))
        .run(SECOND);
    assertThat(gauge(Meters.PENDING_CLOSES).depth()).isZero();
    assertThat(gauge(Meters.OPEN_FILES).depth()).isZero();
    assertThat(lag().getTotalCount()).isEqualTo(3);
    assertThat(seen.all("kill_sb")).hasSize(1);
  }

  @Test
  void fputNowPuntsTheLastPutOfAnInternalMountToo() {
    machine(ClosePolicy.FPUT_NOW)
        .internalMount("m", disk)
        .kthread("k", open("f", "m"), sleep(10 * MS), close("f"), seen.at("closed"))
        .userAt(MS, "u", umountLazy("m"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("release", "closed", "kill_sb");
    assertThat(seen.one("kill_sb").task()).isEqualTo("kworker-0");
  }

  @Test
  void mountIsShutDownOnceWhenTheLastOfManyFilesIsClosed() {
    machine(ClosePolicy.DEFERRED)
        .mount("m", disk)
        .kthread("k", open("a", "m"), open("b", "m"), sleep(10 * MS), close("a"), close("b"))
        .userAt(MS, "u", umountLazy("m"), umountLazy("m"))
        .run(SECOND);
    assertThat(seen.all("release")).hasSize(2);
    assertThat(seen.one("kill_sb").task()).startsWith("kworker");
    assertThat(Machines.journal()).contains("m: detached, 2 files still open", "m: shut down");
  }

  @Test
  void umountFailsWhileACloseIsPendingAndSucceedsAfterwards() {
    machine(ClosePolicy.DEFERRED)
        .mount("m", disk)
        .kthread("k", open("f", "m"), close("f"))
        .userAt(MS, "early", umount("m"))
        .userAt(10 * MS, "late", umount("m"))
        .run(SECOND);
    assertThat(gauge(Meters.UMOUNT_EBUSY).in()).isEqualTo(1);
    assertThat(Machines.journal())
        .containsExactly(
            "m: umount fails with EBUSY, files open or pending: 1", "m: unmounted", "m: shut down");
    assertThat(seen.one("kill_sb").task()).isEqualTo("late");
  }

  @ParameterizedTest
  @EnumSource
  void unmountOfAnIdleFileSystemShutsItDownUnderEveryPolicy(ClosePolicy policy) {
    machine(policy).mount("m", disk).user("u", umount("m")).run(SECOND);
    assertThat(seen.order()).containsExactly("kill_sb");
    assertThat(Machines.row("u").holds()).isEmpty();
  }

  @Test
  void detachedMountCannotBeOpenedAnyMore() {
    machine(ClosePolicy.SYNC)
        .mount("m", disk)
        .kthread("k", open("f", "m"), sleep(10 * MS), close("f"))
        .userAt(MS, "u", umountLazy("m"))
        .kthreadAt(5 * MS, "late", open("g", "m"), close("g"), seen.at("late"))
        .kthreadAt(50 * MS, "later", open("h", "m"), close("h"), seen.at("later"))
        .run(SECOND);
    assertThat(seen.all("release")).hasSize(1);
    assertThat(seen.all("kill_sb")).hasSize(1);
    assertThat(seen.order()).contains("late", "later");
  }

  @Test
  void superblockIsLockedWhileItIsShutDown() {
    FileSystem slow = fileSystem("disk").killSb(io(20 * MS)).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.DEFERRED)
            .mount("m", slow)
            .user("u", umount("m"))
            .kthreadAt(MS, "k", downRead("s_umount(m)"), seen.at("locked"), upRead("s_umount(m)"))
            .boot()) {
      booted.until(10 * MS);
      assertThat(waitOf("k").resource().name()).isEqualTo("s_umount(m)");
      booted.until(SECOND);
    }
    assertThat(seen.one("locked").at()).isEqualTo(20 * MS);
  }
}
