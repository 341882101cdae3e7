package org.fputlab.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.fputlab.engine.LockClass;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.TaskTable;
import org.jspecify.annotations.Nullable;

/**
 * Lock classes that were taken in orders which together make a circle: it may deadlock, whether or
 * not it did. Goes by {@code check_noncircular()} and {@code check_deadlock()}
 * (kernel/locking/lockdep.c, v6.6).
 *
 * <p>A reader counts as lockdep counts an rwsem's reader, for a writer may queue between two. But a
 * circle of locks that nobody was ever seen to take as a writer is none. Unlike lockdep, which
 * switches itself off after its first report, this reports each circle once.
 */
final class LockOrderCycles {

  /**
   * One circle.
   *
   * @param chain from what {@code closing} takes to what it holds
   */
  private record Circle(List<Dependency> chain, Dependency closing) {}

  private final Map<LockClass, List<Dependency>> after = new LinkedHashMap<>();
  private final Set<Set<LockClass>> reported = new LinkedHashSet<>();
  private final List<Circle> circles = new ArrayList<>();
  private int searched;

  /**
   * One finding for each circle, in the order in which they closed.
   *
   * @param came whether the task that closed a circle waits there for ever
   */
  List<Finding> findings(TaskTable tasks, Predicate<Dependency> came) {
    search(tasks.lockOrder().dependencies());
    LockdepReport report = new LockdepReport(tasks.rows());
    List<Finding> findings = new ArrayList<>();
    for (Circle circle : circles) {
      if (mayBlock(circle)) {
        Dependency closing = circle.closing;
        findings.add(report.finding(circle.chain, closing, came.test(closing)));
      }
    }
    return findings;
  }

  /** Whether lockdep would have reported, and so switched itself off, by then. */
  boolean anyBefore(long now, TaskTable tasks) {
    return findings(tasks, closing -> false).stream().anyMatch(finding -> finding.at() <= now);
  }

  /** Searches those that came since the last time. */
  private void search(List<Dependency> dependencies) {
    for (Dependency closing : dependencies.subList(searched, dependencies.size())) {
      List<Dependency> chain = chain(closing);
      if (chain != null && reported.add(classes(chain, closing))) {
        circles.add(new Circle(chain, closing));
      }
      after.computeIfAbsent(closing.held().lockClass(), none -> new ArrayList<>()).add(closing);
    }
    searched = dependencies.size();
  }

  /** The shortest chain from what {@code closing} takes to what it holds, or null. */
  private @Nullable List<Dependency> chain(Dependency closing) {
    LockClass goal = closing.held().lockClass();
    LockClass start = closing.taken().lockClass();
    if (goal == start) {
      return List.of();
    }
    Map<LockClass, Dependency> cameBy = new LinkedHashMap<>();
    Deque<LockClass> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      LockClass at = open.remove();
      if (at == goal) {
        return way(start, goal, cameBy);
      }
      for (Dependency next : after.getOrDefault(at, List.of())) {
        LockClass to = next.taken().lockClass();
        if (to != start && cameBy.putIfAbsent(to, next) == null) {
          open.add(to);
        }
      }
    }
    return null;
  }

  private static List<Dependency> way(
      LockClass start, LockClass goal, Map<LockClass, Dependency> cameBy) {
    List<Dependency> way = new ArrayList<>();
    LockClass at = goal;
    while (at != start) {
      Dependency last = Objects.requireNonNull(cameBy.get(at));
      way.add(last);
      at = last.held().lockClass();
    }
    Collections.reverse(way);
    return way;
  }

  private static Set<LockClass> classes(List<Dependency> chain, Dependency closing) {
    Set<LockClass> classes = new LinkedHashSet<>();
    classes.add(closing.held().lockClass());
    chain.forEach(one -> classes.add(one.held().lockClass()));
    return classes;
  }

  private static boolean mayBlock(Circle circle) {
    return classes(circle.chain, circle.closing).stream().anyMatch(LockClass::wasWritten);
  }
}
