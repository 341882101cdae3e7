package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

/** What follows from how a task sleeps: until a timer, or idly. */
class SleepsTest {

  private final Machine machine = new Machine();
  private final Resource mutex = machine.mutex("dev_mutex");
  private final Resource done = machine.resource(Resource.Kind.COMPLETION, "done");
  private final TaskRow waiter = machine.thread("waiter");
  private final TaskRow helper = machine.thread("helper");

  /** The waiter holds what the helper needs to complete what the waiter waits for. */
  private void knot(Sleep how) {
    machine.provides(helper, done);
    machine.holdsToWrite(waiter, mutex);
    machine.write(helper, mutex);
    machine.block(waiter, done, false, how, null);
  }

  @Test
  void waitThatATimerEndsIsInNoKnotButMayBeLong() {
    knot(Sleep.UNINTERRUPTIBLE);
    waiter.blockUntil(machine.now() + 60 * Machine.SECOND);
    machine.pass(30 * Machine.SECOND);
    assertThat(machine.deadlocks()).isEmpty();
    assertThat(machine.verdict()).isEqualTo(Verdict.WAITS);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).details())
        .anySatisfy(line -> assertThat(line).endsWith("done, which a timer ends after 60 s"));
    waiter.run();
    machine.block(waiter, done, false, Sleep.UNINTERRUPTIBLE, null);
    machine.pass(Machine.SECOND);
    assertThat(machine.deadlocks()).hasSize(1);
  }

  @Test
  void noSignalEndsAnIdleWaitInAKnot() {
    knot(Sleep.IDLE);
    machine.pass(Machine.SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).details())
        .noneSatisfy(line -> assertThat(line).contains("signal"));
  }

  @Test
  void idleWaitForWorkIsNoFinding() {
    machine.block(waiter, done, false, Sleep.IDLE, null);
    machine.pass(300 * Machine.SECOND);
    assertThat(machine.supervisors.findings(machine.now())).isEmpty();
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void lockTakenAlongIntoAnIdleWaitIsToldAsUnseenAndHoldsOthersUp() {
    machine.provides(machine.thread("elsewhere"), done);
    machine.holdsToWrite(waiter, mutex);
    machine.block(waiter, done, false, Sleep.IDLE, null);
    machine.pass(30 * Machine.SECOND);
    assertThat(machine.findings(Finding.Kind.LONG_WAIT)).isEmpty();
    assertThat(machine.findings(Finding.Kind.HUNG_TASK)).isEmpty();
    assertThat(machine.only(Finding.Kind.UNSEEN).details())
        .contains("  khungtaskd skips TASK_IDLE, though a lock is held");
    machine.write(helper, mutex);
    machine.pass(30 * Machine.SECOND);
    assertThat(machine.only(Finding.Kind.LONG_WAIT).headline())
        .isEqualTo("helper waits 30 s for elsewhere (running)");
  }
}
