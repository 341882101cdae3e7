package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fputlab.model.ClosePolicy.DEFERRED;
import static org.fputlab.model.ClosePolicy.FPUT_NOW;
import static org.fputlab.model.ClosePolicy.SYNC;

import java.nio.file.Path;
import java.util.List;
import org.fputlab.engine.Journal;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.Runner;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several mounts of one superblock, and what a mount does before it lets go of that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedSuperblockTest {

  private static final long MS = 1_000_000L;

  private static final String TWO_MOUNTS =
      """
      title = t, duration = 2s
      filesystems.disk { kill-sb = [ io 100ms ] }
      mounts { home { filesystem = disk }, bound { superblock = home } }
      """;

  private Path folder;
  private Runner runner;

  @BeforeAll
  void start(@TempDir Path given) {
    folder = given;
    runner = new Runner();
  }

  @AfterAll
  void stop() {
    runner.close();
  }

  private RunResult run(String steps) {
    return run("", steps, DEFERRED);
  }

  private RunResult run(String more, String steps, ClosePolicy policy) {
    String task = "tasks.t { context = user, run = [ " + steps + " ] }\n";
    return new Story(folder, runner, TWO_MOUNTS + more + task).run(policy);
  }

  private static List<String> events(RunResult result) {
    return result.events().stream().map(Journal.Event::text).toList();
  }

  private static long at(RunResult result, String event) {
    return result.events().stream()
        .filter(each -> each.text().equals(event))
        .mapToLong(Journal.Event::at)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void superblockStaysAsLongAsAnotherMountHasIt() {
    RunResult result = run("umount home");
    assertThat(events(result))
        .containsExactly("home: unmounted", "home: gone; another mount has its superblock");
  }

  @Test
  void lastMountShutsTheSuperblockDownWhicheverItIs() {
    assertThat(events(run("umount home\nreturn_to_user\numount bound")))
        .containsExactly(
            "home: unmounted",
            "home: gone; another mount has its superblock",
            "bound: unmounted",
            "bound: shut down");
    assertThat(events(run("umount bound\nreturn_to_user\numount home")))
        .endsWith("home: shut down");
  }

  @Test
  void mountThatComesBackSharesTheSuperblockAgain() {
    RunResult result =
        run("umount home\nreturn_to_user\nmount home\numount bound\nreturn_to_user\numount home");
    assertThat(events(result)).contains("home: mounted").endsWith("home: shut down");
    assertThat(events(result)).containsOnlyOnce("home: shut down");
  }

  @Test
  void nobodyGetsTheSuperblockWhileItIsShutDown() {
    RunResult result =
        run(
            "tasks.other { context = user, start = 50ms, run = [ retry 10ms mount home ] }\n",
            "umount home\nreturn_to_user\numount bound",
            DEFERRED);
    assertThat(at(result, "home: mounted"))
        .isBetween(at(result, "bound: shut down"), at(result, "bound: shut down") + 10 * MS);
  }

  @Test
  void closeOnAMountThatIsGoneNeverShutsDownWhatAnotherHas() {
    RunResult result = run("open a on bound\numount_lazy bound\nclose a");
    assertThat(events(result)).endsWith("bound: gone; another mount has its superblock");
  }

  @Test
  void locksOfTheSuperblockAreThoseOfAllItsMounts() {
    String release =
        """
        filesystems.dir { release = [ down_write i_rwsem(parent), io 1ms, up_write i_rwsem(parent) ] }
        mounts { one { filesystem = dir }, two { superblock = one } }
        tasks.walker { context = user, run = [ down_read i_rwsem(one/), sleep 1s, up_read i_rwsem(one/) ] }
        """;
    RunResult result = run(release, "sleep 1ms\nopen f on two\nclose f", DEFERRED);
    assertThat(result.closerWait().getMaxValue()).isGreaterThan(900 * MS);
  }

  private static final String PINNED =
      """
      filesystems.ram { kill-sb = [ io 1ms ] }
      mounts.scratch { filesystem = ram, internal = true
                       cleanup = [ mutex_lock pin, io 100ms, mutex_unlock pin ] }
      """;

  @Test
  void mountIsCleanedUpBeforeItsSuperblockIsLocked() {
    String reader =
        "tasks.reader { context = user, start = 50ms, run = [ down_read s_umount(scratch), io 1ms, up_read s_umount(scratch) ] }\n";
    RunResult result = run(PINNED + reader, "umount scratch", DEFERRED);
    assertThat(at(result, "scratch: shut down")).isBetween(101 * MS, 102 * MS);
    assertThat(Story.findings(result, Finding.Kind.LONG_WAIT)).isEmpty();
  }

  @Test
  void closeUnderALockThatTheEndOfTheMountTakesHangs() {
    String steps =
        "open a on scratch\numount_lazy scratch\nmutex_lock pin\n__fput_sync a\nmutex_unlock pin";
    RunResult result = run(PINNED, steps, SYNC);
    assertThat(Story.headlines(result, Finding.Kind.DEADLOCK))
        .containsExactly("t waits forever for pin, which it holds itself");
    assertThat(run(PINNED, steps, FPUT_NOW).verdict()).isEqualTo(Verdict.OK);
  }

  // What is refused

  private List<String> problems(String mounts) {
    return Written.problems(folder, "title = t, duration = 1s\n" + mounts);
  }

  @Test
  void superblockGoesByTheNameOfOneOfItsMounts() {
    String two = "mounts { a { filesystem = tmpfs }, b { superblock = a } }\n";
    assertThat(problems(two + "tasks.t { context = user, run = [ freeze_super b ] }"))
        .containsExactly(
            "a.conf:3: tasks.t.run = freeze_super b: b shares the superblock of a."
                + " It goes by that name: write a.");
    assertThat(
            problems(
                two
                    + "tasks.t { context = user, run = [ down_read i_rwsem(b/)\nup_read i_rwsem(b/) ] }"))
        .contains(
            "a.conf:3: tasks.t.run = down_read i_rwsem(b/): b shares the superblock of a."
                + " It goes by that name: write a.");
    assertThat(
            problems(
                "mounts { a { filesystem = tmpfs }, b { superblock = a }, c { superblock = b } }"))
        .containsExactly(
            "a.conf:2: mounts.c.superblock = b: b shares the superblock of a."
                + " It goes by that name: write a.");
    assertThat(problems("mounts { a { superblock = a } }"))
        .containsExactly(
            "a.conf:2: mounts.a.superblock = a: is the mount itself."
                + " Leave it out: it has a superblock of its own.");
    assertThat(problems("mounts { a { filesystem = tmpfs }, b { superblock = aa } }"))
        .containsExactly("a.conf:2: mounts.b.superblock = aa: unknown mount aa. Did you mean a?");
  }

  @Test
  void mountThatSharesASuperblockHasNoFileSystemOfItsOwn() {
    assertThat(
            problems("mounts { a { filesystem = tmpfs }, b { superblock = a, filesystem = xfs } }"))
        .containsExactly(
            "a.conf:2: mounts.b.filesystem = xfs: has no effect beside superblock, whose first"
                + " mount says so. Leave it out.");
  }

  @Test
  void endOfAMountNeedsAServerToCallOne() {
    assertThat(problems("mounts { a { filesystem = tmpfs, cleanup = [ rpc server BYE ] } }"))
        .containsExactly(
            "a.conf:2: mounts.a.filesystem = tmpfs: tmpfs calls a server, and none is named."
                + " Write filesystems.my-fs { extends = tmpfs, server = NAME }.");
  }

  @Test
  void endOfAMountKnowsNoFile() {
    assertThat(
            problems(
                "mounts { a { filesystem = tmpfs, cleanup = [ down_read i_rwsem(inode), up_read i_rwsem(inode) ] } }"))
        .contains(
            "a.conf:2: mounts.a.cleanup = down_read i_rwsem(inode): there is no inode that it could"
                + " mean. Where a superblock is shut down only sb is left.");
  }

  @Test
  void mountLiesNotOverASuperblockOfItsOwn() {
    assertThat(problems("mounts { a { filesystem = overlay, lower = b }, b { superblock = a } }"))
        .containsExactly(
            "a.conf:2: mounts.a.lower = b: a lies over itself. The lowest mount has no lower.");
  }

  // What the steps alone say

  private Order order(String more) {
    return StepOrder.of(Written.with(folder, more), SYNC);
  }

  @Test
  void orderKnowsTheStepsOfAMountsEnd() {
    String task =
        "tasks.t { context = kthread, run = [ open a on scratch, umount_lazy scratch, mutex_lock pin, fput a, mutex_unlock pin ] }\n";
    assertThat(order(PINNED + task).answer()).isEqualTo(Order.Answer.CYCLE);
    assertThat(
            order(PINNED.replace("mutex_lock pin, io 100ms, mutex_unlock pin", "io 100ms") + task)
                .answer())
        .isEqualTo(Order.Answer.PROVED);
  }

  @Test
  void orderShutsNothingDownThatAMountHasWhichStays() {
    String mounts =
        "mounts { ssc { filesystem = tmpfs, internal = true }, other { superblock = ssc, internal = true } }\n";
    String held =
        "tasks.t { context = kthread, run = [ open a on ssc, umount_lazy ssc, down_read s_umount(ssc), fput a, up_read s_umount(ssc) ] }\n";
    assertThat(order(mounts + held).answer()).isEqualTo(Order.Answer.PROVED);
    String unmounter = "tasks.u { context = kthread, run = [ umount_lazy other ] }\n";
    assertThat(order(mounts + held + unmounter).answer()).isEqualTo(Order.Answer.CYCLE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FPUT_NOW")
  void accountingFileIsClosedBeforeTheUnmountedSuperblockIsLetGo(ClosePolicy policy) {
    RunResult result = accounting().run(policy);
    assertThat(at(result, "data: shut down"))
        .isGreaterThan(at(result, "acct-clone: gone; another mount has its superblock"));
  }

  @Test
  void puttingOffTheClonesMntputLeavesTheShutdownToAWorker() {
    RunResult result = accounting().run(FPUT_NOW);
    assertThat(at(result, "acct-clone: shut down"))
        .isGreaterThan(at(result, "data: gone; another mount has its superblock") + 200 * MS);
  }

  private Story accounting() {
    return Story.shipped(folder, runner, "mounts/accounting-file-pins-its-mount");
  }
}
