package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.watch.Machine.SECOND;

import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.HandMadeMailboxes;
import org.fputlab.engine.Resource;
import org.junit.jupiter.api.Test;

class StalledMailboxesTest {

  private final Machine machine = new Machine();
  private final Resource server = machine.resource(Resource.Kind.SERVER, "afs-server");

  @Test
  void mailboxThatTakesNothingIsStalledAndItsOwnersWaitIsTold() {
    GatedQueue mailbox = machine.mailbox("delayed_fput");
    machine.write(machine.thread("delayed_fput"), server);
    mailbox.close();
    for (int i = 0; i < 3; i++) {
      HandMadeMailboxes.send(mailbox, "close");
    }
    machine.pass(5 * SECOND);
    Finding stall = machine.only(Finding.Kind.STALLED_MAILBOX);
    assertThat(stall.headline())
        .isEqualTo("mailbox of delayed_fput stalled: 3 requests, the oldest 5 s old, none taken");
    assertThat(stall.details()).containsExactly("delayed_fput waits for afs-server since 0.001 s");
    assertThat(machine.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void mailboxOfAPoolTellsWhatItsThreadsWaitFor() {
    HandMadeMailboxes.send(machine.mailbox("nfsd"), "call");
    machine.write(machine.thread("nfsd-0"), server);
    machine.write(machine.thread("nfsd-1"), server);
    machine.thread("nfsd-2");
    machine.pass(2 * SECOND);
    assertThat(machine.only(Finding.Kind.STALLED_MAILBOX).details())
        .containsExactly("of 3 nfsd tasks: 2 waiting for afs-server, 1 running");
  }

  @Test
  void slowMailboxThatTakesNowAndThenIsNotStalled() {
    GatedQueue mailbox = machine.mailbox("vfs");
    for (int i = 0; i < 40; i++) {
      HandMadeMailboxes.send(mailbox, "request");
    }
    for (int i = 0; i < 30; i++) {
      machine.pass(SECOND / 2);
      mailbox.dequeue();
    }
    assertThat(machine.findings(Finding.Kind.STALLED_MAILBOX)).isEmpty();
  }
}
