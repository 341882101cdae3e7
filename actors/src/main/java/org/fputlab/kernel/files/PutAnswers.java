package org.fputlab.kernel.files;

import org.fputlab.model.FileTable;
import org.fputlab.model.KernelSpec;

/** What a task is told of a file that it is to flush or to finalise. */
final class PutAnswers {

  private final FileTable files;
  private final Inodes inodes;
  private final AttachedMounts mounts;
  private final Footprint footprint;
  private final FileLifetimes lifetimes;

  PutAnswers(
      FileTable files,
      Inodes inodes,
      AttachedMounts mounts,
      Footprint footprint,
      FileLifetimes lifetimes) {
    this.files = files;
    this.inodes = inodes;
    this.mounts = mounts;
    this.footprint = footprint;
    this.lifetimes = lifetimes;
  }

  /** It calls {@code ->flush}. */
  PutAnswer.Flush flush(int file) {
    footprint.file(file);
    return new PutAnswer.Flush(file, inode(file), mount(file));
  }

  /** It finalises the file before it returns to user mode. */
  PutAnswer.PutLater later(int file) {
    return new PutAnswer.PutLater(file, inode(file), mount(file));
  }

  /** It finalises the file now; where nothing comes before the put of the dentry, that is done. */
  PutAnswer.LastPut last(int file) {
    footprint.fileAndInode(file);
    KernelSpec.Mount mount = mount(file);
    boolean atOnce = mount.fileSystem().release().isEmpty() && !mounts.haveEventpolls();
    return new PutAnswer.LastPut(
        file,
        lifetimes.takeLower(file),
        files.key(file),
        inode(file),
        mount,
        files.putAt(file),
        atOnce ? inodes.dput(file, files, mount.fileSystem()) : DentryPut.NOT_YET);
  }

  /** It puts the file's dentry. */
  DentryPut dput(int file) {
    footprint.fileAndInode(file);
    return inodes.dput(file, files, mount(file).fileSystem());
  }

  private KernelSpec.Mount mount(int file) {
    return mounts.get(files.mount(file));
  }

  private String inode(int file) {
    return inodes.name(files.inode(file));
  }
}
