package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

class LockOrderCyclesTest {

  private final Machine machine = new Machine();
  private final Resource mmapLock = machine.rwsem("mmap_lock(app)");
  private final Resource inodeLock = machine.rwsem("i_rwsem(a)");
  private final Resource nfsdMutex = machine.mutex("nfsd_mutex");

  /** Takes one lock and then the other, and lets go of both. */
  private void nest(TaskRow row, Resource outer, boolean shared, Resource inner, boolean also) {
    take(row, outer, shared);
    take(row, inner, also);
    row.drop(inner);
    row.drop(outer);
    machine.runs(row);
  }

  private void take(TaskRow row, Resource lock, boolean shared) {
    machine.runs(row, "path_of_" + row.name(), "take_" + lock.word());
    if (shared) {
      machine.read(row, lock);
    } else {
      machine.write(row, lock);
    }
    row.run();
    row.hold(lock, shared, machine.now());
  }

  @Test
  void twoOrdersOfTwoLocksMayDeadlockAndReadAsLockdepWouldHaveIt() {
    nest(machine.thread("writer"), inodeLock, false, mmapLock, true);
    nest(machine.thread("unmapper"), mmapLock, false, inodeLock, false);
    Finding circle = machine.only(Finding.Kind.LOCK_ORDER);
    assertThat(circle.headline())
        .isEqualTo("may deadlock: locks are taken in a circle: mmap_lock -> i_rwsem -> mmap_lock");
    assertThat(circle.details())
        .containsExactly(
            "======================================================",
            "WARNING: possible circular locking dependency detected",
            "6.6.0 #1 Not tainted",
            "------------------------------------------------------",
            "unmapper/101 is trying to acquire lock:",
            "(i_rwsem){+.+.}-{3:3}, at: take_i_rwsem",
            "",
            "but task is already holding lock:",
            "(mmap_lock){++++}-{3:3}, at: take_mmap_lock",
            "",
            "which lock already depends on the new lock.",
            "",
            "the existing dependency chain (in reverse order) is:",
            "",
            "-> #1 (mmap_lock){++++}-{3:3}:",
            "       take_mmap_lock",
            "       path_of_writer",
            "",
            "-> #0 (i_rwsem){+.+.}-{3:3}:",
            "       take_i_rwsem",
            "       path_of_unmapper",
            "",
            "other info that might help us debug this:",
            "",
            " Possible unsafe locking scenario:",
            "",
            "       CPU0                    CPU1",
            "       ----                    ----",
            "  lock(mmap_lock);",
            "                               lock(i_rwsem);",
            "                               lock(mmap_lock);",
            "  lock(i_rwsem);",
            "",
            " *** DEADLOCK ***",
            "",
            "1 lock held by unmapper/101:",
            " #0: (mmap_lock){++++}-{3:3}, at: take_mmap_lock",
            "",
            "stack backtrace:",
            " take_i_rwsem",
            " path_of_unmapper");
    machine.pass(Machine.SECOND);
    assertThat(machine.deadlocks()).isEmpty();
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void circleThatDidDeadlockSaysSo() {
    TaskRow second = machine.thread("second");
    take(second, mmapLock, false);
    TaskRow third = machine.thread("third");
    take(third, nfsdMutex, false);
    machine.write(third, mmapLock);
    machine.write(second, nfsdMutex);
    machine.pass(Machine.SECOND);
    assertThat(machine.findings(Finding.Kind.LOCK_ORDER))
        .extracting(Finding::headline)
        .containsExactly(
            "did deadlock, see above: locks are taken in a circle:"
                + " mmap_lock -> nfsd_mutex -> mmap_lock");
  }

  @Test
  void selfDeadlockIsOneStoryWithAllThatLockdepHasToSay() {
    TaskRow closer = machine.thread("closer");
    take(closer, inodeLock, false);
    machine.write(closer, inodeLock);
    machine.pass(Machine.SECOND);
    assertThat(machine.findings(Finding.Kind.LOCK_ORDER)).isEmpty();
    Finding deadlock = machine.only(Finding.Kind.DEADLOCK);
    assertThat(deadlock.details())
        .contains(
            "lockdep reports it at 0.002 s",
            "WARNING: possible recursive locking detected",
            " Possible unsafe locking scenario:",
            "  lock(i_rwsem);",
            "1 lock held by closer/100:");
    assertThat(deadlock.figures()).containsEntry("lockdep", true);
    assertThat(machine.verdict()).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void allThatIsHeldIsListed() {
    TaskRow writer = machine.thread("writer");
    nest(writer, nfsdMutex, false, mmapLock, false);
    take(writer, inodeLock, false);
    nest(writer, mmapLock, false, nfsdMutex, false);
    assertThat(machine.only(Finding.Kind.LOCK_ORDER).details())
        .containsSequence(
            "2 locks held by writer/100:",
            " #0: (i_rwsem){+.+.}-{3:3}, at: take_i_rwsem",
            " #1: (mmap_lock){+.+.}-{3:3}, at: take_mmap_lock",
            "");
  }

  @Test
  void circleOfThreeNamesItsChain() {
    nest(machine.thread("a"), inodeLock, false, mmapLock, false);
    nest(machine.thread("b"), mmapLock, false, nfsdMutex, false);
    nest(machine.thread("c"), nfsdMutex, false, inodeLock, false);
    assertThat(machine.only(Finding.Kind.LOCK_ORDER).details())
        .containsSequence("Chain exists of:", "  i_rwsem --> mmap_lock --> nfsd_mutex");
  }

  @Test
  void oneOrderOfLocksIsNoCircle() {
    nest(machine.thread("a"), inodeLock, false, mmapLock, false);
    nest(machine.thread("b"), mmapLock, false, nfsdMutex, false);
    nest(machine.thread("c"), inodeLock, false, nfsdMutex, false);
    assertThat(machine.findings(Finding.Kind.LOCK_ORDER)).isEmpty();
  }

  @Test
  void locksThatAreOnlyEverReadMakeNoCircle() {
    nest(machine.thread("a"), inodeLock, true, mmapLock, true);
    nest(machine.thread("b"), mmapLock, true, inodeLock, true);
    assertThat(machine.findings(Finding.Kind.LOCK_ORDER)).isEmpty();
  }

  @Test
  void readersMakeACircleWhereAWriterMayQueueBetweenThem() {
    nest(machine.thread("writer"), nfsdMutex, false, mmapLock, false);
    nest(machine.thread("a"), inodeLock, true, mmapLock, true);
    nest(machine.thread("b"), mmapLock, true, inodeLock, true);
    assertThat(machine.findings(Finding.Kind.LOCK_ORDER)).hasSize(1);
  }

  @Test
  void oneClassTakenTwiceIsRecursiveLocking() {
    nest(machine.thread("a"), inodeLock, false, machine.rwsem("i_rwsem(b)"), false);
    Finding recursive = machine.only(Finding.Kind.LOCK_ORDER);
    assertThat(recursive.headline())
        .isEqualTo("may deadlock: a takes i_rwsem(b) while holding i_rwsem(a)");
    assertThat(recursive.details())
        .contains("WARNING: possible recursive locking detected", "  lock(i_rwsem);");
  }
}
