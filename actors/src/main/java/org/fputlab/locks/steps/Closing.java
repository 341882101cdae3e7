package org.fputlab.locks.steps;

import org.fputlab.model.LockName;
import org.jspecify.annotations.Nullable;

/**
 * What is being flushed, finalised or shut down at a place of a walk, for which words in a file
 * system's steps stand.
 *
 * @param mount its mount
 * @param file the file, or null where the mount itself is shut down
 */
record Closing(String mount, @Nullable FileKind file) {

  /** The lock that a step means here. */
  LockName resolve(LockName lock) {
    return switch (lock.instance()) {
      case "inode" ->
          new LockName(lock.word(), file == null ? "a file of " + mount : file.instance());
      case "parent" -> new LockName(lock.word(), mount + "/");
      case "sb" -> new LockName(lock.word(), mount);
      default -> lock;
    };
  }
}
