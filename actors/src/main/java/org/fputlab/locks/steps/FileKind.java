package org.fputlab.locks.steps;

/**
 * Open files that nobody can tell apart by the steps alone.
 *
 * @param mount the mount that they are of
 * @param inode the inode's name, or "" for those that have one of their own each
 */
record FileKind(String mount, String inode) {

  /** What {@code inode} stands for where one of them is closed. */
  String instance() {
    return inode.isEmpty() ? "a file of " + mount : inode;
  }
}
