package org.fputlab.model;

import java.util.Set;

/**
 * A lock as a step names it: {@code mmap_lock(app)}, {@code nfsd_mutex}.
 *
 * @param word the lock class
 * @param instance which one, or "" where the machine has only one. {@code inode}, {@code parent}
 *     and {@code sb} in a file system's paths stand for the inode being closed, its directory and
 *     its superblock
 */
public record LockName(String word, String instance) {

  /** What an instance may say to mean the file being closed. */
  public static final Set<String> PLACEHOLDERS = Set.of("inode", "parent", "sb");

  @Override
  public String toString() {
    return instance.isEmpty() ? word : word + "(" + instance + ")";
  }
}
