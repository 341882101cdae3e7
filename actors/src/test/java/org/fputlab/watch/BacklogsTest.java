package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.watch.Machine.SECOND;

import java.util.List;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.HandMadeMailboxes;
import org.junit.jupiter.api.Test;

class BacklogsTest {

  private final Machine machine = new Machine();

  private void grow(String gauge, int perLook, int looks) {
    Gauge queue = machine.tables.gauges().of(gauge);
    for (int i = 0; i < looks; i++) {
      queue.add(perLook + i % 3);
      queue.remove(i % 2);
      machine.pass(Machine.LIMITS.sampleEvery());
    }
  }

  @Test
  void pendingClosesTellWhenMemoryIsUsedUp() {
    grow("pending closes", 100, 600);
    Finding backlog = machine.only(Finding.Kind.BACKLOG);
    assertThat(backlog.headline())
        .matches("pending closes grow by 1,00\\d per second: memory lasts 6\\d\\.?\\d* min");
    assertThat(backlog.figures().get("end")).isEqualTo(60_300L);
    assertThat(machine.verdict()).isEqualTo(Verdict.GROWS);
  }

  @Test
  void listOfDeferredClosesAndItsWorkersMailboxAreTheSamePile() {
    Gauge pending = machine.tables.gauges().of("pending closes");
    Gauge list = machine.tables.gauges().of("delayed_fput_list");
    GatedQueue worker = machine.mailbox("delayed_fput");
    for (int i = 0; i < 200; i++) {
      pending.add(20);
      list.add(19);
      HandMadeMailboxes.send(worker, "close");
      HandMadeMailboxes.send(worker, "close");
      machine.pass(100 * Machine.MS);
    }
    assertThat(machine.only(Finding.Kind.BACKLOG).details())
        .filteredOn(line -> line.startsWith("the same pile"))
        .containsExactly(
            "the same pile: delayed_fput_list by 190 per second, 3,800 at the end",
            "the same pile: delayed_fput by 20 per second, 400 at the end");
    assertThat(machine.only(Finding.Kind.UNSEEN).headline())
        .isEqualTo("khungtaskd cannot see a growing queue");
  }

  @Test
  void mailboxOfAnActorThatCannotKeepUpGrows() {
    GatedQueue mailbox = machine.mailbox("nfsd");
    for (int i = 0; i < 200; i++) {
      for (int call = 0; call < 10; call++) {
        HandMadeMailboxes.send(mailbox, "call");
      }
      mailbox.dequeue();
      machine.pass(100 * Machine.MS);
    }
    assertThat(machine.only(Finding.Kind.BACKLOG).headline())
        .isEqualTo("nfsd grows by 90 per second, 1,800 at the end");
  }

  @Test
  void counterIsNoQueue() {
    grow("files opened", 100, 600);
    assertThat(machine.findings(Finding.Kind.BACKLOG)).isEmpty();
  }

  @Test
  void longRunKeepsItsLooksEvenlySpaced() {
    grow("dispose_list", 5, 5_000);
    Backlog.Drift drift = machine.supervisors.drift("dispose_list");
    assertThat(drift.grows()).isTrue();
    assertThat(drift.perSecond()).isBetween(54.0, 56.0);
    assertThat(drift.samples()).isBetween(Depths.KEPT / 2, Depths.KEPT);
    assertThat(drift.end()).isEqualTo(27_499L);
    assertThat(drift.peak()).isEqualTo(27_500L);
  }

  @Test
  void queueThatDoesNotExistDoesNotGrow() {
    machine.pass(10 * SECOND);
    assertThat(machine.supervisors.drift("pending closes"))
        .isEqualTo(new Backlog.Drift("pending closes", 0, 0, 0, 0, 0, false, 100, List.of()));
  }
}
