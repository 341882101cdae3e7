package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What follows where items of a work queue wait for one another's places. */
class OrderedQueueVerdictsTest {

  private static final String TWO =
      """
      works {
        first  { queue = q, run = [ io 1ms, queue_work second, flush_work second ] }
        second { queue = q, run = [ cpu 1us ] }
      }
      tasks.starter { context = kthread, run = [ queue_work first ] }
      """;

  @RegisterExtension static final WrittenRuns RUNS = new WrittenRuns("duration = 20s");

  @Test
  void anItemThatWaitsForOneBehindItInAnOrderedQueueWaitsForEver() {
    RunResult result = RUNS.run("queues.q { ordered = true }\n" + TWO);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
    Finding deadlock = result.findings().get(0);
    assertThat(deadlock.headline())
        .contains(
            "kworker-0 waits forever for (work_completion)(&second), which only it could end");
    assertThat(String.join("\n", deadlock.details()))
        .contains("queued behind what kworker-0 runs")
        .contains("max_active of q");
  }

  @Test
  void lockdepIsToldThatTheFlushOfAnOrderedQueueRecurses() {
    RunResult result = RUNS.run("queues.q { ordered = true }\n" + TWO);

    assertThat(String.join("\n", result.findings().get(0).details()))
        .contains("possible recursive locking detected")
        .contains("((wq_completion)q){+.+.}-{0:0}, at: first");
  }

  @Test
  void withTwoPlacesItGoesOn() {
    assertThat(RUNS.run("queues.q { max-active = 2 }\n" + TWO).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void withoutADeclarationThereIsRoom() {
    assertThat(RUNS.run(TWO).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void whoWaitsForWhatWorkBehindAStuckItemWouldCompleteWaitsForEver() {
    RunResult result =
        RUNS.run(
            """
            queues.q { ordered = true }
            works {
              stuck  { queue = q, run = [ wait_for_completion go ] }
              behind { queue = q, run = [ complete go ] }
            }
            tasks.starter { context = kthread, run = [ queue_work stuck, queue_work behind ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void anItemBehindOneThatOnlyTakesLongIsWaitedForAndNoMore() {
    RunResult result =
        RUNS.run(
            """
            queues.q { ordered = true }
            works {
              slow   { queue = q, run = [ sleep 15s ] }
              behind { queue = q, run = [ complete go ] }
            }
            tasks.starter { context = kthread
              run = [ queue_work slow, queue_work behind, wait_for_completion go ] }
            """);

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void oneOfSeveralPlacesThatComesFreeIsEnough() {
    RunResult result =
        RUNS.run(
            """
            queues.q { max-active = 2 }
            works {
              stuck  { queue = q, run = [ wait_for_completion go ] }
              slow   { queue = q, run = [ sleep 5s ] }
              behind { queue = q, run = [ complete go ] }
            }
            tasks.starter { context = kthread
              run = [ queue_work stuck, queue_work slow, queue_work behind ] }
            """);

    assertThat(result.verdict()).isNotEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void whoMayTakeTheItemBackMayEndTheWaitForIt() {
    RunResult result =
        RUNS.run(
            "queues.q { ordered = true }\n"
                + TWO
                + "tasks.mends { context = kthread, start = 15s, run = [ cancel_work second ] }");

    assertThat(result.verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  void whoNeverGetsToTakeItBackDoesNot() {
    RunResult result =
        RUNS.run(
            "queues.q { ordered = true }\n"
                + TWO
                + """
                tasks.mends { context = kthread, start = 1s
                  run = [ flush_work first, cancel_work second ] }
                """);

    assertThat(result.verdict()).isEqualTo(Verdict.DEADLOCK);
  }
}
