package org.fputlab.kernel.files;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Resource;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.FileSystem;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The file that a task is flushing or finalising, or the mount, and the one it was finalising when
 * this began.
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

  /** Whether the file is still to be freed when its {@code __fput} ends. */
  private boolean unfreed;

  private List<OpenFiles.Variable> variables = List.of();

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

  /** A file that is flushed, by a closer that began to wait at {@code startedAt}. */
  Closing(PutAnswer.Flush flush, @Nullable Closing outer, long startedAt) {
    this.file = flush.file();
    this.lower = OpenFiles.NONE;
    this.inode = flush.inode();
    this.mount = flush.mount();
    this.dentry = Task.DentryPut.KEPT;
    this.outer = outer;
    this.randomState = 0;
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

  /** What {@code inode}, {@code parent} or {@code sb} is called elsewhere. */
  String instance(String word) {
    return switch (word) {
      case "inode" -> inode.isEmpty() ? "file " + file : inode;
      case "parent" -> mount.name() + "/";
      default -> mount.name();
    };
  }

  /** What the put of its mount came to. */
  public void mountPut(Task.MountPut answer) {
    unfreed = file != OpenFiles.NONE && answer != Task.MountPut.ATTACHED;
  }

  boolean isUnfreed() {
    return unfreed;
  }

  /** The files that the steps of this close have opened, by the names that they know them by. */
  List<OpenFiles.Variable> variables() {
    return variables;
  }

  /** Closes without an open of their own, which are nearly all, need no list. */
  void add(OpenFiles.Variable variable) {
    if (variables.isEmpty()) {
      variables = new ArrayList<>();
    }
    variables.removeIf(old -> old.name().equals(variable.name()));
    variables.add(variable);
  }
}
