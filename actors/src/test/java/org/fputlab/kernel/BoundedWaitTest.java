package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Branch;
import org.fputlab.model.ClosePolicy;
import org.junit.jupiter.api.Test;

/** Waits that a timer ends. A jiffy is 4 ms. */
class BoundedWaitTest {

  private final Seen seen = new Seen();
  private final Machines machine = machine(ClosePolicy.DEFERRED).mount("m", tmpfs());

  private Branch told() {
    return branch(seen.at("came"), seen.at("too late"));
  }

  @Test
  void eventInTimeEndsTheWaitAtOnce() {
    machine
        .kthread("t", waitAtMost("c", 100 * MS, told()), seen.at("after"))
        .kthreadAt(10 * MS, "u", complete("c"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("came", "after");
    assertThat(seen.one("came").at()).isEqualTo(10 * MS);
  }

  @Test
  void timerEndsItAtATickAndNeverEarly() {
    machine.kthreadAt(MS, "t", waitAtMost("c", 10 * MS, told())).run(SECOND);
    assertThat(seen.one("too late").at()).isEqualTo(16 * MS);
  }

  @Test
  void eventThatComesTooLateIsKeptForTheNext() {
    machine
        .kthread(
            "t", waitAtMost("c", 4 * MS, told()), io(100 * MS), waitAtMost("c", 4 * MS, told()))
        .kthreadAt(50 * MS, "u", complete("c"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("too late", "came");
    assertThat(seen.one("came").at()).isEqualTo(seen.one("too late").at() + 100 * MS);
  }

  @Test
  void timerOfAWaitThatIsOverEndsNoLaterOne() {
    machine
        .kthread("t", waitAtMost("c", 20 * MS, told()), waitForCompletion("c"), seen.at("second"))
        .kthreadAt(10 * MS, "u", complete("c"))
        .kthreadAt(100 * MS, "v", complete("c"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("came", "second");
    assertThat(seen.one("second").at()).isEqualTo(100 * MS);
  }

  @Test
  void pausedTaskLearnsOfItsTimerWhenItGoesOn() {
    try (Machines.Booted booted = machine.kthread("t", waitAtMost("c", 10 * MS, told())).boot()) {
      booted.until(MS);
      booted.tell(new Kernel.OnTask("t", new Task.Pause(1)));
      booted.until(50 * MS);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.OnTask("t", new Task.Resume(1)));
      booted.until(60 * MS);
    }
    assertThat(seen.one("too late").at()).isEqualTo(50 * MS);
  }

  @Test
  void rowTellsHowItSleepsAndWhenATimerEndsIt() {
    try (Machines.Booted booted =
        machine
            .kthread("bounded", waitAtMost("c", 10 * MS, told()))
            .kthread("idle", waitEventIdle("work"))
            .boot()) {
      booted.until(MS);
      assertThat(waitOf("bounded").until()).isEqualTo(16 * MS);
      assertThat(waitOf("bounded").sleep()).isEqualTo(Sleep.UNINTERRUPTIBLE);
      assertThat(waitOf("idle").isBounded()).isFalse();
      assertThat(waitOf("idle").sleep()).isEqualTo(Sleep.IDLE);
      booted.until(SECOND);
      assertThat(row("idle").state()).isEqualTo(TaskRow.State.BLOCKED);
    }
  }
}
