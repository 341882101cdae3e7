package org.fputlab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.kernel.FileSystems.tmpfs;
import static org.fputlab.kernel.Machines.machine;
import static org.fputlab.kernel.Machines.row;
import static org.fputlab.kernel.Machines.waitOf;
import static org.fputlab.kernel.Steps.*;

import org.fputlab.engine.Agenda;
import org.fputlab.kernel.Seen.Sight;
import org.fputlab.kernel.workqueues.WorkWords;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;

/** Work items: who runs them, who waits for them, and what a pause does to them. */
class WorkqueueTest {

  private final Seen seen = new Seen();
  private final Machines machine = machine(ClosePolicy.DEFERRED).mount("m", tmpfs());

  @Test
  void flushWorkWaitsForTheItem() {
    machine
        .work("w", "events", seen.at("begin"), io(20 * MS), seen.at("end"))
        .user("u", queueWork("w"), flushWork("w"), seen.at("flushed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "end", "flushed");
    assertThat(seen.one("begin").task()).isEqualTo("kworker-0");
  }

  @Test
  void itemQueuedWhileItRunsRunsOnceMoreAfterwards() {
    machine
        .work("w", "events", seen.at("begin"), io(20 * MS), seen.at("end"))
        .user(
            "u",
            queueWork("w"),
            sleep(MS),
            queueWork("w"),
            queueWork("w"),
            flushWork("w"),
            seen.at("flushed"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("begin", "end", "begin", "end", "flushed");
    assertThat(seen.one("flushed").at()).isEqualTo(40 * MS);
  }

  @Test
  void flushOfAQueueWaitsForItsItemsOnly() {
    machine
        .work("slow", "other", io(SECOND))
        .work("a", "mine", io(20 * MS))
        .work("b", "mine", io(30 * MS))
        .user(
            "u",
            queueWork("slow"),
            queueWork("a"),
            queueWork("b"),
            flushWorkqueue("mine"),
            seen.at("flushed"))
        .run(2 * SECOND);
    assertThat(seen.one("flushed").at()).isEqualTo(30 * MS);
  }

  @Test
  void flushOfAQueueIsSeenToWaitForOneItemAfterAnother() {
    try (Machines.Booted booted =
        machine
            .work("a", "mine", io(20 * MS))
            .work("b", "mine", io(30 * MS))
            .user("u", queueWork("a"), queueWork("b"), flushWorkqueue("mine"), seen.at("flushed"))
            .boot()) {
      booted.until(10 * MS);
      assertThat(waitOf("u").resource().name()).isEqualTo("(work_completion)(&a)");
      booted.until(25 * MS);
      assertThat(waitOf("u").resource().name()).isEqualTo("(work_completion)(&b)");
      assertThat(waitOf("u").since()).isZero();
      booted.until(SECOND);
    }
    assertThat(seen.one("flushed").at()).isEqualTo(30 * MS);
  }

  @Test
  void itemThatStartedAfterTheFlushIsNotWaitedFor() {
    try (Machines.Booted booted =
        machine
            .work("slow", "mine", io(SECOND))
            .work("late", "mine", downWrite("i_rwsem(x)"), upWrite("i_rwsem(x)"))
            .user(
                "u",
                downWrite("i_rwsem(x)"),
                queueWork("slow"),
                flushWorkqueue("mine"),
                upWrite("i_rwsem(x)"))
            .userAt(10 * MS, "other", queueWork("late"), flushWork("late"), seen.at("ended"))
            .boot()) {
      booted.until(20 * MS);
      assertThat(row("kworker-1").isHolding(waitOf("u").resource())).isFalse();
      assertThat(row("kworker-0").isHolding(waitOf("u").resource())).isTrue();
      assertThat(waitOf("kworker-1").resource().name()).isEqualTo("i_rwsem(x)");
      booted.until(2 * SECOND);
    }
    assertThat(seen.one("ended").at()).isEqualTo(SECOND);
  }

  @Test
  void runningItemIsSeenToHoldItselfAndItsQueue() {
    try (Machines.Booted booted =
        machine.work("w", "events", io(SECOND)).user("u", queueWork("w"), flushWork("w")).boot()) {
      booted.until(MS);
      assertThat(row("kworker-0").work()).isEqualTo("events w_func");
      assertThat(row("kworker-0").holds())
          .extracting(hold -> hold.resource().name())
          .containsExactly("end of kworker-0", "(wq_completion)events", "(work_completion)(&w)");
      assertThat(waitOf("u").resource()).isSameAs(row("kworker-0").holds().get(2).resource());
      booted.until(2 * SECOND);
      assertThat(row("kworker-0").holds()).hasSize(1);
    }
  }

  @Test
  void pausedItemDoesNotStartAndGoesOnLater() {
    try (Machines.Booted booted =
        machine
            .work("w", "events", seen.at("begin"))
            .work("x", "events", seen.at("other"))
            .userAt(MS, "u", queueWork("w"), queueWork("x"))
            .boot()) {
      booted.tell(new Kernel.PauseWork(1, "w"));
      booted.until(SECOND);
      assertThat(seen.order()).containsExactly("other");
      booted.tell(new Kernel.ResumeWork(1, "w"));
      booted.until(2 * SECOND);
    }
    assertThat(seen.order()).containsExactly("other", "begin");
  }

  @Test
  void itemPausedWhileItRunsGoesNoFurther() {
    try (Machines.Booted booted =
        machine
            .work("w", "events", io(20 * MS), seen.at("end"))
            .user("u", queueWork("w"), flushWork("w"), queueWork("w"), flushWork("w"))
            .boot()) {
      booted.until(MS);
      booted.tell(new Kernel.PauseWork(1, "w"));
      booted.until(SECOND);
      assertThat(seen.all()).isEmpty();
      booted.tell(new Kernel.ResumeWork(1, "w"));
      booted.until(2 * SECOND);
    }
    assertThat(seen.all("end")).extracting(Sight::at).containsExactly(SECOND, SECOND + 20 * MS);
  }

  @Test
  void pauseThatComesAsTheItemEndsLeavesItsWorkerToOthers() {
    Step pause =
        calls -> {
          new WorkWords.QueueWork("other").run(calls);
          return seen.at("end").run(calls);
        };
    try (Machines.Booted booted =
        machine
            .work("w", "events", io(20 * MS), pause)
            .work("other", "events", seen.at("other"))
            .user("u", queueWork("w"))
            .boot()) {
      booted.run().at(20 * MS, () -> booted.tell(new Kernel.PauseWork(1, "w")));
      booted.until(SECOND);
      booted.tell(new Kernel.ResumeWork(1, "w"));
      booted.until(2 * SECOND);
    }
    assertThat(seen.order()).containsExactlyInAnyOrder("end", "other");
  }

  @Test
  void orderedQueueRunsOneItemAfterAnother() {
    machine
        .maxActive("ordered", 1)
        .work("a", "ordered", io(20 * MS), seen.at("a"))
        .work("b", "ordered", io(30 * MS), seen.at("b"))
        .work("c", "ordered", seen.at("c"))
        .user("u", queueWork("a"), queueWork("b"), queueWork("c"), flushWorkqueue("ordered"))
        .run(SECOND);
    assertThat(seen.order()).containsExactly("a", "b", "c");
    assertThat(seen.one("b").at()).isEqualTo(50 * MS);
  }

  @Test
  void itemBehindOthersIsOnTheAgendaAsSuch() {
    try (Machines.Booted booted =
        machine
            .maxActive("two", 2)
            .work("a", "two", io(20 * MS))
            .work("b", "two", io(30 * MS))
            .work("c", "two", io(MS), seen.at("c"))
            .user("u", queueWork("a"), queueWork("b"), queueWork("c"), flushWork("c"))
            .boot()) {
      booted.until(10 * MS);
      Agenda.Behind behind = Machines.engine().tables().agenda().behind(waitOf("u").resource());
      assertThat(behind).isNotNull();
      assertThat(behind.limit()).isEqualTo(2);
      assertThat(row("kworker-0").isHolding(behind.places())).isTrue();
      assertThat(row("kworker-1").isHolding(behind.places())).isTrue();
      booted.until(20 * MS);
      assertThat(Machines.engine().tables().agenda().behind(waitOf("u").resource())).isNull();
      booted.until(SECOND);
    }
    assertThat(seen.one("c").at()).isEqualTo(21 * MS);
  }
}
