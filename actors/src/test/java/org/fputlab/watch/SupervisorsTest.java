package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.watch.Machine.SECOND;

import org.fputlab.engine.HandMadeMailboxes;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.junit.jupiter.api.Test;

class SupervisorsTest {

  private final Machine machine = new Machine();

  @Test
  void quietMachineIsOk() {
    machine.thread("nfsd-0").idle(0);
    machine.pass(SECOND);
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
    assertThat(machine.supervisors.undecided(machine.now())).isEmpty();
  }

  @Test
  void runWithoutALookIsInconclusive() {
    assertThat(machine.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(machine.supervisors.undecided(machine.now())).contains("shorter than a sample");
  }

  @Test
  void lookAtTheEndOfARunShorterThanASampleIsInconclusive() {
    machine.supervisors.sampleAtRest(1);
    assertThat(machine.supervisors.verdict(1)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void risingQueueOfAShortRunIsInconclusive() {
    for (int i = 0; i < 20; i++) {
      machine.tables.gauges().of("pending closes").add(10);
      machine.pass(100 * Machine.MS);
    }
    assertThat(machine.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(machine.supervisors.undecided(machine.now()))
        .isEqualTo("pending closes may be growing, but that takes 48 looks and there were 20");
  }

  @Test
  void growthOutweighsWaitsAndDeadlockOutweighsGrowth() {
    HandMadeMailboxes.send(machine.mailbox("nfsd"), "call");
    machine.pass(9 * SECOND);
    assertThat(machine.only(Finding.Kind.STALLED_MAILBOX).implies()).isEqualTo(Verdict.OK);
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
    machine.pass(2 * SECOND);
    assertThat(machine.verdict()).isEqualTo(Verdict.WAITS);

    for (int i = 0; i < 100; i++) {
      machine.tables.gauges().of("pending closes").add(10);
      machine.pass(100 * Machine.MS);
    }
    assertThat(machine.verdict()).isEqualTo(Verdict.GROWS);

    Resource lock = machine.mutex("nfsd_mutex");
    TaskRow row = machine.thread("nfsd-0");
    machine.holdsToWrite(row, lock);
    machine.write(row, lock);
    machine.pass(SECOND);
    assertThat(machine.verdict()).isEqualTo(Verdict.DEADLOCK);
    assertThat(machine.supervisors.findings(machine.now()))
        .extracting(Finding::kind)
        .containsExactly(
            Finding.Kind.DEADLOCK,
            Finding.Kind.STALLED_MAILBOX,
            Finding.Kind.BACKLOG,
            Finding.Kind.UNSEEN);
  }

  @Test
  void holderKilledWhileOthersSleepIsNoticed() {
    Resource lock = machine.mutex("nfsd_mutex");
    TaskRow holder = machine.thread("holder");
    machine.holdsToWrite(holder, lock);
    machine.write(machine.thread("waiter"), lock);
    machine.pass(5 * SECOND);
    assertThat(machine.deadlocks()).isEmpty();

    holder.end(TaskRow.State.KILLED, machine.now());
    machine.pass(SECOND);
    assertThat(machine.only(Finding.Kind.DEADLOCK).subject()).isEqualTo("holder");
  }
}
