package org.fputlab.locks.steps;

import org.fputlab.model.LockName;
import org.jspecify.annotations.Nullable;

/**
 * What is being flushed, finalised or shut down at a place of a walk, for which words in a file
 * system's steps stand.
 *
 * @param mount its mount
 * @param superblock by whose name that one's superblock goes
 * @param file the file, or null where the mount itself is shut down
 */
record Closing(String mount, String superblock, @Nullable FileKind file) {

  /** The lock that a step means here. */
  LockName resolve(LockName lock) {
    return switch (lock.instance()) {
      case "inode" ->
          new LockName(lock.word(), file == null ? "a file of " + mount : file.instance());
      case "parent" -> new LockName(lock.word(), superblock + "/");
      case "sb" -> new LockName(lock.word(), superblock);
      default -> lock;
    };
  }
}
