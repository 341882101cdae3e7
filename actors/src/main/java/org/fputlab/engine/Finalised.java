package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/**
 * A file that a task is finalising, or a mount that it shuts down, and the one around which that
 * happens.
 *
 * @param file the file's inode by name, or "" where it has none or it is a mount
 * @param mount the mount it is on, or which it is
 * @param isMount whether it is the mount itself
 * @param putAt when its last reference went, in nanoseconds of the run
 * @param since when the task began with it
 * @param outer what the task was finalising when this began, or null
 */
public record Finalised(
    String file, String mount, boolean isMount, long putAt, long since, @Nullable Finalised outer) {

  /** As part of a sentence: {@code a file of data}. */
  public String text() {
    if (isMount) {
      return "the mount " + mount;
    }
    return (file.isEmpty() ? "a file" : "the file " + file) + " of " + mount;
  }

  /** The outermost: what the task took from a list, or what it was asked to put. */
  public Finalised outermost() {
    Finalised at = this;
    for (Finalised next = outer; next != null; next = next.outer) {
      at = next;
    }
    return at;
  }
}
