package org.fputlab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.fault.EmulatedMachine.MMAP_LOCK;
import static org.fputlab.fault.EmulatedMachine.MS;
import static org.fputlab.fault.EmulatedMachine.S;
import static org.fputlab.fault.EmulatedMachine.downWrite;
import static org.fputlab.fault.EmulatedMachine.fault;
import static org.fputlab.fault.EmulatedMachine.fixed;
import static org.fputlab.fault.EmulatedMachine.io;
import static org.fputlab.fault.EmulatedMachine.upWrite;

import java.util.Objects;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskRow.State;
import org.fputlab.engine.Wait;
import org.fputlab.kernel.files.FileWords;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.processors.TimeWords;
import org.fputlab.model.LockName;
import org.fputlab.model.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults on locks and functions: {@code hold}, {@code slow-step}, {@code memory-pressure}. */
class LockAndStepFaultsTest {

  private final EmulatedMachine machine = new EmulatedMachine();

  @AfterEach
  void endOfRun() {
    machine.close();
  }

  @Test
  void aHeldLockBlocksItsTakerUntilItIsLifted() {
    machine.task("taker", 10 * MS, downWrite(MMAP_LOCK), upWrite(MMAP_LOCK)).start();
    int hold = machine.faults().begin(fault("mmap_lock(app)", "hold"));
    machine.until(S);
    assertThat(machine.state("taker")).isEqualTo(State.BLOCKED);
    machine.faults().lift(hold);
    assertThat(machine.until(2 * S).endOf("taker")).isEqualTo(S);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfsd_mutex", "sk_lock(tcp)", "ring"})
  void whoHoldsTheLockWaitsForATimerSoThatNobodyCallsItADeadlock(String name) {
    LockName mutex = LockName.of(name);
    machine
        .task(
            "taker",
            10 * MS,
            new LockWords.Acquire("mutex_lock", mutex, false, false),
            new LockWords.Release("mutex_unlock", mutex, false))
        .start();
    machine.faults().begin(fault(name, "hold"));
    TaskRow holder = machine.until(S).row("fault-1");
    assertThat(holder.holds())
        .anyMatch(
            hold ->
                hold.resource().name().equals(name)
                    && hold.resource().kind() == Resource.Kind.MUTEX);
    Wait wait = Objects.requireNonNull(holder.waitsFor());
    assertThat(wait.resource().kind()).isEqualTo(Resource.Kind.TIMER);
    assertThat(wait.sleep()).isEqualTo(Sleep.IDLE);
  }

  @Test
  void aHoldQueuesForTheLockLikeAnyOther() {
    machine
        .task("owner", 0, downWrite(MMAP_LOCK), io(10 * MS), upWrite(MMAP_LOCK))
        .task("taker", 6 * MS, downWrite(MMAP_LOCK), upWrite(MMAP_LOCK))
        .start()
        .until(5 * MS);
    int hold = machine.faults().begin(fault("mmap_lock(app)", "hold"));
    machine.until(S);
    assertThat(machine.endOf("owner")).isEqualTo(10 * MS);
    assertThat(machine.state("taker")).isEqualTo(State.BLOCKED);
    machine.faults().lift(hold);
    assertThat(machine.until(2 * S).state("taker")).isEqualTo(State.EXITED);
  }

  @Test
  void aHoldLiftedBeforeItsTurnDelaysNobody() {
    machine
        .task("owner", 0, downWrite(MMAP_LOCK), io(10 * MS), upWrite(MMAP_LOCK))
        .task("taker", 6 * MS, downWrite(MMAP_LOCK), upWrite(MMAP_LOCK))
        .start()
        .until(5 * MS);
    int hold = machine.faults().begin(fault("mmap_lock(app)", "hold"));
    machine.until(7 * MS);
    machine.faults().lift(hold);
    assertThat(machine.until(S).endOf("taker")).isEqualTo(10 * MS);
    assertThat(machine.state("fault-1")).isEqualTo(State.EXITED);
  }

  @Test
  void twoHoldsOfOneLockAreLiftedOneByOne() {
    machine.task("taker", 10 * MS, downWrite(MMAP_LOCK), upWrite(MMAP_LOCK)).start();
    int first = machine.faults().begin(fault("mmap_lock(app)", "hold"));
    int second = machine.faults().begin(fault("mmap_lock(app)", "hold"));
    machine.until(S);
    machine.faults().lift(second);
    assertThat(machine.until(2 * S).state("taker")).isEqualTo(State.BLOCKED);
    machine.faults().lift(first);
    assertThat(machine.until(3 * S).state("taker")).isEqualTo(State.EXITED);
  }

  @Test
  void allUnitsOfASemaphoreAreHeld() {
    LockName slots = new LockName("free-pages", "");
    Step down = new LockWords.Acquire("down", slots, false, false);
    machine.semaphore("free-pages", 3).task("taker", 10 * MS, down).start();
    machine.faults().begin(fault("free-pages", "hold"));
    assertThat(machine.until(S).state("taker")).isEqualTo(State.BLOCKED);
    machine.faults().reset();
    assertThat(machine.until(2 * S).state("taker")).isEqualTo(State.EXITED);
  }

  @Test
  void slowEvictMakesThatPartOfTheCloseTakeSoManyTimesAsLong() {
    machine.mount("disk", MS, 5 * MS).task("closer", 0, openedAndFinalised()).start();
    machine.faults().begin(fault("evict", "slow-step", "by", 100));
    assertThat(machine.until(10 * S).endOf("closer")).isEqualTo(MS + 500 * MS);
  }

  @Test
  void slowReleaseIsThatOfEveryFileSystem() {
    machine.mount("disk", MS, 5 * MS).task("closer", 0, openedAndFinalised()).start();
    machine.faults().begin(fault("release", "slow-step", "by", 100));
    assertThat(machine.until(10 * S).endOf("closer")).isEqualTo(100 * MS + 5 * MS);
  }

  @Test
  void aStepMayBeNamedByItsFunctionOrItsWord() {
    machine
        .task("walker", 0, io(10 * MS))
        .task("computer", 0, new TimeWords.Cpu(fixed(10 * MS)))
        .start();
    machine.faults().begin(fault("walker_fn", "slow-step", "by", 2));
    machine.faults().begin(fault("cpu", "slow-step", "by", 3));
    machine.until(S);
    assertThat(machine.endOf("walker")).isEqualTo(20 * MS);
    assertThat(machine.endOf("computer")).isEqualTo(30 * MS);
  }

  @Test
  void liftingOneOfTwoSlowdownsLeavesTheOther() {
    machine.task("walker", 10 * MS, io(10 * MS)).start();
    int byFive = machine.faults().begin(fault("walker_fn", "slow-step", "by", 5));
    machine.faults().begin(fault("walker_fn", "slow-step", "by", 3));
    machine.faults().lift(byFive);
    assertThat(machine.until(S).endOf("walker")).isEqualTo(40 * MS);
  }

  @Test
  void memoryPressureSlowsReleaseAndEvictAndNothingElse() {
    machine
        .mount("disk", MS, 5 * MS)
        .task("closer", 0, openedAndFinalised())
        .task("walker", 0, io(10 * MS))
        .start();
    machine.faults().begin(fault("machine", "memory-pressure", "by", 50));
    machine.until(10 * S);
    assertThat(machine.endOf("closer")).isEqualTo(50 * MS + 250 * MS);
    assertThat(machine.endOf("walker")).isEqualTo(10 * MS);
  }

  @Test
  void memoryPressureCountsOnceThoughAFileIsFinalisedInsideARelease() {
    Step inner = new FileWords.Open("inner", "disk", "");
    machine
        .mount("disk", MS, 5 * MS)
        .mountThatReleases("overlay", inner, new FileWords.FputSync("inner"))
        .task("closer", 0, new FileWords.Open("f", "overlay", ""), new FileWords.FputSync("f"))
        .start();
    machine.faults().begin(fault("machine", "memory-pressure", "by", 10));
    assertThat(machine.until(10 * S).endOf("closer")).isEqualTo(10 * MS + 50 * MS);
  }

  private static Step[] openedAndFinalised() {
    return new Step[] {new FileWords.Open("f", "disk", ""), new FileWords.FputSync("f")};
  }
}
