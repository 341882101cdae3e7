package org.fputlab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.fputlab.kernel.epoll.EpollWords;
import org.fputlab.kernel.files.FileWords;
import org.fputlab.kernel.files.HandOverWords;
import org.fputlab.kernel.locks.CompletionWords;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.locks.NonOwnerWords;
import org.fputlab.kernel.locks.SpinWords;
import org.fputlab.kernel.locks.TryWords;
import org.fputlab.kernel.memory.MemoryWords;
import org.fputlab.kernel.memory.PageWords;
import org.fputlab.kernel.mounts.FreezeWords;
import org.fputlab.kernel.mounts.MountWords;
import org.fputlab.kernel.nfsd.NfsdWords;
import org.fputlab.kernel.power.PowerWords;
import org.fputlab.kernel.processors.TimeWords;
import org.fputlab.kernel.servers.ServerWords;
import org.fputlab.kernel.sockets.SocketWords;
import org.fputlab.kernel.task.Atomic;
import org.fputlab.kernel.task.SignalWords;
import org.fputlab.kernel.task.TaskWords;
import org.fputlab.kernel.words.Word;
import org.fputlab.kernel.workqueues.WorkWords;
import org.fputlab.model.Branch;
import org.fputlab.model.Dist;
import org.fputlab.model.LockName;
import org.fputlab.model.OpenMode;
import org.fputlab.model.Signal;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepLanguageTest {

  static final String DECLARED =
      """
      filesystems.home { extends = nfs, server = s }
      mounts { m { filesystem = ext4 }, ep { filesystem = eventpoll }, h { filesystem = home } }
      files { a { on = m }, sock { on = m } }
      servers.s { service = 1ms }
      semaphores.slots = 2
      nfsd { }
      works.w { queue = wq, run = [] }
      works.each { queue = wq, file = it, run = [ __fput_sync it ] }
      paths.p = [ cpu 1us ]
      tasks.k { context = kthread, count = 2, run = [ cpu 1us ] }
      tasks.u { context = user, run = [ cpu 1us ] }
      """;

  private static final LockName APP = new LockName("mmap_lock", "app");
  private static final LockName MUTEX = new LockName("nfsd_mutex", "");
  private static final LockName RMDIR = new LockName("rmdir_sem", "m/");
  private static final LockName DEV = new LockName("dev_lock", "");
  private static final LockName SLOTS = new LockName("slots", "");
  private static final LockName SB = new LockName("sb_writers", "m");
  private static final LockName PAGEFAULTS = new LockName("sb_pagefaults", "m");
  private static final LockName INTERNAL = new LockName("sb_internal", "m");
  private static final Dist MS = new Dist.Fixed(1_000_000);

  private final Path folder;

  StepLanguageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Arguments atMost(String word, Sleeping how) {
    return step(
        word + " done 1ms else fput a",
        new CompletionWords.WaitAtMost(word, "done", how, MS, otherwise(new FileWords.Fput("a"))));
  }

  private static Arguments section(String of) {
    return step(of + "_save", new PageWords.Section(of, true));
  }

  private static Branch otherwise(Step step) {
    return new Branch(List.of(), List.of(step));
  }

  private static Arguments step(String line, Step step) {
    return Arguments.of(line, step);
  }

  static Stream<Arguments> steps() {
    return Stream.of(
        step("down_read mmap_lock(app)", new LockWords.Acquire("down_read", APP, true, false)),
        step(
            "down_read_killable mmap_lock(app)",
            new LockWords.Acquire("down_read_killable", APP, true, true)),
        step(
            "down_read_interruptible mmap_lock(app)",
            new LockWords.Acquire("down_read_interruptible", APP, true, Sleeping.INTERRUPTIBLE)),
        step("down_write mmap_lock(app)", new LockWords.Acquire("down_write", APP, false, false)),
        step(
            "down_write_killable mmap_lock(app)",
            new LockWords.Acquire("down_write_killable", APP, false, true)),
        step("up_read mmap_lock(app)", new LockWords.Release("up_read", APP, true)),
        step("up_write mmap_lock(app)", new LockWords.Release("up_write", APP, false)),
        step("mutex_lock nfsd_mutex", new LockWords.Acquire("mutex_lock", MUTEX, false, false)),
        step(
            "mutex_lock_killable nfsd_mutex",
            new LockWords.Acquire("mutex_lock_killable", MUTEX, false, true)),
        step(
            "mutex_lock_interruptible nfsd_mutex",
            new LockWords.Acquire(
                "mutex_lock_interruptible", MUTEX, false, Sleeping.INTERRUPTIBLE)),
        step(
            "down_killable slots else fput a",
            new LockWords.Acquire(
                "down_killable",
                SLOTS,
                false,
                Sleeping.KILLABLE,
                otherwise(new FileWords.Fput("a")))),
        step(
            "mutex_trylock nfsd_mutex then ( mutex_unlock nfsd_mutex ; wait_for_completion_killable"
                + " done else ( fput a ) ) else fput a",
            new TryWords.Try(
                "mutex_trylock",
                MUTEX,
                false,
                new Branch(
                    List.of(
                        new LockWords.Release("mutex_unlock", MUTEX, false),
                        new CompletionWords.WaitForCompletion(
                            "wait_for_completion_killable",
                            "done",
                            Sleeping.KILLABLE,
                            otherwise(new FileWords.Fput("a")))),
                    List.of(new FileWords.Fput("a"))))),
        step(
            "freeze_processes then thaw_processes else fput a",
            new PowerWords.FreezeProcesses(
                "freeze_processes",
                false,
                new Branch(
                    List.of(new PowerWords.ThawProcesses()), List.of(new FileWords.Fput("a"))))),
        step(
            "freeze_kernel_threads then thaw_processes",
            new PowerWords.FreezeProcesses(
                "freeze_kernel_threads",
                true,
                new Branch(List.of(new PowerWords.ThawProcesses()), List.of()))),
        step("thaw_processes", new PowerWords.ThawProcesses()),
        step(
            "wait_event_freezable done",
            new CompletionWords.WaitForCompletion(
                "wait_event_freezable", "done", Sleeping.INTERRUPTIBLE)),
        atMost("wait_event_freezable_timeout", Sleeping.INTERRUPTIBLE),
        step("alloc_page else fput a", new PageWords.AllocPage(otherwise(new FileWords.Fput("a")))),
        step("free_page", new PageWords.FreePage()),
        section("memalloc_noreclaim"),
        section("memalloc_nofs"),
        step("send_sig SIGKILL u", new SignalWords.SendSig(Signal.SIGKILL, "u")),
        step("mutex_unlock nfsd_mutex", new LockWords.Release("mutex_unlock", MUTEX, false)),
        step("down slots", new LockWords.Acquire("down", SLOTS, false, false)),
        step("down_killable slots", new LockWords.Acquire("down_killable", SLOTS, false, true)),
        step(
            "down_interruptible slots",
            new LockWords.Acquire("down_interruptible", SLOTS, false, Sleeping.INTERRUPTIBLE)),
        step("up slots", new LockWords.Release("up", SLOTS, false)),
        step(
            "down_read_trylock mmap_lock(app) else down_read mmap_lock(app)",
            new TryWords.Try(
                "down_read_trylock",
                APP,
                true,
                otherwise(new LockWords.Acquire("down_read", APP, true, false)))),
        step(
            "down_write_trylock mmap_lock(app) else down_write mmap_lock(app)",
            new TryWords.Try(
                "down_write_trylock",
                APP,
                false,
                otherwise(new LockWords.Acquire("down_write", APP, false, false)))),
        step(
            "mutex_trylock nfsd_mutex then mutex_unlock nfsd_mutex else fput a",
            new TryWords.Try(
                "mutex_trylock",
                MUTEX,
                false,
                new Branch(
                    List.of(new LockWords.Release("mutex_unlock", MUTEX, false)),
                    List.of(new FileWords.Fput("a"))))),
        step(
            "down_trylock slots then up slots",
            new TryWords.Try(
                "down_trylock",
                SLOTS,
                false,
                new Branch(List.of(new LockWords.Release("up", SLOTS, false)), List.of()))),
        step(
            "sb_start_write_trylock m then sb_end_write m",
            new TryWords.Try(
                "sb_start_write_trylock",
                SB,
                true,
                new Branch(List.of(new LockWords.Release("sb_end_write", SB, true)), List.of()))),
        step(
            "sb_start_intwrite_trylock m then sb_end_intwrite m",
            new TryWords.Try(
                "sb_start_intwrite_trylock",
                INTERNAL,
                true,
                new Branch(
                    List.of(new LockWords.Release("sb_end_intwrite", INTERNAL, true)), List.of()))),
        step("down_read_non_owner rmdir_sem(m/)", new NonOwnerWords.DownReadNonOwner(RMDIR)),
        step("up_read_non_owner rmdir_sem(m/)", new NonOwnerWords.UpReadNonOwner(RMDIR)),
        step("spin_lock dev_lock", new SpinWords.SpinLock("spin_lock", DEV)),
        step("spin_unlock dev_lock", new SpinWords.SpinUnlock("spin_unlock", DEV)),
        step("spin_lock_bh dev_lock", new SpinWords.SpinLock("spin_lock_bh", DEV)),
        step("spin_unlock_bh dev_lock", new SpinWords.SpinUnlock("spin_unlock_bh", DEV)),
        step(
            "rcu_read_lock",
            new SpinWords.EnterAtomic("rcu_read_lock", "rcu_read_unlock", Atomic.Section.RCU)),
        step(
            "rcu_read_unlock",
            new SpinWords.LeaveAtomic("rcu_read_unlock", "rcu_read_lock", Atomic.Section.RCU)),
        step(
            "local_bh_disable",
            new SpinWords.EnterAtomic("local_bh_disable", "local_bh_enable", Atomic.Section.BH)),
        step(
            "local_bh_enable",
            new SpinWords.LeaveAtomic("local_bh_enable", "local_bh_disable", Atomic.Section.BH)),
        step(
            "preempt_disable",
            new SpinWords.EnterAtomic("preempt_disable", "preempt_enable", Atomic.Section.PREEMPT)),
        step(
            "preempt_enable",
            new SpinWords.LeaveAtomic("preempt_enable", "preempt_disable", Atomic.Section.PREEMPT)),
        step("sb_start_write m", new LockWords.Acquire("sb_start_write", SB, true, false)),
        step("sb_end_write m", new LockWords.Release("sb_end_write", SB, true)),
        step(
            "sb_start_pagefault m",
            new LockWords.Acquire("sb_start_pagefault", PAGEFAULTS, true, false)),
        step("sb_end_pagefault m", new LockWords.Release("sb_end_pagefault", PAGEFAULTS, true)),
        step(
            "sb_start_intwrite m",
            new LockWords.Acquire("sb_start_intwrite", INTERNAL, true, false)),
        step("sb_end_intwrite m", new LockWords.Release("sb_end_intwrite", INTERNAL, true)),
        step("freeze_super m", new FreezeWords.Freeze("m")),
        step("thaw_super m", new FreezeWords.Thaw("m")),
        step(
            "wait_for_completion done",
            new CompletionWords.WaitForCompletion("done", Sleeping.UNINTERRUPTIBLE)),
        step(
            "wait_for_completion_killable done",
            new CompletionWords.WaitForCompletion("done", Sleeping.KILLABLE)),
        step(
            "wait_for_completion_interruptible done",
            new CompletionWords.WaitForCompletion("done", Sleeping.INTERRUPTIBLE)),
        step(
            "wait_event done",
            new CompletionWords.WaitForCompletion("wait_event", "done", Sleeping.UNINTERRUPTIBLE)),
        step(
            "wait_event_killable done",
            new CompletionWords.WaitForCompletion(
                "wait_event_killable", "done", Sleeping.KILLABLE)),
        step(
            "wait_event_interruptible done",
            new CompletionWords.WaitForCompletion(
                "wait_event_interruptible", "done", Sleeping.INTERRUPTIBLE)),
        step(
            "wait_event_idle done",
            new CompletionWords.WaitForCompletion("wait_event_idle", "done", Sleeping.IDLE)),
        atMost("wait_for_completion_timeout", Sleeping.UNINTERRUPTIBLE),
        atMost("wait_for_completion_killable_timeout", Sleeping.KILLABLE),
        atMost("wait_for_completion_interruptible_timeout", Sleeping.INTERRUPTIBLE),
        atMost("wait_event_timeout", Sleeping.UNINTERRUPTIBLE),
        atMost("wait_event_killable_timeout", Sleeping.KILLABLE),
        atMost("wait_event_interruptible_timeout", Sleeping.INTERRUPTIBLE),
        atMost("wait_event_idle_timeout", Sleeping.IDLE),
        step("complete done", new CompletionWords.Complete("done", false)),
        step("complete_all done", new CompletionWords.Complete("done", true)),
        step("cpu 1ms", new TimeWords.Cpu(MS)),
        step("io exp(1ms)", new TimeWords.Io(new Dist.Exp(1e6))),
        step("sleep uniform(1ms 3ms)", new TimeWords.Sleep(new Dist.Uniform(1_000_000, 3_000_000))),
        step("msleep 1ms", new TimeWords.Msleep(MS)),
        step("rpc s REMOVE", new ServerWords.Rpc("s", "REMOVE", false, false)),
        step("rpc_killable s REMOVE", new ServerWords.Rpc("s", "REMOVE", true, false)),
        step("rpc_async s REMOVE", new ServerWords.Rpc("s", "REMOVE", false, true)),
        step("open b on m inode i", new FileWords.Open("b", "m", "i")),
        step("open b on m for write", new FileWords.Open("b", "m", "", OpenMode.WRITE)),
        step("open b on m inode i for write", new FileWords.Open("b", "m", "i", OpenMode.WRITE)),
        step("exec b on m inode i", new FileWords.Open("b", "m", "i", OpenMode.EXEC)),
        step("close a", new FileWords.Close("a")),
        step("fput a", new FileWords.Fput("a")),
        step("__fput_sync a", new FileWords.FputSync("a")),
        step("fput_bounded 64 a", new FileWords.FputBounded("a", 64)),
        step("nfsd_file_put a", new NfsdWords.NfsdFilePut("a")),
        step("get_file a", new FileWords.GetFile("a")),
        step("unlink a", new FileWords.Unlink("a")),
        step("flush_delayed_fput", new FileWords.FlushDelayedFput()),
        step("return_to_user", new TaskWords.ReturnToUser()),
        step("mmap a app", new MemoryWords.Mmap("a", "app")),
        step("munmap a app", new MemoryWords.Munmap("a", "app")),
        step("page_fault app", new MemoryWords.PageFault("app")),
        step("umount m", new MountWords.Umount("m", false)),
        step("umount_lazy m", new MountWords.Umount("m", true)),
        step("mount m", new MountWords.Mount("m")),
        step(
            "retry 1ms umount m",
            new TaskWords.Retry(new Dist.Fixed(1_000_000), new MountWords.Umount("m", false))),
        step("send a over sock", new SocketWords.Send("a", "sock")),
        step("unix_gc", new SocketWords.UnixGc()),
        step("queue_work w", new WorkWords.QueueWork("w")),
        step("queue_work each a", new HandOverWords.QueueWorkWithFile("each", "a")),
        step("flush_work w", new WorkWords.FlushWork("w")),
        step("epoll_create1 e on ep", new EpollWords.EpollCreate("e", "ep")),
        step("epoll_ctl_add a sock", new EpollWords.EpollCtlAdd("a", "sock")),
        step("epoll_ctl_del a sock", new EpollWords.EpollCtlDel("a", "sock")),
        step("epoll_wait a", new EpollWords.EpollWait("a", "")),
        step("epoll_wait a app", new EpollWords.EpollWait("a", "app")),
        step("queue_delayed_work w 1ms", new WorkWords.QueueDelayedWork("w", MS)),
        step("mod_delayed_work w 1ms", new WorkWords.ModDelayedWork("w", MS)),
        step("flush_delayed_work w", new WorkWords.FlushDelayedWork("w")),
        step(
            "\"flush_delayed_work (work_completion)(&(&w)->work)\"",
            new WorkWords.FlushDelayedWork("w")),
        step("cancel_work w", new WorkWords.CancelWork("cancel_work", "w")),
        step("cancel_delayed_work w", new WorkWords.CancelWork("cancel_delayed_work", "w")),
        step("cancel_work_sync w", new WorkWords.CancelWorkSync("cancel_work_sync", "w")),
        step(
            "cancel_delayed_work_sync w",
            new WorkWords.CancelWorkSync("cancel_delayed_work_sync", "w")),
        step("flush_workqueue wq", new WorkWords.FlushWorkqueue("wq")),
        step("kthread_stop k-1", new TaskWords.KthreadStop("k-1")),
        step(
            "call p",
            new TaskWords.Call(
                new org.fputlab.model.Path(
                    "p", List.of(new TimeWords.Cpu(new Dist.Fixed(1_000)))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void wordsMakeTheirSteps(String line, Step step) {
    Scenario scenario =
        Written.with(
            folder, DECLARED + "tasks.t { context = user, run = [ " + balanced(line) + " ] }");

    assertThat(scenario.kernel().tasks().get(2).run().steps())
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder().withStrictTypeChecking(true).build())
        .contains(step);
  }

  /** The step, with what must stand before or after it. */
  private static String balanced(String line) {
    String word = line.split(" ", 2)[0];
    String lock = line.substring(word.length());
    return switch (word) {
      case "down_read", "down_read_killable", "down_read_interruptible" ->
          line + "\n up_read" + lock;
      case "down_write", "down_write_killable" -> line + "\n up_write" + lock;
      case "mutex_lock", "mutex_lock_killable", "mutex_lock_interruptible" ->
          line + "\n mutex_unlock" + lock;
      case "sb_start_write" -> line + "\n sb_end_write" + lock;
      case "sb_start_pagefault" -> line + "\n sb_end_pagefault" + lock;
      case "sb_start_intwrite" -> line + "\n sb_end_intwrite" + lock;
      case "down_read_trylock" -> line + "\n up_read mmap_lock(app)";
      case "down_write_trylock" -> line + "\n up_write mmap_lock(app)";
      case "spin_lock", "spin_lock_bh" -> line + "\n" + word.replace("lock", "unlock") + lock;
      case "spin_unlock", "spin_unlock_bh" -> word.replace("unlock", "lock") + lock + "\n" + line;
      case "memalloc_noreclaim_save", "memalloc_nofs_save" ->
          line + "\n" + word.replace("save", "restore");
      case "rcu_read_lock" -> line + "\nrcu_read_unlock";
      case "rcu_read_unlock" -> "rcu_read_lock\n" + line;
      case "local_bh_disable", "preempt_disable" -> line + "\n" + word.replace("dis", "en");
      case "local_bh_enable", "preempt_enable" -> word.replace("_en", "_dis") + "\n" + line;
      case "up_read" -> "down_read" + lock + "\n" + line;
      case "up_write" -> "down_write" + lock + "\n" + line;
      case "mutex_unlock" -> "mutex_lock" + lock + "\n" + line;
      case "sb_end_write" -> "sb_start_write" + lock + "\n" + line;
      case "sb_end_pagefault" -> "sb_start_pagefault" + lock + "\n" + line;
      case "sb_end_intwrite" -> "sb_start_intwrite" + lock + "\n" + line;
      default -> line;
    };
  }

  @Test
  void everyWordHasAnExampleHere() {
    Set<String> shown =
        new LinkedHashSet<>(
            List.of(
                "unix_release",
                "ep_clear_and_put",
                "set_freezable",
                "memalloc_noreclaim_restore",
                "memalloc_nofs_restore"));
    steps()
        .forEach(
            example -> shown.add(((String) example.get()[0]).replace("\"", "").split(" ", 2)[0]));

    assertThat(ScenarioLoader.words())
        .extracting(Word::word)
        .containsExactlyInAnyOrderElementsOf(shown);
  }

  @Test
  void everyWordHasItsMeaningInOneSentence() {
    assertThat(ScenarioLoader.words())
        .allSatisfy(word -> assertThat(word.meaning()).matches("[A-Z].*\\."));
  }

  @Test
  void aKernelThreadMayBeFrozen() {
    Scenario scenario =
        Written.with(folder, "tasks.k { context = kthread, run = [ set_freezable ] }");

    assertThat(scenario.kernel().tasks().get(0).run().steps())
        .containsExactly(new TaskWords.SetFreezable());
  }

  @Test
  void aSocketsReleaseDropsItsQueue() {
    Scenario scenario =
        Written.with(
            folder, "filesystems.u { release = [ unix_release ] }, mounts.m { filesystem = u }");

    assertThat(Written.fileSystem(scenario.kernel(), "m").release().steps())
        .containsExactly(new SocketWords.UnixRelease());
  }

  @Test
  void anEventpollsReleaseHasItWatchNothing() {
    Scenario scenario = Written.with(folder, "mounts.m { filesystem = eventpoll }");

    assertThat(Written.fileSystem(scenario.kernel(), "m").isEventpoll()).isTrue();
    assertThat(Written.fileSystem(scenario.kernel(), "m").release().steps())
        .containsExactly(new EpollWords.EpClearAndPut());
  }

  @Test
  void aClientsFilesAreCalledItAndLieOnItsExport() {
    Scenario scenario =
        Written.with(
            folder,
            """
            mounts.m { filesystem = tmpfs }
            nfsd { }
            clients.c { mount = m, rate = 10/s, op = [ open, unlink, close, open b, fput b ] }
            """);

    assertThat(scenario.kernel().clients().get(0).op().steps())
        .containsExactly(
            new FileWords.Open("it", "m", ""),
            new FileWords.Unlink("it"),
            new FileWords.Close("it"),
            new FileWords.Open("b", "m", ""),
            new FileWords.Fput("b"));
  }
}
