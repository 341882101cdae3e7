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
import java.util.Set;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.EmulatorFailure;
import org.fputlab.kernel.Seen.Sight;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.LockName;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;

/** What tasks wait for: locks, workers, threads, processors; and the faults put on them. */
class TasksAndWorkersTest {

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
          assertThat(((Execution) calls).row().holds())
              .noneMatch(hold -> hold.resource().lockClass().equals("mmap_lock"));
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
  void flushWorkWaitsForTheItem() {
    machine
        .work("w", "events", seen.at("begin"), io(20 * MS), seen.at("end"))
        .user("u", queueWork("w"), flushWork("w"), seen.at("flushed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "end", "flushed");
    assertThat(seen.one("begin").task()).isEqualTo("kworker-0");
  }

  @Test
  void itemQueuedWhileItRunsRunsOnceMoreAfterwards() {
    machine
        .work("w", "events", seen.at("begin"), io(20 * MS), seen.at("end"))
        .user(
            "u",
            queueWork("w"),
            sleep(MS),
            queueWork("w"),
            queueWork("w"),
            flushWork("w"),
            seen.at("flushed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "end", "begin", "end", "flushed");
    assertThat(seen.one("flushed").at()).isEqualTo(40 * MS);
  }

  @Test
  void flushOfAQueueWaitsForItsItemsOnly() {
    machine
        .work("slow", "other", io(SECOND))
        .work("a", "mine", io(20 * MS))
        .work("b", "mine", io(30 * MS))
        .user(
            "u",
            queueWork("slow"),
            queueWork("a"),
            queueWork("b"),
            flushWorkqueue("mine"),
            seen.at("flushed"))
        .run(2 * SECOND);
    assertThat(seen.one("flushed").at()).isEqualTo(30 * MS);
  }

  @Test
  void runningItemIsSeenToHoldItselfAndItsQueue() {
    try (Machines.Booted booted =
        machine.work("w", "events", io(SECOND)).user("u", queueWork("w"), flushWork("w")).boot()) {
      booted.until(MS);
      assertThat(row("kworker-0").work()).isEqualTo("events w_func");
      assertThat(row("kworker-0").holds())
          .extracting(hold -> hold.resource().name())
          .containsExactly("end of kworker-0", "(wq_completion)events", "(w).work");
      assertThat(waitOf("u").resource()).isSameAs(row("kworker-0").holds().get(2).resource());
      booted.until(2 * SECOND);
      assertThat(row("kworker-0").holds()).hasSize(1);
    }
  }

  @Test
  void pausedItemDoesNotStartAndGoesOnLater() {
    try (Machines.Booted booted =
        machine
            .work("w", "events", seen.at("begin"))
            .work("x", "events", seen.at("other"))
            .userAt(MS, "u", queueWork("w"), queueWork("x"))
            .boot()) {
      booted.tell(new Kernel.PauseWork(1, "w"));
      booted.until(SECOND);
      assertThat(seen.order()).containsExactly("other");
      booted.tell(new Kernel.ResumeWork(1, "w"));
      booted.until(2 * SECOND);
    }
    assertThat(seen.order()).containsExactly("other", "begin");
  }

  @Test
  void itemPausedWhileItRunsGoesNoFurther() {
    try (Machines.Booted booted =
        machine
            .work("w", "events", io(20 * MS), seen.at("end"))
            .user("u", queueWork("w"), flushWork("w"), queueWork("w"), flushWork("w"))
            .boot()) {
      booted.until(MS);
      booted.tell(new Kernel.PauseWork(1, "w"));
      booted.until(SECOND);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.ResumeWork(1, "w"));
      booted.until(2 * SECOND);
    }
    assertThat(seen.all("end")).extracting(Sight::at).containsExactly(SECOND, SECOND + 20 * MS);
  }

  @Test
  void pauseThatComesAsTheItemEndsLeavesItsWorkerToOthers() {
    Step pause =
        calls -> {
          ((Execution) calls).queueWork("other");
          return seen.at("end").run(calls);
        };
    try (Machines.Booted booted =
        machine
            .work("w", "events", io(20 * MS), pause)
            .work("other", "events", seen.at("other"))
            .user("u", queueWork("w"))
            .boot()) {
      booted.run().at(20 * MS, () -> booted.tell(new Kernel.PauseWork(1, "w")));
      booted.until(SECOND);
      booted.tell(new Kernel.ResumeWork(1, "w"));
      booted.until(2 * SECOND);
    }
    assertThat(seen.order()).containsExactlyInAnyOrder("end", "other");
  }

  @Test
  void idleTaskThatWasPausedServesAgain() {
    try (Machines.Booted booted =
        machine.nfsd(1).openLoop("c", "m", new Dist.Fixed(100 * MS), seen.at("call")).boot()) {
      booted.until(50 * MS);
      booted.tell(new Kernel.OnTask("nfsd-0", new Task.Pause(1)));
      booted.until(950 * MS);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.OnTask("nfsd-0", new Task.Resume(1)));
      booted.until(1050 * MS);
      assertThat(row("nfsd-0").state()).isEqualTo(TaskRow.State.IDLE);
    }
    assertThat(seen.all("call")).hasSize(10);
  }

  @Test
  void resumingATaskThatIsNotPausedChangesNothing() {
    try (Machines.Booted booted =
        machine.nfsd(1).closedLoop("c", 5, "m", new Dist.Fixed(SECOND), io(SECOND)).boot()) {
      booted.tell(new Kernel.OnTask("nfsd-0", new Task.Resume(1)));
      booted.tell(new Kernel.OnTask("nfsd-0", new Task.Pause(1)));
      booted.tell(new Kernel.OnTask("nfsd-0", new Task.Pause(1)));
      booted.tell(new Kernel.OnTask("nfsd-0", new Task.Resume(1)));
      booted.tell(new Kernel.OnTask("nfsd-0", new Task.Resume(1)));
      booted.until(20 * SECOND);
      assertThat(row("nfsd-0").state()).isEqualTo(TaskRow.State.BLOCKED);
    }
  }

  @Test
  void pausedTaskWaitsAgainForWhatItWaitedForBefore() {
    try (Machines.Booted booted =
        machine
            .nfsd(1)
            .loopback("self", waitForCompletion("never"))
            .user("u", new Step.Rpc("self", "CLOSE", true, false))
            .boot()) {
      booted.until(MS);
      Wait before = waitOf("u");
      booted.tell(new Kernel.OnTask("u", new Task.Pause(1)));
      booted.until(2 * MS);
      assertThat(waitOf("u").resource()).isNotSameAs(before.resource());
      booted.tell(new Kernel.OnTask("u", new Task.Resume(1)));
      booted.until(3 * MS);
      assertThat(waitOf("u").resource()).isSameAs(before.resource());
      assertThat(waitOf("u").sleep()).isEqualTo(Sleep.KILLABLE);
      assertThat(waitOf("u").group()).isEqualTo("nfsd");
    }
  }

  @Test
  void killedTaskKeepsItsLocks() {
    try (Machines.Booted booted =
        machine
            .user("victim", downWrite("i_rwsem(x)"), io(10 * MS), upWrite("i_rwsem(x)"))
            .userAt(5 * MS, "next", downWrite("i_rwsem(x)"), seen.at("locked"))
            .boot()) {
      booted.until(MS);
      booted.tell(new Kernel.OnTask("victim", Task.Kill.INSTANCE));
      booted.until(SECOND);
      assertThat(row("victim").state()).isEqualTo(TaskRow.State.KILLED);
      assertThat(row("victim").isHolding(waitOf("next").resource())).isTrue();
    }
    assertThat(seen.all()).isEmpty();
  }

  @Test
  void killedTaskIsGivenALockThatItQueuedForAndNeverGivesItBack() {
    try (Machines.Booted booted =
        machine
            .user("holder", downWrite("i_rwsem(x)"), io(10 * MS), upWrite("i_rwsem(x)"))
            .userAt(MS, "victim", downWrite("i_rwsem(x)"), upWrite("i_rwsem(x)"))
            .userAt(2 * MS, "next", downWrite("i_rwsem(x)"), seen.at("locked"))
            .boot()) {
      booted.until(3 * MS);
      booted.tell(new Kernel.OnTask("victim", Task.Kill.INSTANCE));
      booted.until(SECOND);
      assertThat(row("victim").isHolding(waitOf("next").resource())).isTrue();
    }
    assertThat(seen.all()).isEmpty();
  }

  @Test
  void heldLockIsGivenBackWhenTheFaultEnds() {
    try (Machines.Booted booted =
        machine
            .userAt(MS, "u", downRead("i_rwsem(x)"), seen.at("locked"), upRead("i_rwsem(x)"))
            .boot()) {
      booted.tell(new Kernel.HoldLock(1, new LockName("i_rwsem", "x")));
      booted.until(SECOND);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.ReleaseLock(1));
      booted.until(2 * SECOND);
    }
    assertThat(seen.one("locked").at()).isEqualTo(SECOND);
  }

  @Test
  void slowedFunctionTakesAsManyTimesAsLongAndNoOtherDoes() {
    FileSystem disk = fileSystem("disk").release(io(10 * MS)).build();
    try (Machines.Booted booted =
        machine(ClosePolicy.SYNC)
            .mount("m", disk)
            .kthread("k", io(10 * MS), open("f", "m"), close("f"), seen.at("closed"))
            .boot()) {
      booted.tell(new Kernel.SlowDown(1, Set.of("disk_release"), 5));
      booted.until(SECOND);
      booted.tell(new Kernel.SpeedUp(1));
    }
    assertThat(seen.one("closed").at()).isEqualTo(60 * MS);
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
  void faultOnAServerThatTheMachineDoesNotHaveFailsTheRun() {
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(
            () -> {
              try (Machines.Booted booted = machine.boot()) {
                booted.tell(new Kernel.OnServer("nowhere", new RemoteServer.Hang(1)));
                booted.until(MS);
              }
            })
        .withMessageContaining("the kernel has no such part");
  }

  @Test
  void answerThatAnIdleTaskDidNotAskForFailsTheRun() {
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(
            () -> {
              try (Machines.Booted booted = machine.nfsd(1).boot()) {
                booted.until(MS);
                booted.tell(new Kernel.OnTask("nfsd-0", Task.Granted.INSTANCE));
                booted.until(2 * MS);
              }
            })
        .withMessageContaining("a message vanished");
  }
}
