package org.fputlab.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.watch.Machine.SECOND;

import java.util.List;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.HandMadeMailboxes;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
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
        .isEqualTo("delayed_fput takes no requests: 3 are waiting, the oldest for 5 s");
    assertThat(stall.details()).containsExactly("delayed_fput waits for afs-server since 0.001 s");
    assertThat(stall.implies()).isEqualTo(Verdict.OK);
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void whoeverSentTheOldestRequestWaitsOnlyWhenItIsOlderThanALongWait() {
    HandMadeMailboxes.send(machine.mailbox("nfsd"), "call");
    machine.pass(9 * SECOND);
    assertThat(machine.only(Finding.Kind.STALLED_MAILBOX).implies()).isEqualTo(Verdict.OK);
    machine.pass(2 * SECOND);
    assertThat(machine.only(Finding.Kind.STALLED_MAILBOX).implies()).isEqualTo(Verdict.WAITS);
  }

  private GatedQueue list() {
    GatedQueue list = machine.mailbox("delayed_fput");
    list.close();
    list.nobodyWaits();
    HandMadeMailboxes.send(list, "put");
    return list;
  }

  private TaskRow worker() {
    TaskRow worker = machine.thread("kworker-0");
    worker.work("events delayed_fput");
    machine.runs(worker, "delayed_fput", "__fput", "fs_release");
    return worker;
  }

  private void closes(TaskRow worker, String mount) {
    long now = machine.now();
    worker.finalising(new Finalised("log", mount, false, now, now, null));
    machine.write(worker, machine.resource(Resource.Kind.IO, "I/O"));
  }

  @Test
  void nobodyWaitsForWhatIsOnAList() {
    list();
    machine.pass(60 * SECOND);
    assertThat(machine.only(Finding.Kind.STALLED_MAILBOX).implies()).isEqualTo(Verdict.OK);
    assertThat(machine.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void listWhoseWorkerIsHeldNamesTheReleaseAndTheFile() {
    closes(worker(), "slow");
    list();
    machine.pass(5 * SECOND);
    assertThat(machine.only(Finding.Kind.STALLED_MAILBOX).details())
        .containsExactly(
            "kworker-0 (events delayed_fput) waits for I/O since 0.001 s in fs_release, closing"
                + " the file log of slow since 0.000 s");
  }

  @Test
  void listWhoseWorkerGoesFromOneToTheNextHasNotStalled() {
    TaskRow worker = worker();
    list();
    for (int i = 0; i < 40; i++) {
      closes(worker, "disk");
      machine.pass(SECOND / 2);
    }
    assertThat(machine.findings(Finding.Kind.STALLED_MAILBOX)).isEmpty();
    assertThat(machine.only(Finding.Kind.UNSEEN).details())
        .containsExactly(
            "1 put on the list of delayed_fput, the oldest there for 20 s",
            "  its worker moves from one to the next: khungtaskd reports only tasks that do not move");
  }

  @Test
  void requestThatIsKeptOnTheListCountsUntilAllAreTaken() {
    GatedQueue list = list();
    list.admit(1);
    list.dequeue();
    assertThat(list.depth()).isZero();
    list.keepOnList(machine.now());
    assertThat(list.depth()).isEqualTo(1);
    machine.pass(2 * SECOND);
    assertThat(machine.only(Finding.Kind.STALLED_MAILBOX).headline()).contains(": 1 is waiting, ");
    list.takeAll(put -> {});
    assertThat(list.depth()).isZero();
    assertThat(list.oldestAt()).isNegative();
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

  private void pausePool(String what) {
    for (int i = 0; i < 3; i++) {
      String name = "nfsd-" + i;
      HandMadeMailboxes.send(machine.mailbox(name), "call");
      machine.write(machine.thread(name), machine.resource(Resource.Kind.TIMER, name));
      machine.tables.afflictions().add(new Affliction(2, name, what, machine.now()));
    }
  }

  @Test
  void poolThatAFaultPausedIsOneFindingThatNamesTheFault() {
    HandMadeMailboxes.send(machine.mailbox("nfsd"), "call");
    pausePool("pause for 5s");
    machine.pass(4 * SECOND);

    assertThat(machine.findings(Finding.Kind.STALLED_MAILBOX))
        .extracting(Finding::headline)
        .containsExactly(
            "nfsd takes no requests: 1 is waiting, the oldest for 4 s",
            "3 nfsd threads take no requests: 3 are waiting, the oldest for 4 s");
    assertThat(machine.findings(Finding.Kind.STALLED_MAILBOX))
        .extracting(Finding::details)
        .containsExactly(
            List.of("of 3 nfsd tasks: 3 paused by fault #2 (pause for 5s)"),
            List.of("nfsd-0..nfsd-2 are paused by fault #2 (pause for 5s)"));
  }

  @Test
  void poolThatIsPausedForLongIsOneLongWaitThatNamesTheFault() {
    pausePool("pause");
    machine.pass(20 * SECOND);

    Finding wait = machine.only(Finding.Kind.LONG_WAIT);
    assertThat(wait.headline())
        .isEqualTo("3 nfsd threads are paused by fault #2 (pause), for up to 20 s");
    assertThat(wait.details())
        .containsExactly(
            "nfsd, held up by fault #2 (pause)",
            "`- nfsd-0..nfsd-2 (3 tasks) are paused, for up to 20 s");
  }

  @Test
  void stallOfAPausedThreadIsToldApartFromItsEarlierOne() {
    GatedQueue mailbox = machine.mailbox("closer");
    TaskRow closer = machine.thread("closer");
    machine.write(closer, server);
    HandMadeMailboxes.send(mailbox, "request");
    machine.pass(2 * SECOND);
    mailbox.dequeue();
    closer.run();
    machine.pass(10 * SECOND);
    HandMadeMailboxes.send(mailbox, "request");
    machine.write(closer, machine.resource(Resource.Kind.TIMER, "closer"));
    machine.tables.afflictions().add(new Affliction(2, "closer", "pause", machine.now()));
    machine.pass(5 * SECOND);

    assertThat(machine.findings(Finding.Kind.STALLED_MAILBOX))
        .extracting(Finding::details)
        .containsExactly(
            List.of("closer waits for afs-server since 0.001 s"),
            List.of("closer is paused by fault #2 (pause)"));
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
