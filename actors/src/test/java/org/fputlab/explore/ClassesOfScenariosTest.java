package org.fputlab.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fputlab.engine.Touches;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.model.ClosePolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One schedule of each class is run, on machines small enough to run all schedules. */
class ClassesOfScenariosTest {

  private static final SimEngine ENGINE = new SimEngine();

  private static final String EXT4 = "mounts.m { filesystem = ext4 }\n";

  private record Seen(Set<String> outcomes, long classes) {}

  @AfterAll
  static void end() {
    ENGINE.close();
  }

  private static String kthread(String name, String steps) {
    return "tasks." + name + " { context = kthread, run = [ " + steps + " ] }\n";
  }

  private static String user(String name, String steps) {
    return "tasks." + name + " { context = user, run = [ " + steps + " ] }\n";
  }

  private static Arguments shape(String name, ClosePolicy close, String... text) {
    return Arguments.of(name, close, String.join("", text));
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape("three philosophers", ClosePolicy.SYNC, Philosophers.leftFirst(3)),
        shape("three philosophers in order", ClosePolicy.SYNC, Philosophers.inOrder(3)),
        shape(
            "rwsem readers and a writer",
            ClosePolicy.SYNC,
            kthread("r", "down_read s, up_read s"),
            kthread("q", "down_read s, up_read s"),
            kthread("w", "down_write s, up_write s")),
        shape(
            "a completion waited for with a mutex held",
            ClosePolicy.SYNC,
            kthread("a", "mutex_lock m, wait_for_completion c, mutex_unlock m"),
            kthread("b", "mutex_lock m, mutex_unlock m, complete c")),
        shape(
            "a completion for two who wait",
            ClosePolicy.SYNC,
            kthread("a", "wait_for_completion c, mutex_lock m, mutex_unlock m"),
            kthread("b", "wait_for_completion c"),
            kthread("d", "complete c, io 1ms, complete_all c")),
        shape(
            "a semaphore of two",
            ClosePolicy.SYNC,
            "semaphores.s = 2\n",
            "tasks.a { context = kthread, count = 3, run = [ down s, up s ] }\n"),
        shape(
            "a work item flushed with its own mutex held",
            ClosePolicy.SYNC,
            "works.w { queue = q, run = [ mutex_lock m, mutex_unlock m ] }\n",
            kthread("a", "mutex_lock m, queue_work w, mutex_unlock m"),
            kthread("b", "mutex_lock m, flush_work w, mutex_unlock m")),
        shape(
            "two on the delayed list",
            ClosePolicy.DEFERRED,
            EXT4,
            kthread("a", "open f on m, fput f"),
            kthread("b", "open f on m, fput f")),
        shape(
            "the delayed list is flushed",
            ClosePolicy.DEFERRED,
            EXT4,
            kthread("a", "open f on m, fput f"),
            kthread("b", "flush_delayed_fput")),
        shape(
            "task_work of a shared file",
            ClosePolicy.DEFERRED,
            EXT4,
            "files.f { on = m }\n",
            user("a", "get_file f, fput f"),
            user("b", "fput f")),
        shape(
            "a server with one worker",
            ClosePolicy.SYNC,
            "servers.s { workers = 1, service = 1ms }\n",
            kthread("a", "rpc s READ"),
            kthread("b", "mutex_lock m, rpc s WRITE, mutex_unlock m")),
        shape(
            "a lazy umount races with the last close",
            ClosePolicy.SYNC,
            EXT4,
            user("a", "open f on m, fput f"),
            user("b", "umount_lazy m")),
        shape(
            "an umount that a file keeps busy",
            ClosePolicy.DEFERRED,
            EXT4,
            user("a", "open f on m, fput f"),
            user("b", "umount m")),
        shape(
            "a thread is stopped by who holds what it wants",
            ClosePolicy.SYNC,
            kthread("a", "mutex_lock m, mutex_unlock m"),
            kthread("b", "mutex_lock m, kthread_stop a, mutex_unlock m")),
        shape(
            "a named inode is opened while it is evicted",
            ClosePolicy.SYNC,
            EXT4,
            user("a", "open f on m inode i, unlink f, fput f"),
            user("b", "open g on m inode i, fput g")),
        shape(
            "a freeze against a write",
            ClosePolicy.SYNC,
            EXT4,
            kthread("a", "sb_start_write m, sb_end_write m"),
            kthread("b", "freeze_super m, thaw_super m")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void oneScheduleOfEachClass(String name, ClosePolicy close, String text) {
    Seen all = all(new SmallMachine(ENGINE, text, close));
    assertThat(reduced(new SmallMachine(ENGINE, text, close))).isEqualTo(all);
  }

  private static Seen all(SmallMachine machine) {
    EveryOrder orders = new EveryOrder();
    Set<String> outcomes = new TreeSet<>();
    Set<String> classes = new TreeSet<>();
    long runs = 0;
    do {
      outcomes.add(String.valueOf(machine.run(orders)));
      classes.add(orders.classOfRun());
      if (++runs > 5_000) {
        throw new AssertionError("too large to run all of it");
      }
    } while (orders.next());
    return new Seen(outcomes, classes.size());
  }

  private static Seen reduced(SmallMachine machine) {
    Reduction reduction = new Reduction();
    Orders orders = Orders.reduced(reduction);
    Set<String> outcomes = new TreeSet<>();
    do {
      String outcome = machine.run(orders);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    } while (orders.next());
    return new Seen(outcomes, reduction.classes());
  }

  @Test
  void closesOfDifferentFilesAreInOneClassAndThoseOfOneFileAreNot() {
    String files = EXT4 + "files { f { on = m }, g { on = m } }\n";
    String different = files + user("a", "fput f") + user("b", "fput g");
    String same = files + user("a", "get_file f, fput f") + user("b", "fput f");

    assertThat(reduced(new SmallMachine(ENGINE, different, ClosePolicy.SYNC)).classes())
        .isEqualTo(1);
    assertThat(reduced(new SmallMachine(ENGINE, same, ClosePolicy.SYNC)).classes())
        .isGreaterThan(1);
  }

  @Test
  void closesOfDifferentFilesOfOneInodeAreNotInOneClass() {
    String one =
        user("a", "open f on m inode i, fput f") + user("b", "open g on m inode i, fput g");
    String two =
        user("a", "open f on m inode i, fput f") + user("b", "open g on m inode j, fput g");

    assertThat(reduced(new SmallMachine(ENGINE, EXT4 + one, ClosePolicy.SYNC)).classes())
        .isGreaterThan(1);
    assertThat(reduced(new SmallMachine(ENGINE, EXT4 + two, ClosePolicy.SYNC)).classes())
        .isEqualTo(1);
  }

  @Test
  void anAccessThatTheModelDoesNotTellHidesTheHang() {
    assertThat(outcomesOfPhilosophersWhere(thing -> true)).hasSize(2);
    assertThat(outcomesOfPhilosophersWhere(thing -> !thing.part().equals("lock"))).hasSize(1);
  }

  @Test
  void othersComeInBetweenTwoStepsThatDoNotSleep() {
    String early = kthread("a", "complete c, mutex_lock m, complete d, mutex_unlock m");
    String waiter =
        kthread("b", "wait_for_completion c, mutex_lock m, wait_for_completion d, mutex_unlock m");

    assertThat(reduced(new SmallMachine(ENGINE, early + waiter, ClosePolicy.SYNC)).outcomes())
        .anyMatch(end -> end.contains("a BLOCKED waits for m") && end.contains("b BLOCKED"));
  }

  private static Set<String> outcomesOfPhilosophersWhere(Predicate<Touches.Thing> isTold) {
    String text = Philosophers.leftFirst(2);
    return reduced(new SmallMachine(ENGINE, text, ClosePolicy.SYNC, isTold)).outcomes();
  }

  @ParameterizedTest
  @MethodSource("philosophers")
  void philosophersHangUnlessTheyTakeForksInOrder(int count) {
    SmallMachine leftFirst =
        new SmallMachine(ENGINE, Philosophers.leftFirst(count), ClosePolicy.SYNC);
    SmallMachine inOrder = new SmallMachine(ENGINE, Philosophers.inOrder(count), ClosePolicy.SYNC);

    assertThat(reduced(leftFirst).outcomes()).hasSize(2).anyMatch(end -> end.contains("waits"));
    assertThat(reduced(inOrder).outcomes()).hasSize(1).noneMatch(end -> end.contains("waits"));
  }

  static Stream<Integer> philosophers() {
    return Stream.of(2, 3, 4, 5);
  }
}
