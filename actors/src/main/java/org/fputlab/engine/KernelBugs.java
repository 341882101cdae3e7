package org.fputlab.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the emulated kernel used what it had freed: a mistake of the scenario's steps, which a real
 * kernel would be broken by. The run goes on as if the step had not been there.
 */
public final class KernelBugs {

  /** Enough to read; each is told once a task. */
  private static final int KEPT = 100;

  /**
   * One of them.
   *
   * @param at when, in nanoseconds of the run
   * @param task who did it
   * @param function the kernel function in which it was noticed
   * @param what what was done to what, as in {@code drops a reference to f}
   * @param stack the task's stack then, innermost first
   */
  public record Bug(long at, String task, String function, String what, List<String> stack) {}

  private final TaskTable tasks;
  private final List<Bug> bugs = new ArrayList<>();
  private final Set<String> told = new LinkedHashSet<>();

  KernelBugs(TaskTable tasks) {
    this.tasks = tasks;
  }

  /** Notes what a task did. */
  public synchronized void note(long at, String task, String function, String what) {
    if (bugs.size() < KEPT && told.add(task + " " + function + " " + what)) {
      bugs.add(new Bug(at, task, function, what, stack(task)));
    }
  }

  private List<String> stack(String task) {
    for (TaskRow row : tasks.rows()) {
      if (row.name().equals(task)) {
        return Frame.functions(row.frame());
      }
    }
    return List.of();
  }

  /** In the order in which they came. */
  public synchronized List<Bug> all() {
    return List.copyOf(bugs);
  }

  synchronized void clear() {
    bugs.clear();
    told.clear();
  }
}
