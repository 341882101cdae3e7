package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fputlab.watch.Machine.SECOND;

import java.util.List;
import org.fputlab.engine.FalseProof;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

class DeadlocksTest {

  private final Machine machine = new Machine();
  private final Resource mmapLock = machine.rwsem("mmap_lock(app)");
  private final Resource inodeLock = machine.rwsem("i_rwsem(a)");

  @Test
  void twoTasksThatHoldWhatTheOtherWaitsForAreDeadlocked() {
    TaskRow unmapper = machine.task("unmapper", "unmapper", false);
    TaskRow writer = machine.task("writer", "writer", false);
    machine.runs(unmapper, "vm_munmap", "__fput", "iput");
    machine.holdsToWrite(unmapper, mmapLock);
    machine.holdsToWrite(writer, inodeLock);
    machine.write(unmapper, inodeLock);
    machine.read(writer, mmapLock);
    machine.pass(SECOND);

    Finding deadlock = machine.only(Finding.Kind.DEADLOCK);
    assertThat(deadlock.headline()).isEqualTo("unmapper and writer wait for each other forever");
    assertThat(deadlock.details())
        .containsExactly(
            "unmapper (pid 100)",
            "  holds     mmap_lock(app) to write, since 0.001 s",
            "  waits for i_rwsem(a) to write, since 0.003 s, held by writer",
            "    iput",
            "    __fput",
            "    vm_munmap",
            "writer (pid 101)",
            "  holds     i_rwsem(a) to write, since 0.002 s",
            "  waits for mmap_lock(app) to read, since 0.004 s, held by unmapper");
    assertThat(deadlock.since()).isEqualTo(4 * Machine.MS);
    assertThat(machine.verdict()).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void lettingGoOfTheLockFirstFreesBoth() {
    TaskRow unmapper = machine.task("unmapper", "unmapper", false);
    TaskRow writer = machine.task("writer", "writer", false);
    machine.holdsToWrite(unmapper, mmapLock);
    machine.holdsToWrite(writer, inodeLock);
    unmapper.drop(mmapLock);
    machine.write(unmapper, inodeLock);
    machine.read(writer, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();
  }

  @Test
  void readersDoNotKeepReadersOut() {
    TaskRow one = machine.thread("one");
    TaskRow two = machine.thread("two");
    machine.holdsToRead(one, mmapLock);
    machine.holdsToRead(two, inodeLock);
    machine.read(one, inodeLock);
    machine.read(two, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();
  }

  @Test
  void readerWaitsBehindAnEarlierWriter() {
    TaskRow reader = machine.thread("reader");
    TaskRow writer = machine.thread("writer");
    machine.holdsToRead(reader, mmapLock);
    machine.write(writer, mmapLock);
    machine.read(reader, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).details())
        .anySatisfy(line -> assertThat(line).endsWith("behind writer, who asked before"));
  }

  @Test
  void readerBehindALaterWriterGoesWithTheFirstReader() {
    Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
    TaskRow holder = machine.thread("holder");
    TaskRow first = machine.thread("first");
    TaskRow writer = machine.thread("writer");
    TaskRow second = machine.thread("second");
    machine.provides(second, done);
    machine.holdsToWrite(holder, inodeLock);
    machine.read(first, inodeLock);
    machine.write(writer, inodeLock);
    machine.read(second, inodeLock);
    machine.write(holder, done);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).headline())
        .isEqualTo("second and holder wait for each other forever; 2 more tasks wait behind them");
  }

  @Test
  void daemonThatWaitsForWorkIsIdleUnlessSomebodyWaitsForIt() {
    Resource request = machine.resource(Resource.Kind.COMPLETION, "request");
    Resource end = machine.resource(Resource.Kind.THREAD, "end of daemon");
    TaskRow daemon = machine.thread("daemon");
    machine.holdsToWrite(daemon, end);
    machine.block(daemon, request, false, Sleep.INTERRUPTIBLE, null);
    machine.pass(20 * SECOND);
    assertThat(machine.verdict()).isNotIn(Verdict.DEADLOCK, Verdict.WAITS);

    machine.write(machine.thread("rmmod"), end);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).details())
        .anySatisfy(line -> assertThat(line).endsWith("; ends if a signal comes"));
  }

  @Test
  void whoWasProvenStuckAndMovesFailsTheRun() {
    TaskRow self = machine.thread("self");
    machine.holdsToWrite(self, mmapLock);
    machine.write(self, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).hasSize(1);
    assertThatExceptionOfType(FalseProof.class)
        .isThrownBy(self::run)
        .withMessageContaining("self goes on, but was proven stuck: waits for mmap_lock(app)");
  }

  @Test
  void readerThatAskedBeforeTheWriterGetsIn() {
    TaskRow reader = machine.thread("reader");
    TaskRow writer = machine.thread("writer");
    machine.holdsToRead(reader, mmapLock);
    machine.read(reader, mmapLock);
    machine.write(writer, mmapLock);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();
  }

  @Test
  void writerWaitsForAllReaders() {
    TaskRow runs = machine.thread("runs");
    TaskRow sticks = machine.thread("sticks");
    TaskRow writer = machine.thread("writer");
    machine.holdsToRead(runs, mmapLock);
    machine.holdsToRead(sticks, mmapLock);
    machine.holdsToWrite(writer, inodeLock);
    machine.write(writer, mmapLock);
    machine.write(sticks, inodeLock);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).headline())
        .isEqualTo("writer and sticks wait for each other forever");
  }

  @Test
  void beingAliveIsToldOnlyWhereSomebodyWaitsForTheEnd() {
    Resource nfsdMutex = machine.mutex("nfsd_mutex");
    Resource end = machine.resource(Resource.Kind.THREAD, "end of nfsd-0");
    TaskRow nfsd = machine.thread("nfsd-0");
    TaskRow stopper = machine.thread("stopper");
    machine.holdsToWrite(nfsd, end);
    machine.holdsToWrite(stopper, machine.resource(Resource.Kind.THREAD, "end of stopper"));
    machine.holdsToWrite(stopper, nfsdMutex);
    machine.write(nfsd, nfsdMutex);
    machine.write(stopper, end);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).details())
        .anySatisfy(line -> assertThat(line).contains("holds     end of nfsd-0"))
        .noneSatisfy(line -> assertThat(line).contains("end of stopper"));
  }

  @Test
  void taskThatWaitsForItsOwnLockIsADeadlockOfOne() {
    Resource namespaceSem = machine.rwsem("namespace_sem");
    TaskRow umount = machine.thread("umount");
    machine.holdsToWrite(umount, namespaceSem);
    machine.write(umount, namespaceSem);
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).headline())
        .isEqualTo("umount waits forever for namespace_sem, which it holds itself");
  }

  @Test
  void killedHolderWakesNobody() {
    TaskRow holder = machine.thread("holder");
    machine.holdsToWrite(holder, mmapLock);
    holder.end(TaskRow.State.KILLED, machine.now());
    machine.read(machine.thread("nfsd-0"), mmapLock);
    machine.read(machine.thread("nfsd-1"), mmapLock);
    machine.pass(SECOND);
    Finding deadlock = machine.only(Finding.Kind.DEADLOCK);
    assertThat(deadlock.headline())
        .isEqualTo(
            "2 nfsd threads wait forever behind holder, which was killed holding mmap_lock(app)");
    assertThat(deadlock.figures()).containsEntry("rootKilled", true);
    assertThat(deadlock.details())
        .startsWith("holder (pid 100) was killed at 0.001 s")
        .contains("nfsd-0, nfsd-1 (2 tasks)");
  }

  @Test
  void exitedHolderKeepsNobodyOut() {
    TaskRow holder = machine.thread("holder");
    machine.holdsToWrite(holder, mmapLock);
    holder.end(TaskRow.State.EXITED, machine.now());
    machine.read(machine.thread("nfsd-0"), mmapLock);
    machine.pass(SECOND);
    assertThat(machine.deadlocks()).isEmpty();
  }

  @Test
  void machineAtRestNeedsNoSecondLook() {
    Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
    machine.write(machine.thread("waiter"), done);
    machine.supervisors.sampleAtRest(machine.now());
    assertThat(machine.deadlocks()).hasSize(1);
  }

  @Test
  void twoKnotsAreTwoFindingsAndOneKnotIsReportedOnce() {
    for (String app : new String[] {"a", "b"}) {
      TaskRow one = machine.thread("one " + app);
      TaskRow two = machine.thread("two " + app);
      Resource left = machine.mutex("left(" + app + ")");
      Resource right = machine.mutex("right(" + app + ")");
      machine.holdsToWrite(one, left);
      machine.holdsToWrite(two, right);
      machine.write(one, right);
      machine.write(two, left);
      machine.pass(SECOND);
      machine.write(machine.thread("late " + app), left);
      machine.pass(SECOND);
    }
    assertThat(machine.deadlocks())
        .extracting(Finding::headline)
        .containsExactly(
            "one a and two a wait for each other forever; 1 more task waits behind them",
            "one b and two b wait for each other forever; 1 more task waits behind them");
  }

  @Test
  void aRingOfTenThousandTasksIsOneDeadlock() {
    int size = 10_000;
    for (int i = 0; i < size; i++) {
      machine.holdsToWrite(machine.thread("t-" + i), machine.mutex("lock(" + i + ")"));
    }
    List<TaskRow> rows = machine.tables.tasks().rows();
    for (int i = 0; i < size; i++) {
      machine.write(rows.get(i), machine.mutex("lock(" + (i + 1) % size + ")"));
    }
    machine.pass(Machine.SECOND);
    assertThat(machine.deadlocks()).hasSize(1);
    assertThat(machine.deadlocks().get(0).headline())
        .isEqualTo("10000 tasks wait for one another forever: t-0..t-9999");
  }
}
