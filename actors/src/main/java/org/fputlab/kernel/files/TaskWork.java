package org.fputlab.kernel.files;

import java.util.ArrayDeque;
import java.util.Deque;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The puts that wait until one task returns to user mode.
 *
 * <p>Mirrors the list of {@code task_work_add} and how {@code task_work_run} takes it
 * (kernel/task_work.c, v6.6): all that is there, newest first; then what came meanwhile.
 */
public final class TaskWork {

  /**
   * The put of a file, or where {@code file} is {@link OpenFiles#NONE} of a mount.
   *
   * @param isClose whether a close led to it, and not an unmount
   */
  public record Put(int file, KernelSpec.Mount mount, boolean isClose) {}

  private final Deque<Put> added = new ArrayDeque<>();
  private final Deque<Put> taken = new ArrayDeque<>();

  public void add(Put put) {
    added.addFirst(put);
  }

  boolean isEmpty() {
    return added.isEmpty() && taken.isEmpty();
  }

  /** The next to run, or null at the end. */
  @Nullable Put next() {
    if (taken.isEmpty()) {
      taken.addAll(added);
      added.clear();
    }
    return taken.pollFirst();
  }
}
