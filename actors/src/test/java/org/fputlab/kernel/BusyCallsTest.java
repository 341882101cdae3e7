package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.gauge;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.kernel.task.Meters;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.FileSystem;
import org.junit.jupiter.api.Test;

/** Calls that fail because something is busy, and are tried again. */
class BusyCallsTest {

  private final Seen seen = new Seen();

  private Machines machineWithAProgram(ClosePolicy policy) {
    return machine(policy).mount("m", tmpfs());
  }

  @Test
  void programCannotBeRunUntilTheCloseOfItsWriterIsFinished() {
    machineWithAProgram(ClosePolicy.DEFERRED)
        .kthread("writer", openForWrite("f", "m", "prog"), fput("f"))
        .userAt(MS, "u", retry(MS, exec("p", "m", "prog")), seen.at("runs"), fput("p"))
        .run(SECOND);
    assertThat(seen.one("runs").at()).isEqualTo(8 * MS);
    assertThat(gauge(Meters.EXEC_ETXTBSY).in()).isEqualTo(7);
  }

  @Test
  void programCanBeRunAtOnceWhereItsWriterClosedInPlace() {
    machineWithAProgram(ClosePolicy.DEFERRED)
        .kthread("writer", openForWrite("f", "m", "prog"), fputSync("f"))
        .userAt(MS, "u", exec("p", "m", "prog"), seen.at("runs"), fput("p"))
        .run(SECOND);
    assertThat(seen.one("runs").at()).isEqualTo(MS);
    assertThat(gauge(Meters.EXEC_ETXTBSY).in()).isZero();
  }

  @Test
  void writeAccessIsGivenUpAfterTheRelease() {
    FileSystem slow = fileSystem("disk").release(io(10 * MS)).evict(io(50 * MS)).build();
    machine(ClosePolicy.SYNC)
        .mount("m", slow)
        .kthread("other", open("o", "m", "prog"), sleep(SECOND), fput("o"))
        .kthread("writer", openForWrite("f", "m", "prog"), fput("f"))
        .userAt(MS, "u", retry(MS, exec("p", "m", "prog")), seen.at("runs"), fput("p"))
        .run(2 * SECOND);
    assertThat(seen.one("runs").at()).isEqualTo(10 * MS);
  }

  @Test
  void readersDoNotKeepAProgramFromBeingRun() {
    machineWithAProgram(ClosePolicy.DEFERRED)
        .kthread("reader", open("f", "m", "prog"), sleep(10 * MS), fput("f"))
        .userAt(MS, "u", exec("p", "m", "prog"), seen.at("runs"), fput("p"))
        .run(SECOND);
    assertThat(gauge(Meters.EXEC_ETXTBSY).in()).isZero();
  }

  @Test
  void programThatRunsCannotBeWrittenUntilItEnds() {
    machineWithAProgram(ClosePolicy.DEFERRED)
        .kthread("program", exec("p", "m", "prog"), sleep(10 * MS), fput("p"))
        .userAt(MS, "u", retry(MS, openForWrite("f", "m", "prog")), seen.at("writes"), close("f"))
        .run(SECOND);
    assertThat(seen.one("writes").at()).isEqualTo(10 * MS);
    assertThat(gauge(Meters.OPEN_ETXTBSY).in()).isEqualTo(9);
  }

  @Test
  void unmountIsTriedAgainUntilNoCloseIsPending() {
    machineWithAProgram(ClosePolicy.DEFERRED)
        .kthread("k", open("f", "m"), fput("f"))
        .userAt(MS, "u", retry(3 * MS, umount("m")), seen.at("unmounted"))
        .run(SECOND);
    assertThat(seen.one("unmounted").at()).isEqualTo(10 * MS);
    assertThat(gauge(Meters.UMOUNT_EBUSY).in()).isEqualTo(3);
  }

  @Test
  void userTaskFinishesItsOwnClosesBetweenTwoTries() {
    machineWithAProgram(ClosePolicy.DEFERRED)
        .user("u", open("f", "m"), fput("f"), retry(MS, umount("m")), seen.at("unmounted"))
        .run(SECOND);
    assertThat(seen.one("unmounted").at()).isEqualTo(MS);
  }

  @Test
  void mountIsMadeAnewOnceTheSuperblockBeforeIsGone() {
    FileSystem slow = fileSystem("disk").killSb(io(10 * MS)).build();
    machine(ClosePolicy.SYNC)
        .mount("m", slow)
        .user("admin", umount("m"))
        .userAt(
            MS,
            "u",
            open("no", "m"),
            mount("m"),
            retry(2 * MS, mount("m")),
            seen.at("mounted"),
            open("f", "m"),
            umount("m"),
            close("f"),
            umount("m"))
        .run(SECOND);
    assertThat(seen.one("mounted").at()).isEqualTo(11 * MS);
    assertThat(gauge(Meters.OPEN_FILES).in()).isEqualTo(1);
    assertThat(gauge(Meters.UMOUNT_EBUSY).in()).isEqualTo(1);
  }

  @Test
  void whatIsMountedIsNotMountedAgain() {
    machineWithAProgram(ClosePolicy.SYNC)
        .user("u", open("f", "m"), mount("m"), umount("m"), close("f"))
        .run(SECOND);
    assertThat(gauge(Meters.UMOUNT_EBUSY).in()).isEqualTo(1);
  }
}
