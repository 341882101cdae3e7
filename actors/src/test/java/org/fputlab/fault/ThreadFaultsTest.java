package org.fputlab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.fault.EmulatedMachine.MMAP_LOCK;
import static org.fputlab.fault.EmulatedMachine.MS;
import static org.fputlab.fault.EmulatedMachine.S;
import static org.fputlab.fault.EmulatedMachine.downWrite;
import static org.fputlab.fault.EmulatedMachine.fault;
import static org.fputlab.fault.EmulatedMachine.io;
import static org.fputlab.fault.EmulatedMachine.lasting;
import static org.fputlab.fault.EmulatedMachine.rpc;
import static org.fputlab.fault.EmulatedMachine.upWrite;

import java.util.List;
import java.util.Objects;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow.State;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.files.FileWords;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.task.Meters;
import org.fputlab.kernel.workqueues.WorkWords;
import org.fputlab.model.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults on threads: {@code pause} and {@code kill}. */
class ThreadFaultsTest {

  /** Orders of simultaneous messages that are tried: enough to meet each race. */
  private static final int SCHEDULES = 300;

  private final EmulatedMachine machine = new EmulatedMachine();

  @AfterEach
  void endOfRun() {
    machine.close();
  }

  @Test
  void aPausedTaskGoesOnWhereItWas() {
    machine.task("walker", 0, io(10 * MS), io(10 * MS)).start();
    machine.faults().schedule(List.of(lasting(5 * MS, "walker", "pause", 100 * MS)));
    assertThat(machine.until(50 * MS).row("walker").waitsFor())
        .extracting(wait -> Objects.requireNonNull(wait).resource().name())
        .isEqualTo("walker");
    machine.until(S);
    assertThat(machine.endOf("walker")).isEqualTo(105 * MS + 10 * MS);
  }

  @Test
  void aTaskPausedWhileItWasIdleWorksAgainAfterwards() {
    machine.every(10 * MS, "ticker", io(MS)).start();
    machine.faults().schedule(List.of(lasting(5 * MS, "ticker", "pause", 100 * MS)));
    assertThat(machine.until(50 * MS).state("ticker")).isEqualTo(State.BLOCKED);
    assertThat(machine.until(105 * MS + MS / 2).state("ticker")).isEqualTo(State.BLOCKED);
    assertThat(machine.until(110 * MS).state("ticker")).isEqualTo(State.IDLE);
    assertThat(machine.until(116 * MS + MS / 2).state("ticker")).isEqualTo(State.BLOCKED);
  }

  @Test
  void aPausedWaiterKeepsItsPlaceAndItsKindOfSleep() {
    machine
        .task("holder", 0, downWrite(MMAP_LOCK), io(S), upWrite(MMAP_LOCK))
        .task("waiter", MS, new LockWords.Acquire("down_write_killable", MMAP_LOCK, false, true))
        .start();
    Wait before = machine.until(2 * MS).row("waiter").waitsFor();
    machine.faults().schedule(List.of(lasting(5 * MS, "waiter", "pause", MS)));
    assertThat(machine.until(10 * MS).row("waiter").waitsFor()).isEqualTo(before);
    assertThat(before).isNotNull().extracting(Wait::sleep).isEqualTo(Sleep.KILLABLE);
  }

  @Test
  void aLockThatAPausedTaskIsGrantedIsHeldByItAtOnce() {
    machine
        .task("holder", 0, downWrite(MMAP_LOCK), io(10 * MS), upWrite(MMAP_LOCK))
        .task("waiter", MS, downWrite(MMAP_LOCK), upWrite(MMAP_LOCK))
        .start();
    machine.faults().schedule(List.of(lasting(5 * MS, "waiter", "pause", 100 * MS)));
    assertThat(machine.until(50 * MS).row("waiter").holds())
        .anyMatch(hold -> hold.resource().name().equals("mmap_lock(app)"));
    assertThat(machine.until(S).endOf("waiter")).isEqualTo(105 * MS);
  }

  @Test
  void aTaskPausedTwiceGoesOnWhenBothAreLifted() {
    machine.tasks("walker", 2, 0, io(10 * MS)).start();
    machine.until(MS);
    int all = machine.faults().begin(fault("walker", "pause"));
    int one = machine.faults().begin(fault("walker-1", "pause"));
    machine.until(50 * MS);
    machine.faults().lift(all);
    machine.until(100 * MS);
    assertThat(machine.endOf("walker-0")).isEqualTo(50 * MS);
    assertThat(machine.state("walker-1")).isEqualTo(State.BLOCKED);
    machine.faults().lift(one);
    assertThat(machine.until(200 * MS).endOf("walker-1")).isEqualTo(100 * MS);
  }

  @Test
  void pausingDelayedFputStopsTheCloseUnderWayAndAllThatFollow() {
    closers().start();
    machine.until(8 * MS);
    assertThat(machine.row("kworker-0").work()).isEqualTo("events delayed_fput");
    int pause = machine.faults().begin(fault("delayed_fput", "pause"));
    machine.until(S);
    assertThat(pending()).isEqualTo(3);
    machine.faults().lift(pause);
    machine.until(2 * S);
    assertThat(pending()).isZero();
  }

  @Test
  void pausedDelayedFputDoesNotStart() {
    closers().start();
    machine.faults().begin(fault("delayed_fput", "pause"));
    machine.until(S);
    assertThat(pending()).isEqualTo(3);
    assertThat(machine.engine().tables().tasks().rows())
        .noneMatch(row -> row.name().startsWith("kworker"));
    machine.faults().reset();
    machine.until(2 * S);
    assertThat(pending()).isZero();
  }

  private EmulatedMachine closers() {
    return machine
        .mount("disk", MS, 5 * MS)
        .tasks("closer", 3, 0, new FileWords.Open("f", "disk", ""), new FileWords.Fput("f"));
  }

  private long pending() {
    return machine.engine().tables().gauges().of(Meters.PENDING_CLOSES).depth();
  }

  @Test
  void aPausedWorkItemKeepsNoWorkerThatHasEndedIt() {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      try (EmulatedMachine one = new EmulatedMachine(machine.engine())) {
        one.work("poll", downWrite(MMAP_LOCK), upWrite(MMAP_LOCK))
            .work("other", io(MS))
            .task("first", 2 * MS, new WorkWords.QueueWork("poll"))
            .task(
                "second",
                6 * MS,
                new WorkWords.QueueWork("other"),
                new WorkWords.FlushWork("other"))
            .task("third", 7 * MS, new WorkWords.QueueWork("poll"), new WorkWords.FlushWork("poll"))
            .start(Strategy.random(seed));
        int hold = one.faults().begin(fault("mmap_lock(app)", "hold"));
        one.until(5 * MS).faults().lift(hold);
        int pause = one.faults().begin(fault("poll", "pause"));
        assertThat(one.until(10 * MS).state("third")).isEqualTo(State.BLOCKED);
        boolean stoppedInTime = one.row("kworker-0").frame() != null;
        assertThat(one.state("second")).as("seed %d", seed).isEqualTo(State.EXITED);
        assertThat(one.state("kworker-0") == State.BLOCKED)
            .as("seed %d", seed)
            .isEqualTo(stoppedInTime);
        one.faults().lift(pause);
        assertThat(one.until(20 * MS).state("third")).isEqualTo(State.EXITED);
      }
    }
  }

  @Test
  void anNfsdThreadThatIsPausedWithACallLeavesTheOthersToServe() {
    machine.loopbackServer("self", 2).tasks("caller", 2, 10 * MS, rpc("self")).start().until(MS);
    machine.faults().begin(fault("nfsd-1", "pause"));
    machine.until(S);
    assertThat(List.of(machine.state("caller-0"), machine.state("caller-1")))
        .containsExactlyInAnyOrder(State.EXITED, State.BLOCKED);
    machine.faults().reset();
    machine.until(2 * S);
    assertThat(List.of(machine.state("caller-0"), machine.state("caller-1")))
        .containsOnly(State.EXITED);
  }

  @Test
  void aThreadKilledWithALockLeavesItHeldForEver() {
    machine
        .task("holder", 0, downWrite(MMAP_LOCK), io(10 * MS), upWrite(MMAP_LOCK))
        .task("waiter", MS, downWrite(MMAP_LOCK))
        .start()
        .until(5 * MS);
    machine.faults().begin(fault("holder", "kill"));
    machine.until(1000 * S);
    assertThat(machine.state("holder")).isEqualTo(State.KILLED);
    assertThat(machine.row("holder").holds())
        .anyMatch(hold -> hold.resource().name().equals("mmap_lock(app)"));
    assertThat(machine.state("waiter")).isEqualTo(State.BLOCKED);
  }

  @Test
  void aKilledWaiterIsGrantedItsLockAndKeepsIt() {
    machine
        .task("holder", 0, downWrite(MMAP_LOCK), io(10 * MS), upWrite(MMAP_LOCK))
        .task("victim", MS, downWrite(MMAP_LOCK), upWrite(MMAP_LOCK))
        .task("next", 2 * MS, downWrite(MMAP_LOCK))
        .start()
        .until(5 * MS);
    machine.faults().begin(fault("victim", "kill"));
    machine.until(S);
    assertThat(machine.state("victim")).isEqualTo(State.KILLED);
    assertThat(machine.row("victim").holds())
        .anyMatch(hold -> hold.resource().name().equals("mmap_lock(app)"));
    assertThat(machine.state("next")).isEqualTo(State.BLOCKED);
  }

  @Test
  void aTaskKilledWhileItIsIdleJustEnds() {
    machine.every(10 * MS, "ticker", io(MS)).start().until(5 * MS);
    machine.faults().begin(fault("ticker", "kill"));
    assertThat(machine.until(S).endOf("ticker")).isEqualTo(5 * MS);
  }

  @Test
  void aTaskKilledWhileItIsPausedIdleJustEnds() {
    machine.every(10 * MS, "ticker", io(MS)).start().until(5 * MS);
    machine.faults().begin(fault("ticker", "pause"));
    machine.faults().begin(fault("ticker", "kill"));
    assertThat(machine.until(S).endOf("ticker")).isEqualTo(5 * MS);
  }

  @Test
  void aKillCannotBeLifted() {
    machine.task("victim", 0, io(10 * MS)).start().until(5 * MS);
    int kill = machine.faults().begin(fault("victim", "kill"));
    assertThat(machine.faults().lift(kill)).isFalse();
    machine.faults().reset();
    machine.until(S);
    assertThat(machine.state("victim")).isEqualTo(State.KILLED);
    assertThat(machine.faults().active()).hasSize(1);
  }

  @Test
  void aCallGivenToAThreadThatIsKilledIdleGoesToAnother() {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      try (EmulatedMachine one = new EmulatedMachine(machine.engine())) {
        one.loopbackServer("self", 2).task("caller", 0, rpc("self")).start(Strategy.random(seed));
        int hang = one.faults().begin(fault("self", "hang"));
        one.until(5 * MS).faults().lift(hang);
        one.faults().begin(fault("nfsd-1", "kill"));
        one.until(S);
        boolean wasServing = one.state("nfsd-1") == State.KILLED;
        assertThat(one.state("caller"))
            .as("seed %d", seed)
            .isEqualTo(wasServing ? State.BLOCKED : State.EXITED);
      }
    }
  }

  @Test
  void aWorkItemGivenToAWorkerThatIsKilledIdleGoesToAnother() {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      try (EmulatedMachine one = new EmulatedMachine(machine.engine())) {
        Step queue = new WorkWords.QueueWork("poll");
        Step flush = new WorkWords.FlushWork("poll");
        one.work("poll", io(MS))
            .task("first", 0, queue)
            .task("second", 3 * MS, downWrite(MMAP_LOCK), queue, flush)
            .start(Strategy.random(seed));
        int hold = one.faults().begin(fault("mmap_lock(app)", "hold"));
        one.until(5 * MS).faults().lift(hold);
        one.faults().begin(fault("kworker-0", "kill"));
        one.until(S);
        boolean wasRunning = one.state("kworker-0") == State.KILLED;
        assertThat(one.state("second"))
            .as("seed %d", seed)
            .isEqualTo(wasRunning ? State.BLOCKED : State.EXITED);
      }
    }
  }
}
