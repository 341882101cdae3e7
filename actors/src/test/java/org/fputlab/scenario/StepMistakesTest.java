package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step may not say, and how the reader tells it. */
class StepMistakesTest {

  private final Path folder;

  StepMistakesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("fputt a", "unknown step fputt. Did you mean fput?"),
        Arguments.of("fput", "unknown file it."),
        Arguments.of("fput aa", "unknown file aa. Did you mean a?"),
        Arguments.of("send_sig", "needs a signal."),
        Arguments.of("send_sig SIGKILL", "needs a user task."),
        Arguments.of("send_sig KILL k", "unknown signal KILL. Known: SIGKILL"),
        Arguments.of("send_sig SIGKILL v", "unknown thread v."),
        Arguments.of(
            "mutex_trylock x then ( mutex_unlock x ; )",
            "has an empty step in its brackets. Write ( STEP ; STEP )."),
        Arguments.of("mutex_trylock x then ( mutex_unlock x", "has brackets that do not match."),
        Arguments.of("mutex_trylock x then ( fputt a )", "unknown step fputt. Did you mean fput?"),
        Arguments.of(
            "mutex_trylock x then ( io 1ms ; mutex_unlock y )", "drops y, which is not held here."),
        Arguments.of("fput a b", "has b after its last argument. One step stands on one line."),
        Arguments.of("open close", "close is a step of its own. Put it on a line of its own."),
        Arguments.of("open b", "does not say on which mount. Write open b on MOUNT."),
        Arguments.of("open b on mm", "unknown mount mm. Did you mean m?"),
        Arguments.of("open b at m", "has at where the word on belongs."),
        Arguments.of("send a sock", "has sock where the word over belongs."),
        Arguments.of("rpc t REMOVE", "unknown server t. Did you mean s?"),
        Arguments.of("rpc server REMOVE", "unknown server server. Known: s."),
        Arguments.of("rpc s", "needs an operation."),
        Arguments.of("cpu", "needs a duration."),
        Arguments.of("cpu 5", "has no unit."),
        Arguments.of("cpu 5 ms", "has no unit."),
        Arguments.of("cpu uniform(1ms, 3ms)", "A comma ends a step, so write uniform(1ms 3ms)"),
        Arguments.of("down slot", "unknown semaphore slot. Did you mean slots?"),
        Arguments.of("down_read nfsd_mutex", "nfsd_mutex is a mutex. It is taken by mutex_lock."),
        Arguments.of("mutex_lock mmap_lock(a)", "mmap_lock is an rwsem."),
        Arguments.of("mutex_lock slots", "slots is a semaphore. It is taken by down."),
        Arguments.of("down_write sb_writers(m)", "sb_writers is a superblock's freeze level."),
        Arguments.of("down_read mmap_lock", "each mm has its own mmap_lock."),
        Arguments.of("mutex_lock nfsd_mutex(a)", "the machine has only one nfsd_mutex."),
        Arguments.of("down_read i_rwsem(inode)", "there is no inode that it could mean."),
        Arguments.of("down_read s_umount(x)", "unknown mount x."),
        Arguments.of("freeze_super x", "unknown mount x."),
        Arguments.of("down_read (a)", "does not name a lock."),
        Arguments.of("queue_work v", "unknown work v. Did you mean w?"),
        Arguments.of("flush_workqueue evens", "unknown work queue evens. Did you mean events?"),
        Arguments.of("epoll_create1 e", "needs the word on."),
        Arguments.of("epoll_create1 e on epp", "unknown mount epp. Did you mean ep?"),
        Arguments.of("epoll_ctl_add a", "unknown file it."),
        Arguments.of("epoll_ctl_add a a", "a cannot watch itself. epoll_ctl(2) fails with EINVAL."),
        Arguments.of("epoll_ctl_add a f", "unknown file f."),
        Arguments.of("epoll_ctl_del b a", "unknown file b."),
        Arguments.of("epoll_wait e", "unknown file e."),
        Arguments.of("epoll_wait a app b", "has b after its last argument."),
        Arguments.of("ep_clear_and_put", "is for a file system's release."),
        Arguments.of("queue_delayed_work w", "needs a duration."),
        Arguments.of("queue_delayed_work w 5", "has no unit."),
        Arguments.of("queue_delayed_work v 1s", "unknown work v. Did you mean w?"),
        Arguments.of("queue_delayed_work each 1s", "work each has an item for each file."),
        Arguments.of("mod_delayed_work w 1s a", "has a after its last argument."),
        Arguments.of("flush_delayed_work delayed_fput", "the kernel queues this work itself."),
        Arguments.of("cancel_delayed_work v", "unknown work v. Did you mean w?"),
        Arguments.of("cancel_work_sync", "needs a work item."),
        Arguments.of("cancel_delayed_work_sync v", "unknown work v. Did you mean w?"),
        Arguments.of("kthread_stop t", "t is a user task. Only kernel threads are stopped so."),
        Arguments.of("kthread_stop k-3", "unknown thread k-3. There are 2 of k, from k-0 on."),
        Arguments.of("kthread_stop lockd", "unknown thread lockd."),
        Arguments.of("call q", "unknown path q. Did you mean p?"),
        Arguments.of("mutex_trylock nfsd_mutex then", "needs a step after then. To do nothing"),
        Arguments.of("mutex_trylock nfsd_mutex else", "needs a step after else. To do nothing"),
        Arguments.of("mutex_trylock nfsd_mutex otherwise cpu 1us", "has otherwise after its last"),
        Arguments.of("mutex_trylock nfsd_mutex else fputt a", "unknown step fputt. Did you mean"),
        Arguments.of("mutex_trylock nfsd_mutex then cpu 5 ms else fput a", "has no unit."),
        Arguments.of(
            "mutex_trylock x then mutex_trylock y else cpu 1us",
            "branches to mutex_trylock, which branches again. Put it in a path, and call that."),
        Arguments.of("wait_event_timeout done", "needs a duration."),
        Arguments.of("wait_event_timeout done 5", "has no unit."),
        Arguments.of("wait_event_idel done", "unknown step wait_event_idel. Did you mean"),
        Arguments.of(
            "down_read i_rwsem(parent)",
            "Only a file system's own steps speak of the file being closed; name the directory of"
                + " a mount, as in MOUNT/."),
        Arguments.of("down_read i_rwsem(mm/)", "unknown mount mm. Did you mean m?"),
        Arguments.of("down_read_non_owner nfsd_mutex", "nfsd_mutex is a mutex."),
        Arguments.of("spin_lock nfsd_mutex", "nfsd_mutex is a mutex. It is taken by mutex_lock."),
        Arguments.of("spin_lock", "needs a lock."),
        Arguments.of("rcu_read_lock x", "has x after its last argument."),
        Arguments.of("spin_lock_irqsave x", "unknown step spin_lock_irqsave. Interrupts are not"),
        Arguments.of("local_irq_disable", "unknown step local_irq_disable. Interrupts are not"),
        Arguments.of("raw_spin_lock x", "unknown step raw_spin_lock. Write spin_lock"),
        Arguments.of("mutex_trylock slots", "slots is a semaphore. It is taken by down"),
        Arguments.of("unix_release", "is for a file system's release."),
        Arguments.of("\"\"", "is an empty step."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesInAStepAreNamed(String step, String problem) {
    String task = "tasks.t { context = user, run = [\n" + step + "\n] }";
    int line = (int) StepLanguageTest.DECLARED.lines().count() + 3;

    assertThat(Written.problemsWith(folder, StepLanguageTest.DECLARED + task))
        .anySatisfy(
            text ->
                assertThat(text).startsWith("a.conf:" + line + ": tasks.t.run").contains(problem));
  }

  @Test
  void onlyUserTasksReturnToUserMode() {
    assertThat(
            Written.problemsWith(folder, "tasks.t { context = kthread, run = [ return_to_user ] }"))
        .singleElement()
        .asString()
        .contains("is for user tasks. A kernel thread has no user mode to return to.");
  }

  @Test
  void aLockOfTheUsersOwnKeepsItsKind() {
    assertThat(
            Written.problemsWith(
                folder,
                """
                tasks.t { context = user, run = [ mutex_lock mine, mutex_unlock mine
                  down_read mine, up_read mine ] }
                """))
        .contains(
            "a.conf:3: tasks.t.run = down_read mine: mine is a mutex. It is taken by mutex_lock.");
  }

  @Test
  void noFileIsLeftWhenASuperblockIsShutDown() {
    assertThat(
            Written.problemsWith(
                folder,
                "filesystems.f { kill-sb = [ down_write i_rwsem(inode), up_write i_rwsem(inode) ] }"))
        .allSatisfy(
            text -> assertThat(text).contains("Where a superblock is shut down only sb is left"));
  }

  @Test
  void aPathThatCallsItselfIsRefused() {
    String paths = "paths { a = [ cpu 1us\ncall b ]\nb = [ call a ] }\n";
    String problem = "a.conf:4: paths.b = call a: path a calls itself. The loop is a -> b -> a.";

    assertThat(Written.problemsWith(folder, paths)).contains(problem);
    assertThat(Written.problemsWith(folder, paths + "tasks.t { context = user, run = [ call a ] }"))
        .containsExactly(problem);
  }
}
