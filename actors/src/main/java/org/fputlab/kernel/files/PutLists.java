package org.fputlab.kernel.files;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.kernel.mounts.MountPaths;
import org.fputlab.kernel.nfsd.Nfsd;
import org.fputlab.kernel.sockets.SocketPaths;
import org.fputlab.kernel.task.Directory;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.TaskCalls;
import org.fputlab.model.Calls;
import org.fputlab.model.Items;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * How one task works off lists of puts: those put off to a worker, those of nfsd's file cache, and
 * its own task_work.
 *
 * <p>Emulates {@code delayed_fput} (fs/file_table.c), {@code delayed_mntput} (fs/namespace.c),
 * {@code nfsd_file_delayed_close} and {@code nfsd_file_net_dispose} (fs/nfsd/filecache.c) and
 * {@code task_work_run} (kernel/task_work.c), v6.6.
 */
public final class PutLists {

  /** {@code delayed_fput}: takes the whole list and finalises one file at a time, newest first. */
  static final Path DELAYED_FPUT =
      new Path(
          "delayed_fput", List.of(step(PutLists::takeDelayedFputs), step(PutLists::nextInBatch)));

  /** The same in the caller of {@code flush_delayed_fput}. */
  private static final Path FPUT_HERE =
      new Path(
          "delayed_fput", List.of(step(PutLists::flushDelayedFputs), step(PutLists::nextInBatch)));

  /** {@code flush_delayed_fput}: does not wait for what others have taken. */
  private static final Path FLUSH_DELAYED_FPUT =
      new Path("flush_delayed_fput", List.of(new Step.Call(FPUT_HERE)));

  /** {@code flush_delayed_fput} since 6.14. */
  private static final Path FLUSH_DELAYED_FPUT_AND_WORK =
      new Path(
          "flush_delayed_fput",
          List.of(
              new Step.Call(FPUT_HERE),
              new Step.Call(new Path("flush_delayed_work", List.of(PutLists::flushDelayedWork)))));

  private static final Path DELAYED_MNTPUT =
      new Path(
          "delayed_mntput",
          List.of(step(PutLists::takeDelayedMntputs), step(PutLists::nextMountInBatch)));

  private static final Path FILE_CACHE_WORK =
      new Path(
          "nfsd_file_delayed_close",
          List.of(step(PutLists::takeDisposed), step(PutLists::closeNextCached)));

  /** {@code nfsd_file_net_dispose}: an nfsd thread closes what it was given of the dispose list. */
  public static final Path NFSD_DISPOSE =
      new Path("nfsd_file_net_dispose", List.of(step(PutLists::closeNextCached)));

  /**
   * {@code task_work_run}: all that was there, newest first, with no locks held; then what came
   * meanwhile.
   */
  public static final Path TASK_WORK_RUN =
      new Path("task_work_run", List.of(step(PutLists::nextTaskWork)));

  /** {@code scm_destroy} (net/core/scm.c, v6.6): puts each file of the batch. */
  public static final Path SCM_DESTROY =
      new Path("scm_destroy", List.of(step(PutLists::putNextInBatch)));

  private static final int NONE = OpenFiles.NONE;

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

  private final Directory directory;
  private final Execution execution;
  private final Closings closings;
  private final FilePuts puts;
  private final MountPaths mounts;
  private final TaskWork taskWork;
  private @Nullable Batch batch;

  public PutLists(
      Directory directory,
      Execution execution,
      Closings closings,
      FilePuts puts,
      MountPaths mounts,
      TaskWork taskWork) {
    this.directory = directory;
    this.execution = execution;
    this.closings = closings;
    this.puts = puts;
    this.mounts = mounts;
    this.taskWork = taskWork;
  }

  private static Step step(Predicate<PutLists> what) {
    return calls -> what.test(((TaskCalls) calls).lists());
  }

  /** The work items that every machine has. */
  public static List<KernelSpec.Work> works() {
    return List.of(
        new KernelSpec.Work(DelayedPut.FPUT_WORK, "events", DELAYED_FPUT),
        new KernelSpec.Work(DelayedPut.MNTPUT_WORK, "events", DELAYED_MNTPUT),
        new KernelSpec.Work(Nfsd.FILE_CACHE_WORK, "nfsd_filecache", FILE_CACHE_WORK),
        SocketPaths.GC_WORK);
  }

  /** A call begins, which is about these files if any. */
  public void startCall(Items files) {
    if (files.size() > 0) {
      batch = new Batch(files, null);
    }
  }

  // Batches

  private boolean takeDelayedFputs() {
    directory.vfs().tell(new Vfs.TakeDelayed(true, execution.self()));
    return false;
  }

  private boolean flushDelayedFputs() {
    directory.vfs().tell(new Vfs.TakeDelayed(false, execution.self()));
    return false;
  }

  /**
   * Since 6.14 it waits for the worker too, which may be its caller (9b7da575f859, fs/file_table.c,
   * v6.19).
   */
  public Path flushDelayedFput() {
    return directory.spec.version().isAtLeast(6, 14)
        ? FLUSH_DELAYED_FPUT_AND_WORK
        : FLUSH_DELAYED_FPUT;
  }

  private static boolean flushDelayedWork(Calls calls) {
    return ((TaskCalls) calls).flushDelayedFputWork();
  }

  private boolean takeDelayedMntputs() {
    directory.delayedMntput().tell(new DelayedPut.TakeAll(true, execution.self()));
    return false;
  }

  private boolean takeDisposed() {
    directory.nfsd().tell(new Nfsd.TakeDisposed(execution.self()));
    return false;
  }

  public void batch(Items items) {
    batch = new Batch(items, batch);
    execution.goOn();
  }

  /** The next of the batch, or {@link OpenFiles#NONE} at its end. */
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
      mounts.cleanUp(directory.mountList.get(mount));
    }
    return true;
  }

  private boolean closeNextCached() {
    int file = nextItem();
    return file == NONE || puts.putCached(file);
  }

  private boolean putNextInBatch() {
    int file = nextItem();
    return file == NONE || puts.putNow(file);
  }

  // The task's own

  public boolean hasTaskWork() {
    return !taskWork.isEmpty();
  }

  private boolean nextTaskWork() {
    TaskWork.Put work = taskWork.next();
    if (work == null) {
      return true;
    }
    execution.again();
    if (work.file() == NONE) {
      mounts.cleanUp(work);
      return true;
    }
    closings.closerWaits();
    directory.vfs().tell(new Vfs.Begin(work.file(), execution.self()));
    return false;
  }
}
