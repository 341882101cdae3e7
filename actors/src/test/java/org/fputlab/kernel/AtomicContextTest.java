package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.fileSystem;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import java.util.List;
import org.fputlab.engine.AtomicSleeps.AtomicSleep;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.Tables;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;

/** Spinlocks, and sections in which nobody may sleep. */
class AtomicContextTest {

  private final Seen seen = new Seen();

  private static Machines withFile(ClosePolicy policy, Step... steps) {
    return machine(policy).mount("m", tmpfs()).user("t", steps);
  }

  private static List<AtomicSleep> bugs(Machines machine) {
    Tables tables = machine.run(SECOND);
    return tables.atomicSleeps().all();
  }

  @Test
  void finaliserMightSleepWhetherOrNotItDoes() {
    List<AtomicSleep> bugs =
        bugs(
            withFile(
                ClosePolicy.SYNC,
                open("f", "m"),
                spinLock("dev_lock"),
                fput("f"),
                spinUnlock("dev_lock")));
    assertThat(bugs)
        .singleElement()
        .satisfies(
            bug -> {
              assertThat(bug.function()).isEqualTo("__fput");
              assertThat(bug.preemptCount()).isEqualTo(1);
              assertThat(bug.rcuDepth()).isZero();
            });
  }

  @Test
  void putThatIsPutOffIsFineAndRunsAfterTheSection() {
    Machines machine =
        machine(ClosePolicy.DEFERRED)
            .mount("m", fileSystem("seen").release(seen.at("released")).build())
            .user(
                "t",
                open("f", "m"),
                rcuReadLock(),
                rcuReadLock(),
                fput("f"),
                rcuReadUnlock(),
                rcuReadUnlock(),
                seen.at("left"));
    assertThat(bugs(machine)).isEmpty();
    assertThat(seen.order()).containsExactly("left", "released");
    assertThat(seen.one("released").task()).isEqualTo("t");
  }

  @Test
  void withBottomHalvesOffAUserTasksFileGoesToTheWorker() {
    Machines machine =
        machine(ClosePolicy.DEFERRED)
            .mount("m", fileSystem("seen").release(seen.at("released")).build())
            .user(
                "t",
                open("f", "m"),
                spinLockBh("rx_lock"),
                fput("f"),
                spinUnlockBh("rx_lock"),
                open("g", "m"),
                fput("g"));
    assertThat(bugs(machine)).isEmpty();
    assertThat(seen.all("released")).extracting(Seen.Sight::task).containsExactly("t", "kworker-0");
  }

  @Test
  void mutexMightSleepEvenIfItIsFree() {
    assertThat(
            bugs(
                withFile(
                    ClosePolicy.DEFERRED,
                    spinLock("a"),
                    mutexLock("b"),
                    mutexUnlock("b"),
                    spinUnlock("a"))))
        .hasSize(1);
  }

  @Test
  void trylockAndComputingDoNotSleep() {
    assertThat(
            bugs(
                withFile(
                    ClosePolicy.DEFERRED,
                    spinLock("a"),
                    mutexTrylock("b", branch(mutexUnlock("b"), cpu(MS))),
                    cpu(MS),
                    complete("c"),
                    spinUnlock("a"),
                    mutexLock("b"),
                    mutexUnlock("b"))))
        .isEmpty();
  }

  @Test
  void whoWaitsForASpinlockSpins() {
    try (Machines.Booted booted =
        machine(ClosePolicy.DEFERRED)
            .kthread("holder", spinLock("a"), cpu(10 * MS), spinUnlock("a"))
            .kthreadAt(MS, "other", spinLock("a"), spinUnlock("a"), seen.at("got it"))
            .boot()) {
      booted.until(2 * MS);
      assertThat(waitOf("other").sleep()).isEqualTo(Sleep.SPINNING);
      assertThat(waitOf("other").resource().kind()).isEqualTo(Resource.Kind.SPINLOCK);
      assertThat(waitOf("other").resource().lockClass().toString()).endsWith("{2:2}");
      booted.until(SECOND);
    }
    assertThat(seen.one("got it").at()).isEqualTo(10 * MS);
  }
}
