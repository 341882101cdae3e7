package org.fputlab.watch;

import java.util.List;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/**
 * One task at one moment. Times in nanoseconds of the run.
 *
 * @param pid its number
 * @param name as in {@code nfsd-3}
 * @param group the tasks that can stand in for one another, as in {@code nfsd}
 * @param kthread whether it is a kernel thread
 * @param state what it does
 * @param since when that began
 * @param work the work item that it runs, or ""
 * @param stack functions, innermost first
 * @param holds what it holds, the first taken first
 * @param waitsFor what it waits for, or null
 * @param deadlocked whether it is proven that nothing can end its wait
 */
public record TaskState(
    int pid,
    String name,
    String group,
    boolean kthread,
    TaskRow.State state,
    long since,
    String work,
    List<String> stack,
    List<Held> holds,
    @Nullable Awaited waitsFor,
    boolean deadlocked) {

  /**
   * Something that a task holds.
   *
   * @param resource its name, as in {@code mmap_lock(app)}
   * @param kind the kernel's word for it, as in {@code rw-semaphore}
   * @param shared whether others may hold it too
   * @param since when it was taken
   */
  public record Held(String resource, String kind, boolean shared, long since) {}

  /**
   * Something that a task waits for.
   *
   * @param resource its name
   * @param kind the kernel's word for it
   * @param shared whether the task asks for a share of it
   * @param sleep how it sleeps
   * @param since when the wait began
   * @param blockedBy the tasks that keep the wait from ending
   * @param fault the number of the fault at the root of the wait, or 0
   */
  public record Awaited(
      String resource,
      String kind,
      boolean shared,
      Sleep sleep,
      long since,
      List<String> blockedBy,
      int fault) {}
}
