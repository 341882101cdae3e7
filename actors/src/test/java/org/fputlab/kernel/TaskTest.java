package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import java.util.Optional;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.TaskRow;
import org.fputlab.kernel.Seen.Sight;
import org.fputlab.kernel.processors.TimeWords;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;

/** What tasks wait for: locks, threads, processors. */
class TaskTest {

  private final Seen seen = new Seen();
  private final Machines machine = machine(ClosePolicy.DEFERRED).mount("m", tmpfs());

  @Test
  void munmapDropsTheFileWithMmapLockHeld() {
    FileSystem disk = fileSystem("disk").release(seen.at("release"), io(10 * MS)).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("m", disk)
            .user("u", open("f", "m"), mmap("f", "app"), close("f"), munmap("f", "app"))
            .userAt(5 * MS, "other", pageFault("app"), seen.at("faulted"))
            .boot()) {
      booted.until(6 * MS);
      assertThat(row("u").holds())
          .anyMatch(hold -> hold.resource().name().equals("mmap_lock(app)") && !hold.shared());
      assertThat(waitOf("other").resource().name()).isEqualTo("mmap_lock(app)");
      booted.until(SECOND);
    }
    assertThat(seen.one("release").stack())
        .containsExactly(
            "disk_release", "__fput", "remove_vma", "do_vmi_munmap", "u", "entry_SYSCALL_64");
    assertThat(seen.one("faulted").at()).isEqualTo(10 * MS);
  }

  @Test
  void deferredMunmapClosesTheFileAfterMmapLockIsGivenBack() {
    Step holdsNothing =
        calls -> {
          assertThat(((Running) calls).execution().row().holds())
              .noneMatch(hold -> hold.resource().word().equals("mmap_lock"));
          return seen.at("release").run(calls);
        };
    machine(ClosePolicy.DEFERRED)
        .mount("m", fileSystem("disk").release(holdsNothing).build())
        .user("u", open("f", "m"), mmap("f", "app"), close("f"), munmap("f", "app"))
        .run(SECOND);
    assertThat(seen.one("release").task()).isEqualTo("u");
  }

  @Test
  void mappingKeepsAFileOpen() {
    FileSystem disk = fileSystem("disk").release(seen.at("release")).build();
    machine(ClosePolicy.SYNC)
        .mount("m", disk)
        .user("u", open("f", "m"), mmap("f", "app"), close("f"), seen.at("closed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("closed");
  }

  @Test
  void kthreadStopWaitsForTheThreadsWorkToEnd() {
    machine
        .kthread("thread", seen.at("begin"), io(30 * MS), seen.at("end"))
        .userAt(MS, "stopper", kthreadStop("thread"), seen.at("stopped"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "end", "stopped");
    assertThat(seen.one("stopped").at()).isEqualTo(30 * MS);
  }

  @Test
  void everyoneWhoStopsAThreadLearnsOfItsEnd() {
    machine
        .kthread("thread", io(30 * MS))
        .userAt(MS, "one", kthreadStop("thread"), seen.at("stopped"))
        .userAt(2 * MS, "two", kthreadStop("thread"), seen.at("stopped"))
        .userAt(SECOND, "late", kthreadStop("thread"), seen.at("stopped"))
        .run(2 * SECOND);
    assertThat(seen.all("stopped")).extracting(Sight::task).containsExactly("one", "two", "late");
  }

  @Test
  void threadThatStopsItselfNeverEnds() {
    machine.kthread("thread", kthreadStop("thread"), seen.at("stopped")).run(100 * SECOND);
    assertThat(seen.all()).isEmpty();
    assertThat(row("thread").isHolding(waitOf("thread").resource())).isTrue();
  }

  @Test
  void stoppingAGroupStopsEveryOneOfIt() {
    machine
        .task("worker", true, 3, 0, Optional.of(new Dist.Fixed(SECOND)), 0, seen.at("run"))
        .userAt(1500 * MS, "stopper", kthreadStop("worker"), seen.at("stopped"))
        .run(10 * SECOND);
    assertThat(seen.all("run")).hasSize(6);
    assertThat(seen.all("stopped")).hasSize(1);
    assertThat(row("worker-2").state()).isEqualTo(TaskRow.State.EXITED);
  }

  @Test
  void scriptRunsAsOftenAsItSays() {
    machine
        .task(
            "t", false, 1, 5 * MS, Optional.of(new Dist.Fixed(10 * MS)), 3, seen.at("run"), io(MS))
        .run(SECOND);
    assertThat(seen.all("run")).extracting(Sight::at).containsExactly(5 * MS, 16 * MS, 27 * MS);
    assertThat(row("t").state()).isEqualTo(TaskRow.State.EXITED);
  }

  @Test
  void processorsAreLimitedAndDevicesAreNot() {
    machine
        .cpus(2)
        .task("c", true, 4, 0, Optional.empty(), 1, cpu(10 * MS), seen.at("cpu"))
        .task("d", true, 4, 0, Optional.empty(), 1, io(10 * MS), seen.at("io"))
        .run(SECOND);
    assertThat(seen.all("cpu"))
        .extracting(Sight::at)
        .containsExactly(10 * MS, 10 * MS, 20 * MS, 20 * MS);
    assertThat(seen.all("io")).extracting(Sight::at).containsOnly(10 * MS);
  }

  @Test
  void semaphoreCountsItsHolders() {
    machine
        .semaphore("daemons", 2)
        .task(
            "t",
            true,
            3,
            0,
            Optional.empty(),
            1,
            down("daemons"),
            io(10 * MS),
            up("daemons"),
            seen.at("done"))
        .run(SECOND);
    assertThat(seen.all("done")).extracting(Sight::at).containsExactly(10 * MS, 10 * MS, 20 * MS);
  }

  @Test
  void anyTaskMayGiveAUnitBackAndSoWakeWhoWaits() {
    machine
        .semaphore("slots", 1)
        .user("taker", down("slots"), sleep(SECOND))
        .userAt(MS, "waiter", down("slots"), seen.at("taken"))
        .userAt(10 * MS, "giver", up("slots"))
        .run(2 * SECOND);
    assertThat(seen.one("taken").at()).isEqualTo(10 * MS);
  }

  @Test
  void unitGivenBeforeItIsTakenIsThere() {
    machine
        .semaphore("slots", 1)
        .user("giver", up("slots"))
        .userAt(MS, "taker", down("slots"), down("slots"), seen.at("taken"))
        .run(SECOND);
    assertThat(seen.one("taken").at()).isEqualTo(MS);
  }

  @Test
  void whoGivesOthersUnitsBackIsKnownToAndWhoGivesBackItsOwnIsNot() {
    try (Machines.Booted booted =
        machine
            .semaphore("slots", 1)
            .userAt(SECOND, "giver", up("slots"))
            .userAt(SECOND, "user", down("slots"), up("slots"))
            .boot()) {
      booted.until(MS);
      assertThat(row("giver").prospects().known())
          .extracting(Object::toString)
          .containsExactly("slots");
      assertThat(row("user").prospects().isNothing()).isTrue();
    }
  }

  @Test
  void unitThatATaskTookAndLeftToOthersIsNoLongerItsOwnAfterItsRun() {
    try (Machines.Booted booted =
        machine
            .semaphore("slots", 9)
            .task(
                "taker",
                true,
                1,
                0,
                Optional.of(new Dist.Fixed(100 * MS)),
                0,
                down("slots"),
                io(10 * MS))
            .boot()) {
      booted.until(115 * MS);
      assertThat(row("taker").holds()).hasSize(2);
      booted.until(150 * MS);
      assertThat(row("taker").holds()).hasSize(1);
    }
  }

  @Test
  void completionWakesItsWaiter() {
    machine
        .user("waiter", waitForCompletion("c"), seen.at("woken"))
        .userAt(10 * MS, "completer", complete("c"))
        .run(SECOND);
    assertThat(seen.one("woken").at()).isEqualTo(10 * MS);
  }

  @Test
  void lockThatIsNotHeldCannotBeGivenBack() {
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(() -> machine.user("u", upWrite("i_rwsem(x)")).run(SECOND))
        .withMessageContaining("does not hold");
  }

  @Test
  void alikeStepsOfOneRunAreShortOrLongTogether() {
    Step cold = new TimeWords.Cpu(new Dist.Alike(new Dist.Uniform(0, 4 * MS)));
    Step half = new TimeWords.Cpu(new Dist.Alike(new Dist.Uniform(0, 2 * MS)));
    machine.kthread("k", cold, seen.at("one"), half, seen.at("two")).run(SECOND);
    long first = seen.one("one").at();
    assertThat(first).isPositive();
    assertThat(seen.one("two").at() - first).isBetween(first / 2 - 1, first / 2 + 1);
  }

  @Test
  void msleepTakesOneJiffyLessSince612() {
    machine.kernel("6.11").kthread("k", msleep(MS), seen.at("awake")).run(SECOND);
    assertThat(seen.one("awake").at()).isEqualTo(12 * MS);
    Seen later = new Seen();
    machine(ClosePolicy.DEFERRED)
        .kernel("6.12")
        .kthread("k", msleep(MS), later.at("awake"))
        .run(SECOND);
    assertThat(later.one("awake").at()).isEqualTo(8 * MS);
  }

  @Test
  void runsThatComeWhileTheOneBeforeGoesOnFollowAtOnce() {
    machine.paced("k", new Dist.Exp(10 * MS), 10 * SECOND, io(8 * MS), seen.at("done"));
    machine.run(11 * SECOND);
    assertThat(seen.all("done")).hasSizeBetween(900, 1100);
    long behind = 0;
    for (int i = 1; i < seen.all("done").size(); i++) {
      if (seen.all("done").get(i).at() - seen.all("done").get(i - 1).at() == 8 * MS) {
        behind++;
      }
    }
    assertThat(behind).isBetween(650L, 900L);
  }
}
