package org.fputlab.scenario;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a list of steps stands, and so what its words may mean.
 *
 * @param mount where {@code open} opens unless it says so; "" if it must say so
 * @param placeholders instances that stand for the file being closed; none outside a file system
 * @param isUserTask whether there is a user mode to return to
 * @param given the file that it is handed, with one reference, or ""
 */
record Scope(String mount, Set<String> placeholders, boolean isUserTask, String given) {

  static final Scope USER_TASK = new Scope("", Set.of(), true, "");
  static final Scope KERNEL_TASK = new Scope("", Set.of(), false, "");

  /** A path of a file system that closes one file. */
  static final Scope CLOSE = new Scope("", ordered("inode", "parent", "sb"), false, "");

  /** {@code ->kill_sb}, where no file is left. */
  static final Scope KILL_SB = new Scope("", ordered("sb"), false, "");

  /** A path that nobody calls yet. */
  static final Scope ANY = new Scope("any", CLOSE.placeholders(), true, "");

  /** What a service thread does for a call to this export. */
  static Scope service(String mount) {
    return new Scope(mount, Set.of(), false, "");
  }

  /** What a work item does, with the file that it is handed or "". */
  static Scope work(String file) {
    return new Scope("", Set.of(), false, file);
  }

  boolean isFileSystem() {
    return !placeholders.isEmpty();
  }

  private static Set<String> ordered(String... names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
  }
}
