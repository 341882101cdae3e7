package org.fputlab.kernel.files;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.kernel.mounts.Closings;
import org.fputlab.kernel.mounts.MountPaths;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Running;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.Closer;
import org.fputlab.model.Effect;
import org.fputlab.model.LockName;
import org.fputlab.model.Path;
import org.fputlab.model.Step;

/**
 * The finaliser, as one task runs it.
 *
 * <p>Emulates {@code __fput} (fs/file_table.c, v6.6) with {@code __dentry_kill} (fs/dcache.c) and
 * {@code evict} (fs/inode.c). {@code file_free} comes last: while {@code mntput} runs {@code
 * cleanup_mnt} here, the file is open and its close is pending. What other areas do first, as
 * epoll, they tell {@link Files}. Of the steps of {@code __fput} it leaves out fsnotify, file
 * locks, IMA and fasync.
 */
public final class ClosePaths {

  private static final LockName FREEING = Inodes.freeing("inode");

  private static final String[] KILLS_DENTRY = {"dput", "__dentry_kill"};
  private static final String[] EVICTS = {"dput", "__dentry_kill", "iput", "evict"};

  /** {@code __fput}: the steps that can sleep, in the kernel's order. */
  static final Path FPUT =
      new Path(
          "__fput",
          List.of(
              step(ClosePaths::release, new Effect.RunsPart(Effect.Part.RELEASE, List.of())),
              step(ClosePaths::dput),
              step(
                  ClosePaths::dIput,
                  new Effect.Sets(FREEING),
                  new Effect.RunsPart(Effect.Part.D_IPUT, List.of(KILLS_DENTRY))),
              step(ClosePaths::evict, new Effect.RunsPart(Effect.Part.EVICT, List.of(EVICTS))),
              step(ClosePaths::mntput, new Effect.Clears(FREEING), new Effect.PutsMount()),
              MountPaths.CLEAN_UP_IF_LAST,
              step(ClosePaths::endOfFput)));

  private final Files files;
  private final Execution execution;
  private final Closings closings;
  private final Closer closer;
  private final ClosePolicy policy;

  ClosePaths(Running task, Files files) {
    this.files = files;
    this.execution = task.execution();
    this.closings = task.the(Closings.class);
    this.closer = execution.closer();
    this.policy = execution.machine().policy();
  }

  private static Step step(Predicate<ClosePaths> what, Effect... effects) {
    return Step.inside(task -> what.test(task.the(ClosePaths.class)), effects);
  }

  /** The file that this task is finalising. */
  private FileClosing current() {
    return (FileClosing) closings.current();
  }

  void lastPut(PutAnswer.LastPut put) {
    closings.begin(begun -> new FileClosing(put, begun));
    closings.publish(put.inode(), put.mount(), false, put.putAt());
    execution.draws().stream().rewind(put.key());
    execution.push(files.fput());
    execution.atomic().mightSleep();
    execution.goOn();
  }

  private boolean release() {
    Path release = current().fileSystem().release();
    if (!release.isEmpty()) {
      execution.push(release);
    }
    return true;
  }

  private boolean dput() {
    FileClosing file = current();
    if (file.dentry != DentryPut.NOT_YET) {
      return true;
    }
    files.vfs().tell(new Vfs.Dput(file.file(), execution.self()));
    return false;
  }

  public void dentryPut(DentryPut answer) {
    current().dentry = answer;
    execution.goOn();
  }

  private boolean dIput() {
    FileClosing file = current();
    Path dIput = file.fileSystem().dIput();
    holdInode(file);
    if (file.dentry == DentryPut.SILLY_REMOVE && !dIput.isEmpty()) {
      execution.push(dIput, KILLS_DENTRY);
    }
    return true;
  }

  /** Whoever opens an inode whose dentry is being killed waits until it is gone. */
  private void holdInode(FileClosing file) {
    if (file.dentry != DentryPut.KEPT && !file.inodeName().isEmpty()) {
      file.freeing = execution.waits().freeing(file.inodeName());
      execution.row().hold(file.freeing, false, execution.now());
    }
  }

  private boolean evict() {
    FileClosing file = current();
    Path evict = file.fileSystem().evict();
    if (file.dentry == DentryPut.KEPT || evict.isEmpty()) {
      return true;
    }
    execution.push(evict, EVICTS);
    return true;
  }

  private boolean mntput() {
    FileClosing file = current();
    if (file.freeing != null) {
      execution.row().drop(file.freeing);
    }
    boolean punted = policy.mntput(closer, file.mount().internal()) == ClosePolicy.Route.DELAYED;
    files.vfs().tell(new Vfs.FileDone(file.file(), closer, punted ? null : execution.self()));
    return punted;
  }

  private boolean endOfFput() {
    FileClosing file = current();
    if (file.isUnfreed()) {
      files.vfs().tell(new Vfs.FileFree(file.file()));
    }
    execution.draws().stream().rewind(file.randomState());
    closings.end();
    return true;
  }
}
