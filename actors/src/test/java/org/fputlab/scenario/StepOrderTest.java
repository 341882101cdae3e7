package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fputlab.kernel.Kernel;
import org.fputlab.locks.Node;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.KernelVersion;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps of small scenarios prove, and which cycles they may come to. */
class StepOrderTest {

  private static final String DEVICE =
      """
      filesystems.dev { release = [ mutex_lock m, io 1ms, mutex_unlock m ] }
      mounts.d { filesystem = dev }
      """;

  @TempDir private Path folder;

  private Order order(ClosePolicy close, String text) {
    return StepOrder.of(Written.with(folder, text), close);
  }

  private Order deferred(String text) {
    return order(ClosePolicy.DEFERRED, text);
  }

  private static Set<String> inCycles(Order order) {
    return order.cycles().stream()
        .flatMap(cycle -> cycle.nodes().stream())
        .map(Node::name)
        .collect(java.util.stream.Collectors.toSet());
  }

  private static String philosophers(String third) {
    return """
        tasks {
          p1 { context = kthread, every = 1ms, run = [ mutex_lock fork1, mutex_lock fork2, mutex_unlock fork2, mutex_unlock fork1 ] }
          p2 { context = kthread, every = 1ms, run = [ mutex_lock fork2, mutex_lock fork3, mutex_unlock fork3, mutex_unlock fork2 ] }
          p3 { context = kthread, every = 1ms, run = [ %s ] }
        }
        """
        .formatted(third);
  }

  @Test
  void philosophersWhoTakeTheLeftForkFirstMayMakeACircle() {
    Order order =
        deferred(
            philosophers(
                "mutex_lock fork3, mutex_lock fork1, mutex_unlock fork1, mutex_unlock fork3"));
    assertThat(order.answer()).isEqualTo(Order.Answer.CYCLE);
    assertThat(order.cycles()).hasSize(1);
    assertThat(inCycles(order)).containsExactlyInAnyOrder("fork1", "fork2", "fork3");
  }

  @Test
  void philosophersWhoTakeTheLowerForkFirstAreProved() {
    Order order =
        deferred(
            philosophers(
                "mutex_lock fork1, mutex_lock fork3, mutex_unlock fork3, mutex_unlock fork1"));
    assertThat(order.answer()).isEqualTo(Order.Answer.PROVED);
    assertThat(order.counted()).isFalse();
  }

  @Test
  void closeUnderTheLockThatItTakesIsACircleOnlyWhereItIsDoneHere() {
    String text =
        DEVICE
            + "tasks.t { context = kthread, run = [ open f on d, mutex_lock m, fput f, mutex_unlock m ] }";
    assertThat(inCycles(order(ClosePolicy.SYNC, text))).containsExactly("m");
    assertThat(order(ClosePolicy.NFSD_SYNC, text).answer()).isEqualTo(Order.Answer.PROVED);
    assertThat(deferred(text).answer()).isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void putThatLeavesAReferenceIsNoClose() {
    String text =
        DEVICE
            + "tasks.t { context = kthread, run = [ open f on d, get_file f, mutex_lock m, fput f, mutex_unlock m, fput f ] }";
    assertThat(order(ClosePolicy.SYNC, text).answer()).isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void putOfAFileThatAllKnowMayBeTheLast() {
    String text =
        DEVICE
            + "files.s { on = d }\n"
            + "tasks.t { context = kthread, run = [ get_file s, mutex_lock m, fput s, mutex_unlock m ] }";
    assertThat(inCycles(order(ClosePolicy.SYNC, text))).containsExactly("m");
  }

  @Test
  void lockThatIsOnlyReadKeepsNobodyOut() {
    String both =
        """
        tasks { a { context = kthread, run = [ down_read x, down_read y, up_read y, up_read x ] }
        b { context = kthread, run = [ down_read y, down_read x, up_read x, up_read y ] }
        """;
    assertThat(deferred(both + "}").answer()).isEqualTo(Order.Answer.PROVED);
    String written =
        "w { context = kthread, run = [ down_write x, up_write x, down_write y, up_write y ] } }";
    assertThat(inCycles(deferred(both + written))).containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void oneUnitWhileAnotherIsHeldIsACircle() {
    String text =
        "semaphores.slots = 2\n"
            + "tasks.t { context = kthread, run = [ down slots, down slots, up slots, up slots ] }";
    assertThat(inCycles(deferred(text))).containsExactly("slots");
  }

  @Test
  void trylockIsHeldButNeverWaitedFor() {
    String text =
        """
        tasks {
          a { context = kthread, run = [ mutex_lock x, mutex_lock y, mutex_unlock y, mutex_unlock x ] }
          b { context = kthread, run = [ mutex_lock y, call inner, mutex_unlock y ] }
          c { context = kthread, run = [ %s ] }
        }
        paths.inner = [ %s ]
        """;
    String tries = "mutex_trylock x then mutex_unlock x";
    String takes = "mutex_lock x, mutex_unlock x";
    assertThat(deferred(text.formatted("cpu 1us", takes)).answer()).isEqualTo(Order.Answer.CYCLE);
    assertThat(deferred(text.formatted("cpu 1us", tries)).answer()).isEqualTo(Order.Answer.PROVED);
    String held =
        """
        tasks {
          a { context = kthread, run = [ mutex_lock y, mutex_lock x, mutex_unlock x, mutex_unlock y ] }
          b { context = kthread, run = [ mutex_trylock x then call held ] }
        }
        paths.held = [ mutex_lock y, mutex_unlock y, mutex_unlock x ]
        """;
    assertThat(inCycles(deferred(held))).containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void completionBehindALockThatTheWaiterHoldsIsACircle() {
    String text =
        """
        tasks {
          waiter { context = kthread, every = 1ms, run = [ mutex_lock m, wait_for_completion c, mutex_unlock m ] }
          other  { context = kthread, every = 1ms, run = [ mutex_lock m, mutex_unlock m, complete c ] }
        }
        """;
    assertThat(inCycles(deferred(text))).containsExactlyInAnyOrder("m", "completion c");
  }

  @Test
  void waiterWhomNobodyIsSureToWakeIsNamed() {
    String text =
        """
        tasks {
          waiter { context = kthread, every = 1ms, run = [ wait_for_completion c ] }
          other  { context = kthread, run = [ complete c ] }
        }
        """;
    Order order = deferred(text);
    assertThat(order.answer()).isEqualTo(Order.Answer.LEFT_ALONE);
    assertThat(order.alone()).extracting(Order.Alone::who).containsExactly("waiter");
    String often =
        text.replace("other  { context = kthread,", "other { context = kthread, every = 1s,");
    assertThat(deferred(often).answer()).isEqualTo(Order.Answer.PROVED);
    assertThat(deferred(text.replace("complete c", "complete_all c")).answer())
        .isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void twoQuestionsForOneAnswerAreNotProved() {
    String text =
        """
        tasks {
          client { context = kthread, every = 1ms, run = [ complete asked, wait_for_completion answered ] }
          server { context = kthread, every = 1us, run = [ wait_for_completion asked, complete answered ] }
        }
        """;
    assertThat(deferred(text).answer()).isEqualTo(Order.Answer.PROVED);
    String twice = text.replace("asked, complete", "asked, wait_for_completion asked, complete");
    assertThat(deferred(twice).answer()).isNotEqualTo(Order.Answer.PROVED);
  }

  @Test
  void completionByAWorkItemThatIsQueuedFirstIsSureForOneTaskOnly() {
    String text =
        """
        works.answer { run = [ io 1ms, complete answered ] }
        tasks.driver { context = kthread, count = %d, every = 1ms, run = [ queue_work answer, wait_for_completion answered ] }
        """;
    Order one = deferred(text.formatted(1));
    assertThat(one.answer()).isEqualTo(Order.Answer.PROVED);
    assertThat(one.counted()).isTrue();
    assertThat(deferred(text.formatted(2)).answer()).isEqualTo(Order.Answer.LEFT_ALONE);
  }

  @Test
  void frozenFileSystemThatNobodyIsSureToThawIsNamed() {
    String text =
        """
        mounts.d { filesystem = tmpfs }
        tasks {
          writer { context = user, every = 1ms, run = [ sb_start_write d, io 1ms, sb_end_write d ] }
          admin  { context = user, run = [ freeze_super d%s ] }
        }
        """;
    assertThat(deferred(text.formatted(", io 1ms, thaw_super d")).answer())
        .isEqualTo(Order.Answer.PROVED);
    Order left = deferred(text.formatted(""));
    assertThat(left.answer()).isEqualTo(Order.Answer.LEFT_ALONE);
    assertThat(left.alone()).extracting(alone -> alone.node().name()).contains("thaw of d");
  }

  @Test
  void changeThatIsBegunTwiceWhileSomebodyFreezesIsACircle() {
    String text =
        """
        mounts.d { filesystem = tmpfs }
        tasks {
          writer { context = user, run = [ sb_start_write d, call inner, sb_end_write d ] }
          admin  { context = user, run = [ freeze_super d, thaw_super d ] }
        }
        paths.inner = [ mutex_lock m, mutex_unlock m ]
        tasks.other { context = user, run = [ mutex_lock m, sb_start_write d, sb_end_write d, mutex_unlock m ] }
        """;
    assertThat(inCycles(deferred(text))).contains("m", "sb_writers(d)");
  }

  @Test
  void openWaitsForTheEvictOfTheSameInode() {
    String text =
        """
        filesystems.fs { drop-inode = always, evict = [ mutex_lock m, mutex_unlock m ] }
        mounts.d { filesystem = fs }
        tasks.t { context = kthread, every = 1ms, run = [ mutex_lock m, open f on d inode i, mutex_unlock m, fput f ] }
        """;
    assertThat(inCycles(deferred(text))).containsExactlyInAnyOrder("m", "I_FREEING(i)");
  }

  @Test
  void stepThatSaysNothingOfItselfLeavesNothingProved() {
    Step silent = task -> true;
    KernelSpec spec = machine(new org.fputlab.model.Path("t", List.of(silent)));
    Order order = Order.of(spec, Kernel.PATHS);
    assertThat(order.answer()).isEqualTo(Order.Answer.UNKNOWN);
    assertThat(order.unknown()).hasSize(1);
  }

  private static KernelSpec machine(org.fputlab.model.Path run) {
    return new KernelSpec(
        KernelVersion.V6_6,
        1,
        4_000_000,
        ClosePolicy.DEFERRED,
        1000,
        Map.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(new KernelSpec.TaskSpec("t", true, 1, 0, Optional.empty(), 1, run)),
        Map.of(),
        Map.of(),
        KernelSpec.Costs.NONE,
        0,
        Set.of(),
        Map.of(),
        KernelSpec.Pages.MANY);
  }

  @Test
  void nameThatSomebodyElseRemovesMakesTheLastCloseEvict() {
    String text =
        """
        filesystems.sr { silly-rename = true, d-iput = [ mutex_lock a, io 1ms, mutex_unlock a ] }
        mounts.m { filesystem = sr }
        tasks.t { context = kthread, run = [ open f on m inode data, mutex_lock a, fput f, mutex_unlock a ] }
        """;
    assertThat(order(ClosePolicy.SYNC, text).answer()).isEqualTo(Order.Answer.PROVED);
    String removed = text + "tasks.u { context = kthread, run = [ unlink on m inode data ] }";
    assertThat(inCycles(order(ClosePolicy.SYNC, removed))).containsExactly("a");
  }

  @Test
  void semaphoreWithoutAUnitNeedsSomebodyWhoGivesOne() {
    String text =
        "semaphores.s = %d\ntasks.t { context = kthread, run = [ down s, io 1ms, up s ] }";
    assertThat(deferred(text.formatted(1)).answer()).isEqualTo(Order.Answer.PROVED);
    assertThat(deferred(text.formatted(0)).answer()).isEqualTo(Order.Answer.LEFT_ALONE);
  }

  @Test
  void lockOfAFileByItsNumberMayBeThatOfAnyFile() {
    String text =
        """
        filesystems.fs { release = [ down_write i_rwsem(inode), io 1ms, up_write i_rwsem(inode) ] }
        mounts.m { filesystem = fs }
        tasks.t { context = kthread, run = [ open f on m, down_write "i_rwsem(file 0)", fput f, up_write "i_rwsem(file 0)" ] }
        """;
    assertThat(inCycles(order(ClosePolicy.SYNC, text))).containsExactly("i_rwsem(a file of m)");
    assertThat(deferred(text).answer()).isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void mutexOfOneEventpollMayBeThatOfAny() {
    String text =
        """
        filesystems { ep { extends = eventpoll }, fs { release = [ io 1ms ] } }
        mounts { e { filesystem = ep }, m { filesystem = fs } }
        files { E { on = e } }
        tasks.t { context = kthread, run = [ open f on m, epoll_ctl_add E f, mutex_lock ep_mtx(E), fput f, mutex_unlock ep_mtx(E) ] }
        """;
    assertThat(inCycles(order(ClosePolicy.SYNC, text))).containsExactly("ep_mtx(an eventpoll)");
    assertThat(deferred(text).answer()).isEqualTo(Order.Answer.PROVED);
  }

  /** As a kernel thread's: {@code in_interrupt()} is true. Wherever they go off. */
  @Test
  void putOfAUserTaskWithBottomHalvesOffGoesToTheWorker() {
    String flusher =
        DEVICE
            + "tasks.k { context = kthread, run = [ mutex_lock m, flush_delayed_fput, mutex_unlock m ] }\n";
    String put = flusher + "tasks.t { context = user, run = [ open f on d, %s, fput f, %s ] }";
    assertThat(deferred(put.formatted("preempt_disable", "preempt_enable")).answer())
        .isEqualTo(Order.Answer.PROVED);
    for (String off :
        List.of(
            "local_bh_disable",
            "preempt_disable, local_bh_disable, preempt_enable",
            "wait_event_timeout c 1ms then local_bh_disable else local_bh_disable")) {
      Order order = deferred(put.formatted(off, "local_bh_enable"));
      assertThat(inCycles(order)).as(off).contains("m");
      assertThat(order.atomic()).isTrue();
    }
    assertThat(inCycles(deferred(put.formatted("spin_lock_bh s", "spin_unlock_bh s"))))
        .contains("m");
  }

  @Test
  void putAfterBottomHalvesAreOnAgainIsAUserTasks() {
    String text =
        DEVICE
            + "tasks.k { context = kthread, run = [ mutex_lock m, flush_delayed_fput, mutex_unlock m ] }\n"
            + "tasks.t { context = user, run = [ open f on d, local_bh_disable, local_bh_enable, fput f ] }";
    assertThat(deferred(text).answer()).isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void socketInItsOwnQueueIsNotThereWhenItIsClosed() {
    String leak =
        """
        kernel = 6.10
        mounts.net { filesystem = unix }
        tasks.t { context = user, every = 10ms
                  run = [ open a on net, open b on net, send %s, send %s, close a, close b, unix_gc ] }
        """;
    assertThat(order(ClosePolicy.SYNC, leak.formatted("a over a", "b over b")).answer())
        .isEqualTo(Order.Answer.PROVED);
    assertThat(inCycles(order(ClosePolicy.SYNC, leak.formatted("a over b", "b over a"))))
        .contains("i_rwsem(a file of net)");
  }

  @Test
  void collectorClosesWhatLiesInItsOwnQueue() {
    String text =
        """
        filesystems.my-socket { extends = sockfs, release = [ mutex_lock m, unix_release, mutex_unlock m ] }
        mounts.net { filesystem = my-socket }
        tasks.t { context = kthread, every = 10ms
                  run = [ open a on net, send a over a, fput a, mutex_lock m, unix_gc, mutex_unlock m ] }
        """;
    assertThat(inCycles(order(ClosePolicy.SYNC, text))).contains("m");
  }
}
