package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.watch.Machine.SECOND;

import java.util.List;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

class LongWaitsTest {

  private final Machine machine = new Machine();
  private final Resource server = machine.resource(Resource.Kind.SERVER, "afs-server");
  private final Resource inodeLock = machine.rwsem("i_rwsem(x)");

  private void nfsdWaitsBehindTheOneThatRemoves() {
    TaskRow first = machine.thread("nfsd-0");
    machine.runs(first, "__fput", "afs_silly_iput", "afs_wait_for_call_to_complete");
    machine.holdsToWrite(first, inodeLock);
    machine.write(first, server);
    for (int i = 1; i < 42; i++) {
      machine.write(machine.thread("nfsd-" + i), inodeLock);
    }
  }

  @Test
  void waitsWithOneRootAreOneFindingThatNamesTheFault() {
    machine.tables.afflictions().add(new Affliction(2, "afs-server", "hang for 30s", 0));
    nfsdWaitsBehindTheOneThatRemoves();
    machine.pass(15 * SECOND);

    Finding wait = machine.only(Finding.Kind.LONG_WAIT);
    assertThat(wait.headline())
        .isEqualTo(
            "42 nfsd threads wait up to 15 s for afs-server, held up by fault #2 (hang for 30s)");
    assertThat(wait.details())
        .containsExactly(
            "afs-server, held up by fault #2 (hang for 30s)",
            "`- nfsd-0 waits 15 s for afs-server",
            "   `- nfsd-1..nfsd-41 (41 tasks) wait up to 15 s for i_rwsem(x) to write",
            "stack of nfsd-0 (pid 100)",
            "    afs_wait_for_call_to_complete",
            "    afs_silly_iput",
            "    __fput");
    assertThat(wait.figures()).containsEntry("tasks", 42).containsEntry("fault", 2);
    assertThat(machine.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void waitThatEndedIsStillReported() {
    TaskRow closer = machine.thread("closer");
    machine.write(closer, server);
    machine.pass(12 * SECOND);
    closer.run();
    machine.pass(60 * SECOND);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).headline())
        .isEqualTo("closer waits 12 s for afs-server (server)");
  }

  @Test
  void waitWithinTheLimitIsNone() {
    TaskRow closer = machine.thread("closer");
    machine.write(closer, server);
    machine.pass(9 * SECOND);
    closer.run();
    machine.pass(60 * SECOND);
    assertThat(machine.findings(Finding.Kind.LONG_WAIT)).isEmpty();
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void idleSleepIsNoLongWait() {
    machine.block(machine.thread("lockd"), server, false, Sleep.IDLE, null);
    machine.pass(60 * SECOND);
    assertThat(machine.findings(Finding.Kind.LONG_WAIT)).isEmpty();
  }

  @Test
  void rootCanBeATaskThatRuns() {
    TaskRow holder = machine.thread("kworker");
    machine.runs(holder, "shrink_dcache");
    machine.holdsToWrite(holder, inodeLock);
    machine.write(machine.thread("closer"), inodeLock);
    machine.pass(12 * SECOND);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).headline())
        .isEqualTo("closer waits 12 s for kworker (running shrink_dcache)");
  }

  @Test
  void faultOnAFunctionIsBlamedForTheTaskThatRunsIt() {
    machine.tables.afflictions().add(new Affliction(1, "xfs_inactive", "slow by 1000", 0));
    TaskRow holder = machine.thread("kworker");
    machine.runs(holder, "evict", "xfs_inactive");
    machine.holdsToWrite(holder, inodeLock);
    machine.write(holder, machine.resource(Resource.Kind.IO, "disk"));
    machine.write(machine.thread("closer"), inodeLock);
    machine.pass(12 * SECOND);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).headline())
        .isEqualTo(
            "2 tasks (kworker, closer) wait up to 12 s for xfs_inactive, held up by fault #1"
                + " (slow by 1000)");
  }

  @Test
  void faultOnAFarServerIsNotBlamedForAnotherServer() {
    machine.tables.afflictions().add(new Affliction(1, "other-server", "hang", 0));
    machine.write(machine.thread("closer"), server);
    machine.pass(12 * SECOND);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).headline())
        .isEqualTo("closer waits 12 s for afs-server (server)");
  }

  @Test
  void deadlockedTasksAreNotRepeatedAsLongWaits() {
    TaskRow closer = machine.thread("closer");
    machine.holdsToWrite(closer, inodeLock);
    machine.write(closer, inodeLock);
    machine.write(machine.thread("behind"), inodeLock);
    machine.pass(60 * SECOND);
    assertThat(machine.deadlocks()).hasSize(1);
    assertThat(machine.findings(Finding.Kind.LONG_WAIT)).isEmpty();
  }

  private void lift(int fault) {
    machine.tables.afflictions().remove(fault);
  }

  private void put(int fault, String target, String what) {
    machine.tables.afflictions().add(new Affliction(fault, target, what, machine.now()));
  }

  @Test
  void eachWaitIsBlamedOnTheFaultThatHeldItUp() {
    TaskRow closer = machine.thread("closer");
    put(1, "afs-server", "hang for 20s");
    machine.write(closer, server);
    machine.pass(20 * SECOND);
    lift(1);
    closer.run();
    machine.pass(30 * SECOND);
    put(2, "afs-server", "slow by 100000");
    machine.write(closer, server);
    machine.pass(60 * SECOND);

    assertThat(machine.findings(Finding.Kind.LONG_WAIT))
        .extracting(Finding::headline)
        .containsExactly(
            "closer waits 20 s for afs-server, held up by fault #1 (hang for 20s)",
            "closer waits 60 s for afs-server, held up by fault #2 (slow by 100000)");
    assertThat(machine.findings(Finding.Kind.LONG_WAIT))
        .extracting(Finding::key)
        .doesNotHaveDuplicates();
  }

  @Test
  void longestWaitIsToldWithThoseWhoWaitedBesideIt() {
    put(1, "afs-server", "slow by 1000");
    TaskRow[] threads = new TaskRow[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = machine.thread("nfsd-" + i);
      machine.write(threads[i], server);
    }
    machine.pass(12 * SECOND);
    for (TaskRow thread : threads) {
      thread.run();
    }
    machine.pass(5 * SECOND);
    machine.write(threads[0], server);
    machine.pass(SECOND);
    machine.write(threads[1], server);
    machine.pass(56 * SECOND);
    threads[1].run();
    machine.pass(SECOND);

    Finding wait = machine.only(Finding.Kind.LONG_WAIT);
    assertThat(wait.headline())
        .isEqualTo(
            "2 nfsd threads wait up to 58 s for afs-server, held up by fault #1 (slow by 1000)");
    assertThat(wait.details())
        .contains("`- nfsd-0, nfsd-1 (2 tasks) wait up to 58 s for afs-server");
    assertThat(wait.since()).isBetween(17 * SECOND, 18 * SECOND);
    assertThat(wait.at()).isBetween(27 * SECOND, 28 * SECOND);
  }

  @Test
  void callThatBeganWhileItsServerWasSlowIsSlowAfterwardsToo() {
    put(1, "afs-server", "slow by 1000");
    machine.write(machine.thread("closer"), server);
    machine.pass(5 * SECOND);
    lift(1);
    machine.pass(10 * SECOND);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).headline())
        .isEqualTo("closer waits 15 s for afs-server, held up by fault #1 (slow by 1000)");
  }

  @Test
  void waitThatBeganAfterTheFaultWasOverIsNotBlamedOnIt() {
    put(1, "afs-server", "slow by 1000");
    machine.pass(5 * SECOND);
    lift(1);
    machine.write(machine.thread("closer"), server);
    machine.pass(12 * SECOND);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).headline())
        .isEqualTo("closer waits 12 s for afs-server (server)");
  }

  @Test
  void aChainOfFiveThousandIsShownAsDeepAsAnybodyReads() {
    int size = 5_000;
    for (int i = 0; i < size; i++) {
      machine.holdsToWrite(machine.thread("t-" + i), machine.mutex("lock(" + i + ")"));
    }
    List<TaskRow> rows = machine.tables.tasks().rows();
    for (int i = 1; i < size; i++) {
      machine.write(rows.get(i), machine.mutex("lock(" + (i - 1) + ")"));
    }
    machine.pass(12 * Machine.SECOND);
    Finding found = machine.only(Finding.Kind.LONG_WAIT);
    assertThat(found.headline()).matches("4999 t threads wait up to \\S+ s for t-0 \\(running\\)");
    assertThat(found.details())
        .hasSizeLessThan(60)
        .anyMatch(line -> line.endsWith("`- 4960 more tasks"));
  }
}
