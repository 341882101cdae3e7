package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fputlab.engine.Hold;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.fputlab.kernel.task.Task;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.jspecify.annotations.Nullable;

/**
 * {@code directed}: steers a schedule into a circle of waits of which the parts were seen. Each
 * task that has what one of them begins with, and would go on to ask for the next, is held back as
 * long as others can go on. The idea is that of Joshi, Park, Sen, Naik: A randomized dynamic
 * program analysis technique for detecting real deadlocks (DeadlockFuzzer), PLDI 2009.
 */
final class Directed extends Explorer {

  private final TaskRows rows;
  private final Optional<Cycle> cycle;
  private final RandomStream random;
  private final List<Integer> free = new ArrayList<>();

  /**
   * @param cycle empty for none, so that nobody is held back
   */
  Directed(long seed, Tables tables, Optional<Cycle> cycle) {
    this.random = RandomStream.named(seed, "directed");
    this.rows = new TaskRows(tables);
    this.cycle = cycle;
  }

  @Override
  public int choose(Choices open) {
    if (open.size() == 1) {
      return 0;
    }
    free.clear();
    for (int i = 0; i < open.size(); i++) {
      if (!isHeldBack(open.option(i), open.message(i))) {
        free.add(i);
      }
    }
    return free.isEmpty() ? random.below(open.size()) : free.get(random.below(free.size()));
  }

  private boolean isHeldBack(Option option, @Nullable Object message) {
    TaskRow row = cycle.isEmpty() ? null : rows.of(option.actor());
    if (row == null) {
      return false;
    }
    Wait wait = row.waitsFor();
    String coming = wait != null && message == Task.Granted.INSTANCE ? wait.resource().name() : "";
    for (Edge edge : cycle.get().edges()) {
      if (edge.evidence() instanceof Seen seen
          && seen.group().equals(row.group())
          && hasAll(row, coming, seen.held())
          && !has(row, coming, edge.to().name())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAll(TaskRow row, String coming, Set<String> wanted) {
    return wanted.stream().allMatch(name -> has(row, coming, name));
  }

  private static boolean has(TaskRow row, String coming, String name) {
    if (name.equals(coming)) {
      return true;
    }
    for (Hold hold : row.holds()) {
      if (hold.resource().name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
