package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Steps.*;

import java.util.List;
import org.fputlab.engine.Hold;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.kernel.locks.TryWords;
import org.fputlab.kernel.mounts.FreezeWords;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Branch;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;

/** Locks that are taken only if they are free. */
class TrylockTest {

  private final Seen seen = new Seen();
  private final Machines machine = machine(ClosePolicy.DEFERRED).mount("m", tmpfs());

  private Branch taken(Step unlock) {
    return branch(call("got_it", seen.at("taken"), unlock), seen.at("not taken"));
  }

  private static List<String> holds(String task) {
    return row(task).holds().stream().map(hold -> hold.resource().name()).toList();
  }

  @Test
  void freeLockIsTakenAndWhatFollowsHoldsIt() {
    try (Machines.Booted booted =
        machine
            .kthread(
                "t",
                mutexTrylock("a", branch(call("f", io(MS), mutexUnlock("a")), seen.at("no"))),
                seen.at("after"))
            .boot()) {
      booted.until(MS / 2);
      assertThat(holds("t")).contains("a");
      booted.until(SECOND);
    }
    assertThat(seen.order()).containsExactly("after");
    assertThat(seen.one("after").at()).isEqualTo(MS);
  }

  @Test
  void takenLockIsNotWaitedFor() {
    machine
        .kthread("holder", mutexLock("a"), io(10 * MS), mutexUnlock("a"))
        .kthreadAt(MS, "t", mutexTrylock("a", taken(mutexUnlock("a"))), seen.at("after"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("not taken", "after");
    assertThat(seen.one("after").at()).isEqualTo(MS);
  }

  @Test
  void readerSharesWithReadersButNotPastAWaitingWriter() {
    machine
        .kthread("reader", downRead("s"), io(10 * MS), upRead("s"))
        .kthreadAt(MS, "early", downReadTrylock("s", branch(upRead("s"), seen.at("early fails"))))
        .kthreadAt(2 * MS, "writer", downWrite("s"), upWrite("s"))
        .kthreadAt(3 * MS, "late", downReadTrylock("s", branch(upRead("s"), seen.at("late fails"))))
        .kthreadAt(
            4 * MS, "third", downWriteTrylock("s", branch(upWrite("s"), seen.at("third fails"))))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("late fails", "third fails");
  }

  @Test
  void lastUnitIsTakenAndNoneAfterIt() {
    machine
        .semaphore("slots", 1)
        .kthread("first", downTrylock("slots", new Branch(List.of(io(MS)), List.of())), up("slots"))
        .kthreadAt(
            MS / 2, "second", downTrylock("slots", branch(seen.at("got"), seen.at("none left"))))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("none left");
  }

  @Test
  void changeIsNotStartedOnAFrozenFileSystem() {
    Step start =
        new TryWords.Try(
            "sb_start_write_trylock",
            lock("sb_writers(m)"),
            true,
            branch(call("f", seen.at("started"), endWrite()), seen.at("frozen")));
    machine
        .kthread("freezer", new FreezeWords.Freeze("m"), sleep(10 * MS), new FreezeWords.Thaw("m"))
        .kthreadAt(5 * MS, "during", start)
        .kthreadAt(20 * MS, "later", start)
        .run(SECOND);
    assertThat(seen.order()).containsExactly("frozen", "started");
  }

  private static Step endWrite() {
    return new org.fputlab.kernel.locks.LockWords.Release(
        "sb_end_write", lock("sb_writers(m)"), true);
  }

  @Test
  void pausedTaskHasWhatItsTrylockGaveMeanwhile() {
    try (Machines.Booted booted =
        machine
            .kthread(
                "t", pause(), mutexTrylock("a", new Branch(List.of(), List.of(mutexLock("a")))))
            .boot()) {
      booted.until(10 * MS);
      assertThat(holds("t")).contains("a");
      assertThat(row("t").state()).isEqualTo(TaskRow.State.BLOCKED);
      booted.tell(new Kernel.OnTask("t", new Task.Resume(1)));
      booted.until(20 * MS);
      assertThat(row("t").state()).isEqualTo(TaskRow.State.EXITED);
    }
  }

  /** Reaches the task after it asks, and before the answer does. */
  private static Step pause() {
    return calls -> {
      ((Running) calls).execution().self().tell(new Task.Pause(1));
      return true;
    };
  }

  @Test
  void lockdepHasNoOrderToATrylockButFromItAndFromThoseBeforeIt() {
    Tables tables =
        machine
            .kthread(
                "t",
                mutexLock("a"),
                mutexTrylock("b", new Branch(List.of(), List.of(mutexLock("b")))),
                mutexLock("c"),
                mutexLock("d"),
                mutexUnlock("d"),
                mutexUnlock("c"),
                mutexUnlock("b"),
                mutexUnlock("a"))
            .run(SECOND);
    assertThat(tables.tasks().lockOrder().dependencies())
        .extracting(TrylockTest::order)
        .containsExactly("b c", "a c", "c d");
    assertThat(tables.tasks().lockOrder().dependencies())
        .flatExtracting(Dependency::holding)
        .filteredOn(Hold::tried)
        .isNotEmpty();
  }

  private static String order(Dependency one) {
    return one.held() + " " + one.taken();
  }
}
