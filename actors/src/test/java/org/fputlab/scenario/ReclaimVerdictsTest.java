package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a page, who reclaims for one and holding what, and who waits for ever. */
class ReclaimVerdictsTest {

  @RegisterExtension static final WrittenRuns RUNS = new WrittenRuns("duration = 20s");

  private static Verdict verdict(String text) {
    return RUNS.run(text).verdict();
  }

  private static Order.Answer order(String text) {
    return StepOrder.of(RUNS.scenario(text), ClosePolicy.DEFERRED).answer();
  }

  /** All pages above the reserve of one are taken, until the hog gives one back or never does. */
  private static String low(String hog, String steps) {
    return """
        pages { free = 2, reserve = 1, reclaim = [ mutex_lock shrinker, mutex_unlock shrinker ] }
        tasks {
          hog { context = user, run = [ alloc_page%s ] }
          t { context = kthread, start = 10ms, run = [ %s ] }
        }
        """
        .formatted(hog, steps);
  }

  @ParameterizedTest
  @CsvSource({
    "', io 1s, free_page', 'alloc_page, free_page', OK",
    "'', 'alloc_page, free_page', DEADLOCK",
    "'', 'memalloc_noreclaim_save, alloc_page, free_page, memalloc_noreclaim_restore', OK",
    "'', 'memalloc_noreclaim_save, alloc_page, alloc_page, memalloc_noreclaim_restore', DEADLOCK",
    "'', 'memalloc_noreclaim_save, alloc_page, alloc_page else cpu 1us, memalloc_noreclaim_restore', OK",
    "'', 'alloc_page else cpu 1us', DEADLOCK",
    "', io 1s, free_page', 'mutex_lock shrinker, alloc_page, free_page, mutex_unlock shrinker', DEADLOCK",
    "', io 1s, free_page', 'mutex_lock shrinker, memalloc_nofs_save, alloc_page, free_page, memalloc_nofs_restore, mutex_unlock shrinker', OK",
    "'', 'free_page, alloc_page', OK",
  })
  void pageIsHadOrReclaimedOrWaitedFor(String hog, String steps, Verdict verdict) {
    assertThat(verdict(low(hog, steps))).isEqualTo(verdict);
  }

  @Test
  void reclaimRunsWithWhatTheTaskHoldsAndDoesNotReclaimAgain() {
    String text =
        """
        pages { free = 1, reserve = 0, reclaim = [ open f on d, unlink f, __fput_sync f, free_page ] }
        filesystems.fs { evict = [ %s ] }
        mounts.d { filesystem = fs }
        tasks {
          hog { context = user, run = [ alloc_page ] }
          t { context = kthread, start = 10ms, run = [ mutex_lock a, alloc_page, free_page, mutex_unlock a ] }
        }
        """;

    assertThat(verdict(text.formatted("alloc_page else cpu 1us"))).isEqualTo(Verdict.OK);
    assertThat(verdict(text.formatted("mutex_lock a, mutex_unlock a"))).isEqualTo(Verdict.DEADLOCK);
  }

  @Test
  void orderKnowsWhoReclaimsHoldingWhat() {
    String nofs = "memalloc_nofs_save, alloc_page, free_page, memalloc_nofs_restore";
    String text =
        """
        pages { free = 4, reserve = 1, reclaim = [ mutex_lock shrinker, mutex_unlock shrinker ] }
        tasks.t { context = kthread, every = 1ms, run = [ mutex_lock shrinker, %s, mutex_unlock shrinker ] }
        """;

    assertThat(order(text.formatted("alloc_page, free_page"))).isEqualTo(Order.Answer.CYCLE);
    assertThat(order(text.formatted(nofs))).isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void sectionsEndAndThereIsNoMoreReserveThanPages() {
    String text =
        """
        pages { free = 1, reserve = 2 }
        tasks {
          a { context = user, run = [ memalloc_nofs_save ] }
          b { context = user, run = [ memalloc_noreclaim_restore ] }
        }
        """;

    assertThat(RUNS.problems(text))
        .containsExactlyInAnyOrder(
            "a.conf:2: pages.reserve = 2: is more than there are. Write at most 1.",
            "a.conf:4: tasks.a.run = memalloc_nofs_save: memalloc_nofs_save is not ended by the"
                + " end. Add memalloc_nofs_restore.",
            "a.conf:5: tasks.b.run = memalloc_noreclaim_restore: ends what no"
                + " memalloc_noreclaim_save began here.");
  }
}
