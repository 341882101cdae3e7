package org.fputlab.kernel.files;

import org.fputlab.engine.Resource;
import org.fputlab.kernel.mounts.Closing;
import org.fputlab.kernel.mounts.MountPut;
import org.jspecify.annotations.Nullable;

/** The file that a task is flushing or finalising. */
public final class FileClosing extends Closing {

  private final int file;
  private final int lower;
  private final String inode;
  DentryPut dentry;
  private boolean unfreed;
  @Nullable Resource freeing;

  FileClosing(PutAnswer.LastPut put, Begun begun) {
    super(put.mount(), begun);
    this.file = put.file();
    this.lower = put.lower();
    this.inode = put.inode();
    this.dentry = put.dentry();
  }

  /** A file that is flushed. */
  FileClosing(PutAnswer.Flush flush, Begun begun) {
    super(flush.mount(), begun);
    this.file = flush.file();
    this.lower = OpenFiles.NONE;
    this.inode = flush.inode();
    this.dentry = DentryPut.KEPT;
  }

  public int file() {
    return file;
  }

  /** The open file below that this one holds, or {@link OpenFiles#NONE}. */
  int lower() {
    return lower;
  }

  /** The name of its inode, or "" where it has one of its own. */
  String inodeName() {
    return inode;
  }

  @Override
  protected void mountPut(MountPut answer) {
    unfreed = answer != MountPut.ATTACHED;
  }

  /** Whether the file is still to be freed when its {@code __fput} ends. */
  boolean isUnfreed() {
    return unfreed;
  }

  @Override
  public boolean isClose() {
    return true;
  }

  @Override
  protected String inode() {
    return inode.isEmpty() ? "file " + file : inode;
  }
}
