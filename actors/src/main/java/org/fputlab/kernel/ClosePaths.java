package org.fputlab.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Sleep;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * What one task does with files: opening, dropping references, and the finaliser itself.
 *
 * <p>Emulates {@code __fput}, {@code filp_close}, {@code delayed_fput}, {@code task_work_run}
 * (fs/file_table.c, fs/open.c, kernel/task_work.c, v6.6), {@code __dentry_kill} (fs/dcache.c),
 * {@code evict} (fs/inode.c) and {@code cleanup_mnt} with {@code deactivate_super} (fs/namespace.c,
 * fs/super.c). Of the steps of {@code __fput} it leaves out fsnotify, epoll, file locks, IMA and
 * fasync.
 */
final class ClosePaths {

  /** {@code __fput}: the steps that can sleep, in the kernel's order. */
  private static final Path FPUT =
      new Path(
          "__fput",
          List.of(
              step(ClosePaths::release),
              step(ClosePaths::dput),
              step(ClosePaths::dIput),
              step(ClosePaths::evict),
              step(ClosePaths::mntput),
              step(ClosePaths::cleanUpMount),
              step(ClosePaths::endOfFput)));

  /** {@code delayed_fput}: takes the whole list and finalises one file at a time, newest first. */
  static final Path DELAYED_FPUT =
      new Path(
          "delayed_fput",
          List.of(step(ClosePaths::takeDelayedFputs), step(ClosePaths::nextInBatch)));

  private static final Path DELAYED_MNTPUT =
      new Path(
          "delayed_mntput",
          List.of(step(ClosePaths::takeDelayedMntputs), step(ClosePaths::nextMountInBatch)));

  private static final Path FILE_CACHE_WORK =
      new Path(
          "nfsd_file_delayed_close",
          List.of(step(ClosePaths::takeDisposed), step(ClosePaths::closeNextCached)));

  /** {@code nfsd_file_net_dispose}: an nfsd thread closes what it was given of the dispose list. */
  static final Path NFSD_DISPOSE =
      new Path("nfsd_file_net_dispose", List.of(step(ClosePaths::closeNextCached)));

  /**
   * {@code task_work_run}: all that was there, newest first, with no locks held; then what came
   * meanwhile.
   */
  static final Path TASK_WORK_RUN =
      new Path("task_work_run", List.of(step(ClosePaths::nextTaskWork)));

  /** The file that could not be opened. */
  static final int NONE = -1;

  /** A file that the task knows by name. */
  private record Variable(String name, int file, KernelSpec.Mount mount) {}

  /**
   * A put on the task's task_work: of a file, or where {@code file} is {@link #NONE} of a mount.
   *
   * @param isClose whether a close led to it, and not an unmount
   */
  private record TaskWork(int file, KernelSpec.Mount mount, boolean isClose) {}

  /** Items still to be put, and the batch that was under way when this one began. */
  private static final class Batch {
    final Items items;
    final @Nullable Batch outer;
    int next;

    Batch(Items items, @Nullable Batch outer) {
      this.items = items;
      this.outer = outer;
    }
  }

  private final Engine engine;
  private final Directory directory;
  private final Execution execution;
  private final Closer closer;
  private final ClosePolicy policy;
  private final List<KernelSpec.Mount> mounts;
  private final SocketPaths sockets;
  private final Samples closerWait;
  private final List<Variable> variables = new ArrayList<>();
  private final Deque<TaskWork> taskWork = new ArrayDeque<>();
  private final Deque<TaskWork> runningTaskWork = new ArrayDeque<>();
  private @Nullable Closing closing;
  private @Nullable Batch batch;
  private int callMount;
  private String opening = "";
  private int openingOn;
  private long closeStartedAt = NONE;
  private boolean cleanUpHere;
  private boolean umountDetached;

  ClosePaths(Engine engine, Directory directory, Execution execution, Closer closer) {
    this.engine = engine;
    this.directory = directory;
    this.execution = execution;
    this.closer = closer;
    this.policy = directory.policy();
    this.mounts = directory.mountList;
    this.sockets = new SocketPaths(directory, execution, this);
    this.closerWait = engine.tables().samples().of(Meters.CLOSER_WAIT);
  }

  /** A step that only the kernel's own paths use. */
  static Step step(Predicate<ClosePaths> what) {
    return calls -> what.test(((Execution) calls).closes());
  }

  /** The work items that every machine has. */
  static List<KernelSpec.Work> works() {
    return List.of(
        new KernelSpec.Work(DelayedPut.FPUT_WORK, "events", DELAYED_FPUT),
        new KernelSpec.Work(DelayedPut.MNTPUT_WORK, "events", DELAYED_MNTPUT),
        new KernelSpec.Work(Nfsd.FILE_CACHE_WORK, "nfsd_filecache", FILE_CACHE_WORK));
  }

  SocketPaths sockets() {
    return sockets;
  }

  @Nullable Closing closing() {
    return closing;
  }

  /** A call begins, which is about this mount, and about these files if any. */
  void startCall(int mount, Items files) {
    callMount = mount;
    if (files.size() > 0) {
      batch = new Batch(files, null);
    }
  }

  /** The work is over: its variables go out of scope. */
  void forget() {
    variables.clear();
  }

  // Opening

  boolean open(String file, String mount, String inode) {
    int on = mount.isEmpty() ? callMount : directory.mountNumber(mount);
    opening = file;
    openingOn = on;
    long key = execution.random().nextLong();
    boolean privileged = closer.isKthread();
    directory.vfs().tell(new Vfs.Open(on, inode, key, privileged, execution.self()));
    return false;
  }

  void opened(int file) {
    KernelSpec.Mount mount = mounts.get(openingOn);
    set(new Variable(opening, file, mount));
    if (directory.holdsSockets(openingOn)) {
      directory.sockets().tell(new UnixSockets.AddSocket(file));
    }
    execution.goOn();
  }

  void openRefused() {
    set(new Variable(opening, NONE, mounts.get(openingOn)));
    execution.goOn();
  }

  void inodeFreeing(String inode) {
    execution.block(execution.waits().freeing(inode), true, false, Sleep.UNINTERRUPTIBLE, null);
  }

  private void set(Variable variable) {
    variables.removeIf(old -> old.name().equals(variable.name()));
    variables.add(variable);
  }

  private Variable variable(String name) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name().equals(name)) {
        return variables.get(i);
      }
    }
    List<KernelSpec.SharedFile> shared = directory.spec.files();
    for (int i = 0; i < shared.size(); i++) {
      if (shared.get(i).name().equals(name)) {
        return new Variable(name, i, mounts.get(directory.mountNumber(shared.get(i).mount())));
      }
    }
    throw new IllegalStateException(execution.seat().name() + " has no file " + name);
  }

  /**
   * The number of the file of this name, or {@link #NONE} where it could not be opened. In the
   * release of a file that lies over another, {@code lower} is that other.
   */
  int file(String name) {
    Closing file = closing;
    return file != null && name.equals("lower") ? file.lower : variable(name).file();
  }

  boolean getFile(String name) {
    int file = file(name);
    if (file != NONE) {
      directory.vfs().tell(new Vfs.GetFile(file));
    }
    return true;
  }

  boolean unlink(String name) {
    int file = file(name);
    if (file != NONE) {
      directory.vfs().tell(new Vfs.Unlink(file));
    }
    return true;
  }

  boolean mapped(String name, String mm) {
    directory.vm().tell(new Vm.MapFile(mm, file(name)));
    return true;
  }

  boolean unmapped(String name, String mm) {
    directory.vm().tell(new Vm.UnmapFile(mm, file(name)));
    return true;
  }

  // Dropping references

  /**
   * close(2) finalises in the caller (fs/open.c, v6.6); nfsd and kernel threads go by the policy.
   */
  boolean close(String name) {
    Variable variable = variable(name);
    if (variable.file() == NONE) {
      return true;
    }
    closeStartedAt = engine.now();
    Step put =
        closer.isKthread()
            ? step(closes -> closes.put(variable.file(), cacheCloser()))
            : new Step.FputSync(name);
    Path flush = variable.mount().fileSystem().flush();
    if (flush.isEmpty()) {
      return put.run(execution);
    }
    execution.push(new Path("filp_close", List.of(new Step.Call(flush), put)));
    return true;
  }

  private Closer cacheCloser() {
    return closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : closer;
  }

  boolean fput(String name) {
    return putNow(file(name));
  }

  boolean nfsdFilePut(String name) {
    int file = file(name);
    if (file != NONE) {
      directory.nfsd().tell(new Nfsd.FilePut(file));
    }
    return true;
  }

  boolean fputSync(String name) {
    int file = file(name);
    if (file == NONE) {
      return true;
    }
    if (closeStartedAt == NONE) {
      closeStartedAt = engine.now();
    }
    directory.vfs().tell(new Vfs.FputSync(file, execution.self()));
    return false;
  }

  /** {@code fput} by the task as it is. */
  boolean putNow(int file) {
    closeStartedAt = engine.now();
    return file == NONE || put(file, closer);
  }

  private boolean put(int file, Closer as) {
    if (policy.fput(as) == ClosePolicy.Route.DELAYED) {
      directory.vfs().tell(new Vfs.Fput(file, as, null));
      closerWait.record(engine.now() - closeStartedAt);
      closeStartedAt = NONE;
      return true;
    }
    directory.vfs().tell(new Vfs.Fput(file, as, execution.self()));
    return false;
  }

  void stillReferenced() {
    closeStartedAt = NONE;
    execution.goOn();
  }

  void putLater(Task.PutLater put) {
    closeStartedAt = NONE;
    taskWork.addFirst(new TaskWork(put.file(), put.mount(), true));
    execution.goOn();
  }

  boolean hasTaskWork() {
    return !taskWork.isEmpty() || !runningTaskWork.isEmpty();
  }

  private boolean nextTaskWork() {
    if (runningTaskWork.isEmpty()) {
      runningTaskWork.addAll(taskWork);
      taskWork.clear();
    }
    TaskWork work = runningTaskWork.pollFirst();
    if (work == null) {
      return true;
    }
    execution.again();
    if (work.file() == NONE) {
      cleanUp(work.mount(), work.isClose() ? engine.now() : NONE);
      return true;
    }
    closeStartedAt = engine.now();
    directory.vfs().tell(new Vfs.Begin(work.file(), execution.self()));
    return false;
  }

  // Batches

  private boolean takeDelayedFputs() {
    directory.delayedFput().tell(new DelayedPut.TakeAll(execution.self()));
    return false;
  }

  private boolean takeDelayedMntputs() {
    directory.delayedMntput().tell(new DelayedPut.TakeAll(execution.self()));
    return false;
  }

  private boolean takeDisposed() {
    directory.nfsd().tell(new Nfsd.TakeDisposed(execution.self()));
    return false;
  }

  void batch(Items items) {
    batch = new Batch(items, batch);
    execution.goOn();
  }

  /** The next of the batch, or {@link #NONE} at its end. */
  private int nextItem() {
    Batch current = batch;
    if (current == null) {
      return NONE;
    }
    if (current.next == current.items.size()) {
      batch = current.outer;
      return NONE;
    }
    execution.again();
    return current.items.get(current.next++);
  }

  private boolean nextInBatch() {
    int file = nextItem();
    if (file == NONE) {
      return true;
    }
    directory.vfs().tell(new Vfs.Begin(file, execution.self()));
    return false;
  }

  private boolean nextMountInBatch() {
    int mount = nextItem();
    if (mount != NONE) {
      cleanUp(mounts.get(mount), NONE);
    }
    return true;
  }

  private boolean closeNextCached() {
    int file = nextItem();
    if (file == NONE) {
      return true;
    }
    closeStartedAt = engine.now();
    return put(file, closer == Closer.NFSD ? Closer.NFSD_FILE_CACHE : Closer.WORKER_FILE_CACHE);
  }

  /** Puts each file of the batch, as {@code scm_destroy} does. */
  boolean putNextInBatch() {
    int file = nextItem();
    return file == NONE || putNow(file);
  }

  // __fput

  void lastPut(Task.LastPut put) {
    closing = new Closing(put, closing, execution.random().state(), closeStartedAt);
    closeStartedAt = NONE;
    execution.random().rewind(put.key());
    execution.push(FPUT);
    execution.goOn();
  }

  private Closing current() {
    if (closing == null) {
      throw new IllegalStateException(execution.seat().name() + " closes nothing");
    }
    return closing;
  }

  private boolean release() {
    Path release = current().fileSystem().release();
    if (!release.isEmpty()) {
      execution.push(release);
    }
    return true;
  }

  private boolean dput() {
    if (current().dentry != Task.DentryPut.NOT_YET) {
      return true;
    }
    directory.vfs().tell(new Vfs.Dput(current().file, execution.self()));
    return false;
  }

  void dentryPut(Task.DentryPut answer) {
    current().dentry = answer;
    execution.goOn();
  }

  private boolean dIput() {
    Path dIput = current().fileSystem().dIput();
    holdInode();
    if (current().dentry == Task.DentryPut.SILLY_REMOVE && !dIput.isEmpty()) {
      execution.push(dIput, "dput", "__dentry_kill");
    }
    return true;
  }

  /** Whoever opens an inode whose dentry is being killed waits until it is gone. */
  private void holdInode() {
    Closing file = current();
    if (file.dentry != Task.DentryPut.KEPT && !file.inode.isEmpty()) {
      file.freeing = execution.waits().freeing(file.inode);
      execution.row().hold(file.freeing, false, engine.now());
    }
  }

  private boolean evict() {
    Closing file = current();
    Path evict = file.fileSystem().evict();
    if (file.dentry == Task.DentryPut.KEPT || evict.isEmpty()) {
      return true;
    }
    execution.push(evict, "dput", "__dentry_kill", "iput", "evict");
    return true;
  }

  private boolean mntput() {
    Closing file = current();
    if (file.freeing != null) {
      execution.row().drop(file.freeing);
    }
    boolean punted = policy.mntput(closer, file.mount.internal()) == ClosePolicy.Route.DELAYED;
    directory.vfs().tell(new Vfs.FileDone(file.file, closer, punted ? null : execution.self()));
    return punted;
  }

  void mountPut(Task.MountPut answer) {
    if (answer == Task.MountPut.CLEAN_UP_LATER) {
      taskWork.addFirst(new TaskWork(NONE, current().mount, current().file != NONE));
    }
    cleanUpHere = answer == Task.MountPut.CLEAN_UP_HERE;
    execution.goOn();
  }

  private boolean cleanUpMount() {
    if (cleanUpHere) {
      cleanUpHere = false;
      cleanUp(current().mount, NONE);
    }
    return true;
  }

  private boolean endOfFput() {
    Closing file = current();
    execution.random().rewind(file.randomState);
    recordWait(file);
    closing = file.outer;
    return true;
  }

  private void recordWait(Closing ended) {
    if (ended.startedAt != NONE) {
      closerWait.record(engine.now() - ended.startedAt);
    }
  }

  // Mounts

  private void cleanUp(KernelSpec.Mount mount, long closeBeganAt) {
    LockName umountLock = new LockName("s_umount", mount.name());
    List<Step> steps =
        List.of(
            new Step.Acquire("down_write", umountLock, false, false),
            new Step.Call(mount.fileSystem().killSb()),
            new Step.Release("up_write", umountLock, false),
            step(closes -> closes.gone(mount)));
    closing = new Closing(mount, closing, execution.random().state(), closeBeganAt);
    execution.push(new Path("deactivate_super", steps), "cleanup_mnt");
  }

  private boolean gone(KernelSpec.Mount mount) {
    recordWait(current());
    closing = current().outer;
    directory.mounts().tell(new MountTable.Gone(directory.mountNumber(mount.name())));
    return true;
  }

  /** umount(2): detaches under {@code namespace_sem}, then drops the tree's own reference. */
  Path umountPath(String name, boolean lazy) {
    LockName namespace = new LockName("namespace_sem", "");
    int mount = directory.mountNumber(name);
    return new Path(
        "path_umount",
        List.of(
            new Step.Acquire("down_write", namespace, false, false),
            step(closes -> closes.umount(mount, lazy)),
            new Step.Release("up_write", namespace, false),
            step(closes -> closes.putTree(mount)),
            step(ClosePaths::cleanUpMount),
            step(ClosePaths::endOfUmount)));
  }

  private boolean umount(int mount, boolean lazy) {
    directory.mounts().tell(new MountTable.Umount(mount, lazy, execution.self()));
    return false;
  }

  void umounted(Task.UmountAnswer answer) {
    umountDetached = answer == Task.UmountAnswer.DETACHED;
  }

  private boolean putTree(int mount) {
    closing = new Closing(mounts.get(mount), closing, execution.random().state(), NONE);
    if (!umountDetached) {
      return true;
    }
    directory.mounts().tell(new MountTable.Mntput(mount, closer, execution.self()));
    return false;
  }

  private boolean endOfUmount() {
    closing = current().outer;
    return true;
  }

  // Names that stand for what is being closed

  LockName resolve(LockName lock) {
    Closing file = closing;
    if (file == null || !LockName.PLACEHOLDERS.contains(lock.instance())) {
      return lock;
    }
    return new LockName(
        lock.word(),
        switch (lock.instance()) {
          case "inode" -> file.inode.isEmpty() ? "file " + file.file : file.inode;
          case "parent" -> file.mount.name() + "/";
          default -> file.mount.name();
        });
  }

  String resolveServer(String server) {
    Closing file = closing;
    return file != null && server.equals("server") ? file.fileSystem().server() : server;
  }
}
