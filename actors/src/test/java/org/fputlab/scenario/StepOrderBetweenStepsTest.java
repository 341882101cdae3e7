package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps prove where something comes between them that no step names. */
class StepOrderBetweenStepsTest {

  @TempDir private Path folder;

  private Order order(ClosePolicy close, String text) {
    return StepOrder.of(Written.with(folder, text), close);
  }

  private static List<String> cycles(Order order) {
    return order.cycles().stream().map(Object::toString).toList();
  }

  @Test
  void closeThatMayNotReclaimIsNoOtherOneThatMay() {
    String text =
        """
        pages { free = 1, reclaim = [ mutex_lock lru, cpu 1us, mutex_unlock lru ] }
        filesystems.fs { release = [ mutex_lock r, alloc_page, free_page, mutex_unlock r ] }
        mounts.m { filesystem = fs }
        tasks {
          one { context = kthread, run = [ open a on m, open b on m, memalloc_nofs_save, fput a, memalloc_nofs_restore, %s b ] }
          two { context = kthread, run = [ mutex_lock lru, mutex_lock r, cpu 1us, mutex_unlock r, mutex_unlock lru ] }
        }
        """;
    assertThat(cycles(order(ClosePolicy.SYNC, text.formatted("fput"))))
        .containsExactly("r -> lru -> r");
    String bothWithout =
        text.replace(", memalloc_nofs_restore, %s b", ", %s b, memalloc_nofs_restore");
    assertThat(order(ClosePolicy.SYNC, bothWithout.formatted("fput")).answer())
        .isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void reclaimThatWaitsForACompletionMayTakeWhatWasMeantForAnother() {
    String text =
        """
        pages { free = 1, reserve = 1, reclaim = [ %s ] }
        tasks {
          one { context = kthread, run = [ alloc_page, free_page ] }
          two { context = kthread, run = [ complete c, free_page ] }
          three { context = kthread, run = [ wait_for_completion c ] }
        }
        """;
    assertThat(order(ClosePolicy.DEFERRED, text.formatted("cpu 1us")).answer())
        .isEqualTo(Order.Answer.PROVED);
    assertThat(order(ClosePolicy.DEFERRED, text.formatted("wait_for_completion c")).alone())
        .extracting(Order.Alone::who)
        .containsExactly("one", "three");
  }

  /** There may be a page, and then nobody reclaims: what reclaim would free is held on. */
  @Test
  void whatReclaimWouldFreeIsStillHeldWhereNobodyReclaims() {
    String text =
        """
        semaphores.s = 1
        pages { free = 9, reclaim = [ up s ] }
        tasks {
          one { context = kthread, run = [ down s, alloc_page, free_page, mutex_lock x, mutex_unlock x, up s ] }
          two { context = kthread, run = [ mutex_lock x, down s, up s, mutex_unlock x ] }
        }
        """;
    assertThat(cycles(order(ClosePolicy.DEFERRED, text))).contains("s -> x -> s");
  }

  @Test
  void callToLockdWaitsBehindWhicheverCallItsOneThreadServes() {
    String text =
        """
        lockd { }
        mounts.e { filesystem = xfs }
        clients {
          a { service = lockd, mount = e, rate = 10/s, op = [ complete c ] }
          b { service = lockd, mount = e, rate = 10/s, op = [ %s ] }
        }
        tasks.t { context = kthread, run = [ mutex_lock m, wait_for_completion c, mutex_unlock m ] }
        """;
    assertThat(order(ClosePolicy.SYNC, text.formatted("cpu 1us")).answer())
        .isEqualTo(Order.Answer.PROVED);
    assertThat(cycles(order(ClosePolicy.SYNC, text.formatted("mutex_lock m, mutex_unlock m"))))
        .containsExactly("m -> completion c -> lockd's thread -> m");
  }

  /** A run calls that a deadlock: what each waits for only the other could do. */
  @Test
  void thoseWhoWaitForOneAnothersWorkAreNamed() {
    String two =
        """
        tasks {
          a { context = user, run = [ complete x, wait_event_interruptible y, wait_event_interruptible y ] }
          b { context = user, run = [ complete y, %s x, wait_event_interruptible x ] }
        }
        """;
    assertThat(order(ClosePolicy.SYNC, two.formatted("wait_event_interruptible")).alone())
        .extracting(Order.Alone::who)
        .containsExactly("a", "b");
    String oneWay = two.replace("complete y", "complete z").formatted("wait_event_interruptible");
    assertThat(order(ClosePolicy.SYNC, oneWay).answer()).isEqualTo(Order.Answer.PROVED);
    String oneself =
        "tasks.t { context = user, run = [ complete c, wait_event_interruptible c, wait_event_interruptible c ] }";
    assertThat(order(ClosePolicy.SYNC, oneself).answer()).isEqualTo(Order.Answer.LEFT_ALONE);
  }

  /** That a retry ends is assumed, but nobody can be proved to go on who waits for that. */
  @Test
  void whoTriesAgainWithALockHeldIsNamed() {
    String text =
        """
        filesystems.fs { release = [ mutex_lock m, mutex_unlock m ] }
        mounts.b { filesystem = fs }
        files.k { on = b }
        tasks {
          admin { context = user, run = [ %s ] }
          closer { context = kthread, run = [ fput k ] }
        }
        """;
    assertThat(order(ClosePolicy.SYNC, text.formatted("retry 1ms umount b")).answer())
        .isEqualTo(Order.Answer.PROVED);
    String holding = text.formatted("mutex_lock m, retry 1ms umount b, mutex_unlock m");
    assertThat(order(ClosePolicy.SYNC, holding).alone())
        .extracting(alone -> alone.who() + " for " + alone.node())
        .containsExactly("admin for the end of its retry");
  }

  @Test
  void lockThatNobodyOwnsIsNotFollowedAndSaysWhy() {
    String text =
        "tasks.t { context = kthread, run = [ down_read_non_owner u, up_read_non_owner u ] }";
    assertThat(order(ClosePolicy.SYNC, text).unknown())
        .contains(
            "t runs down_read_non_owner: no task owns that lock, so nobody can tell who will give it back");
  }
}
