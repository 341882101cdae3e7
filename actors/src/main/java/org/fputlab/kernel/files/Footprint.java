package org.fputlab.kernel.files;

import java.util.List;
import org.fputlab.engine.Access;
import org.fputlab.engine.Touches;
import org.fputlab.kernel.task.Machine;
import org.fputlab.model.FileTable;
import org.fputlab.model.KernelSpec;

/**
 * What a message to the VFS touches of all that it keeps: the file and the inode that it is about,
 * the mount's count, the list of delayed puts. So it is known of which messages the order matters.
 *
 * <p>A file is called by what its random numbers come from, which is the same in whatever order
 * files are opened. Where this is asked for, so are the numbers of files, and none is used again:
 * its locks are named by it. Counts that nobody looks at are only added to.
 */
final class Footprint {

  /** No run that is explored opens so many files. */
  private static final long OUT_OF_REACH = 1_000_000;

  private final Touches touches;
  private final List<KernelSpec.Mount> mounts;
  private final FileTable files;
  private final Inodes inodes;
  private final int shared;
  private final long fileMax;

  Footprint(Machine machine, FileTable files, Inodes inodes) {
    this.touches = machine.engine().tables().touches();
    this.mounts = machine.mounts();
    this.files = files;
    this.inodes = inodes;
    this.shared = machine.spec().files().size();
    this.fileMax = machine.spec().fileMax();
  }

  /** Whether anybody asks for it. */
  boolean isKept() {
    return touches.areRecorded();
  }

  /** The number for a file of this key, whatever was opened before it. */
  int number(long key) {
    return shared + touches.number(key);
  }

  /** What is kept of this file. */
  void file(int file) {
    if (isKept()) {
      touches.part("file", files.key(file), Access.CHANGES);
    }
  }

  /** How many references it has is asked. */
  void asks(int file) {
    if (isKept()) {
      touches.part("file", files.key(file), Access.LOOKS);
    }
  }

  /** What is kept of this file, and of its inode where others can have it too. */
  void fileAndInode(int file) {
    file(file);
    inode(files.inode(file));
  }

  /** What is kept of this inode, if it is one that others can have too. */
  void inode(int inode) {
    if (inode != FileTable.ANONYMOUS) {
      touches.part("inode", inodes.name(inode), Access.CHANGES);
    }
  }

  /** Whether this mount is attached is asked. */
  void asksWhetherAttached(int mount) {
    touches.part("mount", mounts.get(mount).name(), Access.LOOKS);
  }

  /** A mount is attached or detached, by how many files hold it. */
  void attachment(int mount) {
    touches.part("mount", mounts.get(mount).name(), Access.CHANGES);
    touches.part("files of a mount", mounts.get(mount).name(), Access.CHANGES);
  }

  /** A file holds its mount from now on, or does so no longer. */
  void countOf(int mount) {
    touches.part("files of a mount", mounts.get(mount).name(), Access.ADDS);
  }

  /** A file is there from now on, or no longer. */
  void openFiles() {
    touches.part("nr_files", "", Access.ADDS);
  }

  /** Whether there may be one more file is asked. */
  void asksForRoom() {
    if (fileMax - files.open() < OUT_OF_REACH) {
      touches.part("nr_files", "", Access.LOOKS);
    }
  }

  /** A close is pending from now on, or no longer. */
  void pendingCloses() {
    touches.part("pending closes", "", Access.ADDS);
  }

  /** How many closes are pending is asked. */
  void asksForPendingCloses() {
    touches.part("pending closes", "", Access.LOOKS);
  }

  /** The list of delayed puts. */
  void list() {
    touches.part("list", "", Access.CHANGES);
  }
}
