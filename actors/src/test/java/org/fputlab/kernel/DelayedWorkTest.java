package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.kernel.Seen.Sight;
import org.fputlab.model.ClosePolicy;
import org.junit.jupiter.api.Test;

/** Work items that a timer queues, and who takes them back. */
class DelayedWorkTest {

  private static final long JIFFY = 4 * MS;

  private final Seen seen = new Seen();
  private final Machines machine = machine(ClosePolicy.DEFERRED);

  @Test
  void timerQueuesTheItemAtATickAndNeverEarly() {
    machine
        .work("w", "events", seen.at("begin"))
        .userAt(MS, "u", queueDelayedWork("w", 100 * MS), seen.at("queued"))
        .run(SECOND);
    assertThat(seen.one("queued").at()).isEqualTo(MS);
    assertThat(seen.one("begin").at()).isEqualTo(100 * MS + JIFFY);
  }

  @Test
  void noDelayIsNoTimer() {
    machine
        .work("w", "events", seen.at("begin"))
        .userAt(MS, "u", queueDelayedWork("w", 0))
        .run(SECOND);
    assertThat(seen.one("begin").at()).isEqualTo(MS);
  }

  @Test
  void itemThatIsPendingKeepsItsTime() {
    machine
        .work("w", "events", seen.at("begin"))
        .user(
            "u",
            queueDelayedWork("w", 100 * MS),
            queueDelayedWork("w", 10 * MS),
            queueWork("w"),
            sleep(50 * MS),
            queueDelayedWork("w", 100 * MS))
        .run(SECOND);
    assertThat(seen.one("begin").at()).isEqualTo(100 * MS + JIFFY);
  }

  @Test
  void modDelayedWorkStartsTheTimeOver() {
    machine
        .work("w", "events", seen.at("begin"))
        .user(
            "u",
            queueDelayedWork("w", 100 * MS),
            sleep(50 * MS),
            modDelayedWork("w", 100 * MS),
            sleep(200 * MS),
            modDelayedWork("w", 0))
        .run(SECOND);
    assertThat(seen.all("begin")).extracting(Sight::at).containsExactly(148 * MS + JIFFY, 250 * MS);
  }

  @Test
  void flushDelayedWorkQueuesItAtOnceAndWaits() {
    machine
        .work("w", "events", seen.at("begin"), io(20 * MS))
        .user("u", queueDelayedWork("w", SECOND), flushDelayedWork("w"), seen.at("flushed"))
        .run(3 * SECOND);
    assertThat(seen.one("begin").at()).isZero();
    assertThat(seen.one("flushed").at()).isEqualTo(20 * MS);
  }

  @Test
  void otherFlushesDoNotWaitForATimer() {
    machine
        .work("w", "mine", seen.at("begin"))
        .user(
            "u",
            queueDelayedWork("w", SECOND),
            flushWork("w"),
            flushWorkqueue("mine"),
            seen.at("flushed"))
        .run(3 * SECOND);
    assertThat(seen.one("flushed").at()).isZero();
    assertThat(seen.one("begin").at()).isEqualTo(SECOND + JIFFY);
  }

  @Test
  void cancelStopsTheTimerAndWaitsForNothing() {
    machine
        .work("w", "events", seen.at("begin"), io(20 * MS), seen.at("end"))
        .user(
            "u",
            queueDelayedWork("w", 100 * MS),
            cancelDelayedWork("w"),
            queueWork("w"),
            sleep(MS),
            queueDelayedWork("w", 0),
            cancelDelayedWork("w"),
            seen.at("cancelled"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "cancelled", "end");
    assertThat(seen.one("cancelled").at()).isEqualTo(MS);
  }

  @Test
  void cancelSyncWaitsForTheRunWhichCannotQueueItselfAgain() {
    machine
        .work("w", "events", seen.at("begin"), io(20 * MS), queueDelayedWork("w", 10 * MS))
        .user("u", queueWork("w"), sleep(MS), cancelDelayedWorkSync("w"), seen.at("cancelled"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "cancelled");
    assertThat(seen.one("cancelled").at()).isEqualTo(20 * MS);
  }

  @Test
  void cancelSyncIsSeenToWaitForTheItem() {
    try (Machines.Booted booted =
        machine
            .work("w", "events", io(20 * MS))
            .user("u", queueWork("w"), sleep(MS), cancelDelayedWorkSync("w"), seen.at("cancelled"))
            .boot()) {
      booted.until(10 * MS);
      assertThat(waitOf("u").resource().name()).isEqualTo("(work_completion)(&w)");
      booted.until(SECOND);
    }
    assertThat(seen.one("cancelled").at()).isEqualTo(20 * MS);
  }

  @Test
  void timerOfAPausedItemQueuesItAndNoMore() {
    try (Machines.Booted booted =
        machine
            .work("w", "events", seen.at("begin"))
            .user("u", queueDelayedWork("w", 10 * MS))
            .boot()) {
      booted.tell(new Kernel.PauseWork(1, "w"));
      booted.until(SECOND);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.ResumeWork(1, "w"));
      booted.until(2 * SECOND);
    }
    assertThat(seen.one("begin").at()).isEqualTo(SECOND);
  }
}
