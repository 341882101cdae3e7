package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import java.util.Set;
import org.fputlab.engine.EmulatorFailure;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.kernel.servers.RemoteServer;
import org.fputlab.kernel.servers.ServerWords;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Dist;
import org.fputlab.model.FileSystem;
import org.fputlab.model.LockName;
import org.junit.jupiter.api.Test;

/** Tasks that a fault stops, slows or kills. */
class FaultedTaskTest {

  private final Seen seen = new Seen();
  private final Machines machine = machine(ClosePolicy.DEFERRED).mount("m", tmpfs());

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
            .user("u", new ServerWords.Rpc("self", "CLOSE", true, false))
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
  void faultOnAServerThatTheMachineDoesNotHaveFailsTheRun() {
    assertThatExceptionOfType(EmulatorFailure.class)
        .isThrownBy(
            () -> {
              try (Machines.Booted booted = machine.boot()) {
                booted.tell(new Kernel.OnServer("nowhere", new RemoteServer.Hang(1)));
                booted.until(MS);
              }
            })
        .withMessageContaining("there is no server nowhere");
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
