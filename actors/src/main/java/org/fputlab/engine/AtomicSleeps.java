package org.fputlab.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where tasks of the emulated kernel might have slept though they must not, as they held a spinlock
 * or were in a section that forbids it. The run goes on as if they might. Each place of a task is
 * told once.
 */
public final class AtomicSleeps {

  /** Enough to read. */
  private static final int KEPT = 100;

  /**
   * One of them.
   *
   * @param at when, in nanoseconds of the run
   * @param row who did it
   * @param function in which function
   * @param preemptCount what {@code preempt_count} was
   * @param rcuDepth how many {@code rcu_read_lock} it was in
   * @param holds what it held
   * @param stack its stack then, innermost first
   */
  public record AtomicSleep(
      long at,
      TaskRow row,
      String function,
      int preemptCount,
      int rcuDepth,
      List<Hold> holds,
      List<String> stack) {}

  private final List<AtomicSleep> sleeps = new ArrayList<>();
  private final Set<String> told = new LinkedHashSet<>();

  /** Notes where a task was. */
  public synchronized void note(long at, TaskRow row, int preemptCount, int rcuDepth) {
    List<String> stack = Frame.functions(row.frame());
    String function = stack.isEmpty() ? "its caller" : stack.get(0);
    if (sleeps.size() < KEPT && told.add(row.name() + " " + function)) {
      sleeps.add(new AtomicSleep(at, row, function, preemptCount, rcuDepth, row.holds(), stack));
    }
  }

  /** In the order in which they came. */
  public synchronized List<AtomicSleep> all() {
    return List.copyOf(sleeps);
  }

  synchronized void clear() {
    sleeps.clear();
    told.clear();
  }
}
