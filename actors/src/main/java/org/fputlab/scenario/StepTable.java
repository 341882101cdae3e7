package org.fputlab.scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.model.LockName;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Step;
import org.fputlab.scenario.LockWords.Kind;

/** Every word of the step language: its arguments, its meaning, and the step it makes. */
final class StepTable {

  /** Makes a step out of what follows its word. */
  interface Maker {
    Step make(Arguments a) throws BadValue;
  }

  private record Row(StepWord word, Maker maker) {}

  /** What ends a wait that is not uninterruptible. */
  private static final Map<Sleeping, String> SIGNALS = new EnumMap<>(Sleeping.class);

  private static final String UNREPORTED = " ends the wait, and khungtaskd does not report it.";

  /** The kernel has no such word (include/linux/rwsem.h, v6.6). */
  private static final Set<String> NEVER_INTERRUPTIBLE = Set.of("down_write");

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  static {
    SIGNALS.put(Sleeping.KILLABLE, "a fatal signal");
    SIGNALS.put(Sleeping.INTERRUPTIBLE, "any signal");
    locks();
    waits();
    files();
    memoryAndMounts();
    mountsAgain();
    sockets();
    threads();
  }

  private StepTable() {}

  /** In the order of the language's reference. */
  static List<StepWord> words() {
    return ROWS.values().stream().map(Row::word).toList();
  }

  static boolean knows(String word) {
    return ROWS.containsKey(word);
  }

  static BadValue unknown(String word) {
    return new BadValue(
        "unknown step " + word, NearestWord.hint(word, new ArrayList<>(ROWS.keySet())));
  }

  static Step make(String word, Arguments arguments) throws BadValue {
    Row row = ROWS.get(word);
    if (row == null) {
      throw unknown(word);
    }
    Step step = row.maker().make(arguments);
    arguments.end();
    return step;
  }

  private static void locks() {
    taken(
        "down_read",
        "L",
        Kind.RWSEM,
        true,
        "Takes an rwsem for reading; readers wait behind an earlier writer.");
    taken("down_write", "L", Kind.RWSEM, false, "Takes an rwsem for writing.");
    given("up_read", "L", Kind.RWSEM, true, "Drops an rwsem taken for reading.");
    given("up_write", "L", Kind.RWSEM, false, "Drops an rwsem taken for writing.");
    taken("mutex_lock", "L", Kind.MUTEX, false, "Takes a mutex.");
    given("mutex_unlock", "L", Kind.MUTEX, false, "Drops a mutex.");
    taken(
        "down",
        "SEM",
        Kind.SEMAPHORE,
        false,
        "Takes one of a counting resource, or waits until one is there.");
    given(
        "up", "SEM", Kind.SEMAPHORE, false, "Gives one of a counting resource back; any task may.");
    freezeLevel("write", LockWords.SB_WRITERS, "a change of a mounted file system");
    freezeLevel("pagefault", LockWords.SB_PAGEFAULTS, "a page fault that writes");
    freezeLevel("intwrite", LockWords.SB_INTERNAL, "a change by the file system itself");
    row(
        "freeze_super",
        "SB",
        "Freezes a mounted file system, level by level: waits for changes under way, holds off new ones.",
        a -> new Step.Freeze(a.superblock()));
    row(
        "thaw_super",
        "SB",
        "Ends the freeze, whoever began it.",
        a -> new Step.Thaw(a.superblock()));
  }

  private static void freezeLevel(String which, String level, String what) {
    String start = "sb_start_" + which;
    String end = "sb_end_" + which;
    row(
        start,
        "SB",
        "Starts " + what + "; waits while that level is frozen.",
        a -> new Step.Acquire(start, a.freezeLevel(level), true, false));
    row(end, "SB", "Ends " + what + ".", a -> new Step.Release(end, a.freezeLevel(level), true));
  }

  private static void waits() {
    row(
        "wait_for_completion",
        "C",
        "Waits until somebody completes C.",
        a -> new Step.WaitForCompletion(a.completion(), Sleeping.UNINTERRUPTIBLE));
    SIGNALS.forEach(
        (how, signal) ->
            row(
                how.word("wait_for_completion"),
                "C",
                "The same; " + signal + UNREPORTED,
                a -> new Step.WaitForCompletion(a.completion(), how)));
    row(
        "complete",
        "C",
        "Wakes one that waits for C, or the next that will.",
        a -> new Step.Complete(a.completion(), false));
    row(
        "complete_all",
        "C",
        "Wakes all that wait for C, now and later.",
        a -> new Step.Complete(a.completion(), true));
    row(
        "cpu",
        "D",
        "Computes for so long, on one of the machine's processors.",
        a -> new Step.Cpu(a.time()));
    row(
        "io",
        "D",
        "Waits so long for a device that serves any number at a time.",
        a -> new Step.Io(a.time()));
    row("sleep", "D", "Waits so long by its own choice.", a -> new Step.Sleep(a.time()));
    row(
        "msleep",
        "D",
        "Waits so long by its own choice, and on to a tick: one to two ticks for anything short.",
        a -> new Step.Msleep(a.time()));
    row("rpc", "SERVER OP", "Calls a server and waits for its reply.", a -> rpc(a, false, false));
    row(
        "rpc_killable",
        "SERVER OP",
        "The same; a fatal signal" + UNREPORTED,
        a -> rpc(a, true, false));
    row("rpc_async", "SERVER OP", "Calls a server and goes on at once.", a -> rpc(a, false, true));
  }

  private static void files() {
    row(
        "open",
        "[F [on MOUNT [inode I]] [for write]]",
        "Opens a file and calls it F; it has an inode of its own unless one is named.",
        Arguments::open);
    row(
        "exec",
        "F on MOUNT inode I",
        "Opens a file to be run and calls it F; fails while it is open for writing.",
        Arguments::exec);
    row(
        "close",
        "[F]",
        "Does what close(2) does, or nfsd's file cache in a client's op.",
        a -> new Step.Close(a.file()));
    row(
        "fput",
        "[F]",
        "Drops a reference; the policy says what the last one turns into.",
        a -> new Step.Fput(a.file()));
    row(
        "__fput_sync",
        "[F]",
        "Drops a reference; the last one finalises here, whatever the policy.",
        a -> new Step.FputSync(a.file()));
    row(
        "fput_bounded",
        "N [F]",
        "Drops a reference as fput does while fewer than N closes are pending; else finalises here.",
        StepTable::fputBounded);
    row(
        "nfsd_file_put",
        "[F]",
        "Leaves the file to nfsd's file cache, which closes it when it is unused for some seconds.",
        StepTable::nfsdFilePut);
    row("get_file", "[F]", "Takes one more reference.", a -> new Step.GetFile(a.file()));
    row(
        "unlink",
        "[F]",
        "Removes the file's name; a silly-renaming file system keeps the file until its last close.",
        a -> new Step.Unlink(a.file()));
    row(
        "flush_delayed_fput",
        "",
        "Finalises the machine's whole list of delayed closes in the caller.",
        a -> new Step.FlushDelayedFput());
    row(
        "return_to_user",
        "",
        "Runs the closes that this user task has put off until it returns to user mode.",
        StepTable::returnToUser);
  }

  private static void memoryAndMounts() {
    row(
        "mmap",
        "F MM",
        "Maps a file into an address space, which takes a reference.",
        a -> new Step.Mmap(a.file(), a.addressSpace()));
    row(
        "munmap",
        "F MM",
        "Unmaps a file and drops the mapping's reference under mmap_lock.",
        a -> new Step.Munmap(a.file(), a.addressSpace()));
    row(
        "page_fault",
        "MM",
        "Touches memory of an address space, under mmap_lock.",
        a -> new Step.PageFault(a.addressSpace()));
    row(
        "umount",
        "MOUNT",
        "Unmounts, or finds the mount busy if a file is still open.",
        a -> new Step.Umount(a.mount(), false));
    row(
        "umount_lazy",
        "MOUNT",
        "Detaches the mount; the last close shuts it down.",
        a -> new Step.Umount(a.mount(), true));
  }

  private static void mountsAgain() {
    row(
        "mount",
        "MOUNT",
        "Mounts again what was unmounted; fails while the superblock before is not gone.",
        a -> new Step.Mount(a.mount()));
    row(
        "retry",
        "D STEP",
        "Does a step that may fail over again until it does not, with a pause between.",
        Arguments::retry);
  }

  private static void sockets() {
    row(
        "send",
        "F over S",
        "Passes a reference to a file in a message to the unix socket S (SCM_RIGHTS).",
        StepTable::send);
    row(
        "unix_release",
        "",
        "Drops the messages queued at the socket being closed, and the files in them.",
        StepTable::unixRelease);
    row(
        "unix_gc",
        "",
        "Frees sockets that only each other's queues refer to.",
        a -> new Step.UnixGc());
  }

  private static void threads() {
    row(
        "queue_work",
        "W [F]",
        "Puts a work item on its queue unless it is there; with F an item of its own, which takes"
            + " the reference to F over.",
        StepTable::queueWork);
    row(
        "flush_work",
        "W",
        "Waits until the work item is neither queued nor running.",
        a -> new Step.FlushWork(a.flushedWork()));
    row(
        "flush_workqueue",
        "Q",
        "Waits for every item that is queued or running there now.",
        a -> new Step.FlushWorkqueue(a.queue()));
    row(
        "kthread_stop",
        "T",
        "Asks a kernel thread to end and waits until it has.",
        a -> new Step.KthreadStop(a.kthread()));
    row("call", "P", "Runs the steps of paths.P, with a stack frame of its own.", Arguments::call);
  }

  private static void taken(
      String word, String arguments, Kind kind, boolean shared, String meaning) {
    row(
        word,
        arguments,
        meaning,
        a -> new Step.Acquire(word, lock(a, kind), shared, Sleeping.UNINTERRUPTIBLE));
    for (Sleeping how : SIGNALS.keySet()) {
      if (how != Sleeping.INTERRUPTIBLE || !NEVER_INTERRUPTIBLE.contains(word)) {
        String signalled = how.word(word);
        row(
            signalled,
            arguments,
            "The same as " + word + "; " + SIGNALS.get(how) + UNREPORTED,
            a -> new Step.Acquire(signalled, lock(a, kind), shared, how));
      }
    }
  }

  private static void given(
      String word, String arguments, Kind kind, boolean shared, String meaning) {
    row(word, arguments, meaning, a -> new Step.Release(word, lock(a, kind), shared));
  }

  private static LockName lock(Arguments a, Kind kind) throws BadValue {
    return kind == Kind.SEMAPHORE ? a.semaphore() : a.lock(kind);
  }

  private static Step rpc(Arguments a, boolean killable, boolean async) throws BadValue {
    return new Step.Rpc(a.server(), a.name("an operation"), killable, async);
  }

  private static Step send(Arguments a) throws BadValue {
    String file = a.file();
    a.word("over");
    return new Step.Send(file, a.file());
  }

  private static Step fputBounded(Arguments a) throws BadValue {
    int most = a.count("how many closes may be pending");
    return new Step.FputBounded(a.file(), most);
  }

  private static Step queueWork(Arguments a) throws BadValue {
    if (a.isLast()) {
      return new Step.QueueWork(a.singleWork());
    }
    String work = a.workThatTakesAFile();
    return new Step.QueueWorkWithFile(work, a.file());
  }

  private static Step nfsdFilePut(Arguments a) throws BadValue {
    a.needNfsd();
    return new Step.NfsdFilePut(a.file());
  }

  private static Step returnToUser(Arguments a) throws BadValue {
    a.needUserTask();
    return new Step.ReturnToUser();
  }

  private static Step unixRelease(Arguments a) throws BadValue {
    a.needRelease();
    return new Step.UnixRelease();
  }

  private static void row(String word, String arguments, String meaning, Maker maker) {
    ROWS.put(word, new Row(new StepWord(word, arguments, meaning), maker));
  }
}
