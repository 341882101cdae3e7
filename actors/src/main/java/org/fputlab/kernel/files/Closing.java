package org.fputlab.kernel.files;

import org.fputlab.engine.Resource;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The file, or the mount, that a task is finalising, and the one it was finalising when this began.
 */
public final class Closing {

  public final int file;

  /** The open file below that this one holds, or -1. */
  final int lower;

  final String inode;
  public final KernelSpec.Mount mount;
  final @Nullable Closing outer;
  final long randomState;
  final long startedAt;
  Task.DentryPut dentry;
  @Nullable Resource freeing;

  /** A file, for a closer that began to wait at {@code startedAt}, or -1 where nobody waits. */
  Closing(PutAnswer.LastPut put, @Nullable Closing outer, long randomState, long startedAt) {
    this.file = put.file();
    this.lower = put.lower();
    this.inode = put.inode();
    this.mount = put.mount();
    this.dentry = put.dentry();
    this.outer = outer;
    this.randomState = randomState;
    this.startedAt = startedAt;
  }

  /** A mount, likewise. */
  Closing(KernelSpec.Mount mount, @Nullable Closing outer, long randomState, long startedAt) {
    this.file = -1;
    this.lower = -1;
    this.inode = "";
    this.mount = mount;
    this.dentry = Task.DentryPut.KEPT;
    this.outer = outer;
    this.randomState = randomState;
    this.startedAt = startedAt;
  }

  FileSystem fileSystem() {
    return mount.fileSystem();
  }
}
