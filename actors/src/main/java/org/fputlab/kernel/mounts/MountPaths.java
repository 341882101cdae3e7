package org.fputlab.kernel.mounts;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.kernel.locks.LockWords;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.TaskWork;
import org.fputlab.kernel.workqueues.DelayedPut;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * What one task does with mounts: umount(2), and shutting a file system down behind the last
 * reference.
 *
 * <p>Emulates {@code path_umount}, {@code cleanup_mnt} with {@code deactivate_super}, and {@code
 * delayed_mntput} (fs/namespace.c, fs/super.c, v6.6).
 */
public final class MountPaths {

  /** Shuts the file system down if the put of its mount says that it is to be done here. */
  public static final Step CLEAN_UP_IF_LAST = step(MountPaths::cleanUpIfLast);

  /** {@code delayed_mntput}: takes the whole list and shuts one mount down at a time. */
  static final Path DELAYED_MNTPUT =
      new Path(
          "delayed_mntput",
          List.of(
              step(MountPaths::takeDelayed),
              step(MountPaths::nextInBatch, new Effect.Empties(Effect.Store.DELAYED_MNTPUT))));

  private static final LockName UMOUNT_LOCK = new LockName("s_umount", "sb");

  private static final Path DEACTIVATE_SUPER =
      new Path(
          "deactivate_super",
          List.of(
              new LockWords.Acquire("down_write", UMOUNT_LOCK, false, false),
              step(MountPaths::killSb, new Effect.RunsPart(Effect.Part.KILL_SB, List.of())),
              new LockWords.Release("up_write", UMOUNT_LOCK, false),
              step(MountPaths::gone)));

  /** What comes behind the last reference to a mount, whichever it is. */
  static final Path CLEANUP_MNT =
      new Path(
          "cleanup_mnt",
          List.of(
              step(
                  MountPaths::cleanupSteps,
                  new Effect.RunsPart(Effect.Part.CLEANUP_MNT, List.of())),
              step(MountPaths::putSuperblock),
              step(MountPaths::deactivateIfLast, new Effect.PutsSuperblock(DEACTIVATE_SUPER))));

  private final Running task;
  private final Mounts mounts;
  private final Machine machine;
  private final Execution execution;
  private final Closings closings;
  private boolean cleanUpHere;
  private boolean superblockKept;
  private boolean umountDetached;

  MountPaths(Running task, Mounts mounts) {
    this.task = task;
    this.mounts = mounts;
    this.execution = task.execution();
    this.machine = execution.machine();
    this.closings = task.the(Closings.class);
  }

  private static Step step(Predicate<MountPaths> what, Effect... effects) {
    return Step.inside(task -> what.test(task.the(MountPaths.class)), effects);
  }

  void mountPut(MountPut answer) {
    Closing put = closings.current();
    put.mountPut(answer);
    if (answer == MountPut.CLEAN_UP_LATER) {
      boolean isClose = put.isClose();
      task.the(TaskWork.class).add(step(paths -> paths.cleanUp(put.mount(), isClose)));
    }
    cleanUpHere = answer == MountPut.CLEAN_UP_HERE;
    execution.goOn();
  }

  private boolean cleanUpIfLast() {
    if (cleanUpHere) {
      cleanUpHere = false;
      cleanUp(closings.current().mount(), false);
    }
    return true;
  }

  /** Shuts down a file system; if a close led to it, its closer waits from now on. */
  private boolean cleanUp(KernelSpec.Mount mount, boolean isClose) {
    if (isClose) {
      closings.beginForCloser(mount);
    } else {
      closings.begin(mount);
    }
    execution.push(CLEANUP_MNT);
    return true;
  }

  private boolean cleanupSteps() {
    return task.call(closings.current().mount().cleanup());
  }

  /** Nobody need be asked for a superblock of which there is one mount. */
  private boolean putSuperblock() {
    KernelSpec.Mount mount = closings.current().mount();
    superblockKept = false;
    if (machine.spec().mountsOf(mount.superblock()).size() == 1) {
      return true;
    }
    int number = machine.mountNumber(mount.name());
    mounts.table().tell(new MountTable.PutSuperblock(number, execution.self()));
    return false;
  }

  void superblockPut(SuperblockPut answer) {
    superblockKept = answer == SuperblockPut.KEPT;
    execution.goOn();
  }

  private boolean deactivateIfLast() {
    if (superblockKept) {
      closings.end();
    } else {
      execution.push(DEACTIVATE_SUPER);
    }
    return true;
  }

  private boolean killSb() {
    return task.call(closings.current().fileSystem().killSb());
  }

  private boolean gone() {
    KernelSpec.Mount mount = closings.current().mount();
    closings.end();
    mounts.table().tell(new MountTable.Gone(machine.mountNumber(mount.name())));
    return true;
  }

  private boolean takeDelayed() {
    mounts.delayed().tell(new DelayedPut.TakeAll(true, execution.self()));
    return false;
  }

  private boolean nextInBatch() {
    int mount = task.the(Batches.class).next();
    return mount == Batches.NONE || cleanUp(machine.mounts().get(mount), false);
  }

  /** umount(2): detaches under {@code namespace_sem}, then drops the tree's own reference. */
  static Path umountPath(String mount, boolean lazy) {
    LockName namespace = new LockName("namespace_sem", "");
    return new Path(
        "path_umount",
        List.of(
            new LockWords.Acquire("down_write", namespace, false, false),
            step(paths -> paths.umount(mount, lazy)),
            new LockWords.Release("up_write", namespace, false),
            step(paths -> paths.putTree(mount)),
            CLEAN_UP_IF_LAST,
            step(MountPaths::endOfUmount)));
  }

  private boolean umount(String name, boolean lazy) {
    int mount = machine.mountNumber(name);
    mounts.table().tell(new MountTable.Umount(mount, lazy, execution.self()));
    return false;
  }

  /** mount(2) of what was unmounted. */
  boolean mount(String name) {
    mounts.table().tell(new MountTable.Mount(machine.mountNumber(name), execution.self()));
    return false;
  }

  void answered(MountAnswer answer) {
    umountDetached = answer == MountAnswer.DONE;
    execution.callEnded(answer != MountAnswer.BUSY);
    execution.goOn();
  }

  private boolean putTree(String name) {
    int mount = machine.mountNumber(name);
    closings.begin(machine.mounts().get(mount));
    if (!umountDetached) {
      return true;
    }
    mounts.table().tell(new MountTable.Mntput(mount, execution.closer(), execution.self()));
    return false;
  }

  private boolean endOfUmount() {
    closings.end();
    return true;
  }
}
