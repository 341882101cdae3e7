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
import org.jspecify.annotations.Nullable;

/**
 * {@code directed}: steers a schedule into a circle of waits of which the parts were seen. Each
 * task that has what one of them begins with, and would go on to ask for the next, is held back as
 * long as others can go on; of those it is the first in a random order who does, so that the rest
 * do not use up the runs that they have meanwhile. The idea is that of Joshi, Park, Sen, Naik: A
 * randomized dynamic program analysis technique for detecting real deadlocks (DeadlockFuzzer), PLDI
 * 2009.
 */
final class Directed extends Explorer {

  /** One turn of so many is anybody's, lest somebody who spins keeps all others waiting. */
  private static final int AT_RANDOM = 16;

  private final TaskRows rows;
  private final Optional<Circle> circle;
  private final RandomStream random;
  private final Priorities priorities;
  private final boolean othersFirst;
  private final List<Integer> free = new ArrayList<>();

  /**
   * @param circle empty for none, so that nobody is held back
   */
  Directed(long seed, Tables tables, Optional<Circle> circle) {
    this.random = RandomStream.named(seed, "directed");
    this.priorities = new Priorities(random);
    this.othersFirst = random.below(2) == 0;
    this.rows = new TaskRows(tables);
    this.circle = circle;
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
    if (free.isEmpty()) {
      return random.below(open.size());
    }
    return circle.isEmpty() || random.below(AT_RANDOM) == 0
        ? free.get(random.below(free.size()))
        : first(open);
  }

  private int first(Choices open) {
    int best = free.get(0);
    for (int place : free) {
      if (priority(open.option(place)) > priority(open.option(best))) {
        best = place;
      }
    }
    return best;
  }

  /** Every other schedule prepares the ground: whoever is none of the circle goes first. */
  private long priority(Option option) {
    long own = priorities.of(option);
    return othersFirst && isOfTheCircle(option) ? own - Long.MAX_VALUE : own;
  }

  private boolean isOfTheCircle(Option option) {
    TaskRow row = rows.of(option.actor());
    return row != null
        && circle.stream()
            .flatMap(of -> of.parts().stream())
            .anyMatch(part -> part.group().equals(row.group()));
  }

  private boolean isHeldBack(Option option, @Nullable Object message) {
    TaskRow row = circle.isEmpty() ? null : rows.of(option.actor());
    if (row == null) {
      return false;
    }
    Wait wait = row.waitsFor();
    String coming = wait != null && message == Task.Granted.INSTANCE ? wait.resource().name() : "";
    for (Circle.Part part : circle.get().parts()) {
      if (part.group().equals(row.group())
          && hasAll(row, coming, part.held())
          && !has(row, coming, part.asked())) {
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
