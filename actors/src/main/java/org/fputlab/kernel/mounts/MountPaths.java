package org.fputlab.kernel.mounts;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.kernel.files.Closing;
import org.fputlab.kernel.files.Closings;
import org.fputlab.kernel.files.OpenFiles;
import org.fputlab.kernel.files.TaskWork;
import org.fputlab.kernel.task.Directory;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Task;
import org.fputlab.kernel.task.TaskCalls;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * What one task does with mounts: umount(2), and shutting a file system down behind the last
 * reference.
 *
 * <p>Emulates {@code path_umount} and {@code cleanup_mnt} with {@code deactivate_super}
 * (fs/namespace.c, fs/super.c, v6.6).
 */
public final class MountPaths {

  /** Shuts the file system down if the put of its mount says that it is to be done here. */
  public static final Step CLEAN_UP_IF_LAST = step(MountPaths::cleanUpIfLast);

  private final Directory directory;
  private final Execution execution;
  private final Closings closings;
  private final TaskWork taskWork;
  private boolean cleanUpHere;
  private boolean umountDetached;

  public MountPaths(
      Directory directory, Execution execution, Closings closings, TaskWork taskWork) {
    this.directory = directory;
    this.execution = execution;
    this.closings = closings;
    this.taskWork = taskWork;
  }

  private static Step step(Predicate<MountPaths> what) {
    return calls -> what.test(((TaskCalls) calls).mounts());
  }

  public void mountPut(Task.MountPut answer) {
    Closing put = closings.current();
    put.mountPut(answer);
    if (answer == Task.MountPut.CLEAN_UP_LATER) {
      taskWork.add(new TaskWork.Put(OpenFiles.NONE, put.mount, put.file != OpenFiles.NONE));
    }
    cleanUpHere = answer == Task.MountPut.CLEAN_UP_HERE;
    execution.goOn();
  }

  private boolean cleanUpIfLast() {
    if (cleanUpHere) {
      cleanUpHere = false;
      cleanUp(closings.current().mount);
    }
    return true;
  }

  /** Shuts down a file system whose mount was put by task_work. */
  public void cleanUp(TaskWork.Put work) {
    if (work.isClose()) {
      closings.beginForCloser(work.mount());
    } else {
      closings.begin(work.mount());
    }
    deactivateSuper(work.mount());
  }

  public void cleanUp(KernelSpec.Mount mount) {
    closings.begin(mount);
    deactivateSuper(mount);
  }

  private void deactivateSuper(KernelSpec.Mount mount) {
    LockName umountLock = new LockName("s_umount", mount.name());
    List<Step> steps =
        List.of(
            new Step.Acquire("down_write", umountLock, false, false),
            new Step.Call(mount.fileSystem().killSb()),
            new Step.Release("up_write", umountLock, false),
            step(mounts -> mounts.gone(mount)));
    execution.push(new Path("deactivate_super", steps), "cleanup_mnt");
  }

  private boolean gone(KernelSpec.Mount mount) {
    closings.end();
    directory.mounts().tell(new MountTable.Gone(directory.mountNumber(mount.name())));
    return true;
  }

  /** umount(2): detaches under {@code namespace_sem}, then drops the tree's own reference. */
  public Path umountPath(String name, boolean lazy) {
    LockName namespace = new LockName("namespace_sem", "");
    int mount = directory.mountNumber(name);
    return new Path(
        "path_umount",
        List.of(
            new Step.Acquire("down_write", namespace, false, false),
            step(mounts -> mounts.umount(mount, lazy)),
            new Step.Release("up_write", namespace, false),
            step(mounts -> mounts.putTree(mount)),
            CLEAN_UP_IF_LAST,
            step(MountPaths::endOfUmount)));
  }

  private boolean umount(int mount, boolean lazy) {
    directory.mounts().tell(new MountTable.Umount(mount, lazy, execution.self()));
    return false;
  }

  /** mount(2) of what was unmounted. */
  public boolean mount(String name) {
    directory.mounts().tell(new MountTable.Mount(directory.mountNumber(name), execution.self()));
    return false;
  }

  public void answered(Task.MountAnswer answer) {
    umountDetached = answer == Task.MountAnswer.DONE;
    execution.callEnded(answer != Task.MountAnswer.BUSY);
    execution.goOn();
  }

  private boolean putTree(int mount) {
    closings.begin(directory.mountList.get(mount));
    if (!umountDetached) {
      return true;
    }
    directory.mounts().tell(new MountTable.Mntput(mount, execution.closer(), execution.self()));
    return false;
  }

  private boolean endOfUmount() {
    closings.end();
    return true;
  }
}
