package org.fputlab.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  private final List<Dependency> dependencies;
  private final LockdepReport report;
  private final Map<LockClass, List<Dependency>> after = new LinkedHashMap<>();

  private final Predicate<Dependency> came;

  private LockOrderCycles(TaskTable tasks, Predicate<Dependency> came) {
    this.came = came;
    this.dependencies = tasks.lockOrder().dependencies();
    this.report = new LockdepReport(tasks.rows());
  }

  /**
   * One finding for each circle, in the order in which they closed.
   *
   * @param came whether the task that closed a circle waits there for ever
   */
  static List<Finding> findings(TaskTable tasks, Predicate<Dependency> came) {
    return new LockOrderCycles(tasks, came).search();
  }

  /** Whether lockdep would have reported, and so switched itself off, by then. */
  static boolean anyBefore(long now, TaskTable tasks) {
    return findings(tasks, closing -> false).stream().anyMatch(finding -> finding.at() <= now);
  }

  private List<Finding> search() {
    List<Finding> findings = new ArrayList<>();
    Set<Set<LockClass>> reported = new LinkedHashSet<>();
    for (Dependency closing : dependencies) {
      List<Dependency> chain = chain(closing);
      if (chain != null && reported.add(classes(chain, closing)) && mayBlock(chain, closing)) {
        findings.add(report.finding(chain, closing, came.test(closing)));
      }
      after.computeIfAbsent(closing.held().lockClass(), none -> new ArrayList<>()).add(closing);
    }
    return findings;
  }

  /** The shortest chain from what {@code closing} takes to what it holds, or null. */
  private @Nullable List<Dependency> chain(Dependency closing) {
    LockClass goal = closing.held().lockClass();
    LockClass start = closing.taken().lockClass();
    if (goal == start) {
      return List.of();
    }
    Map<LockClass, List<Dependency>> ways = new LinkedHashMap<>();
    ways.put(start, List.of());
    Deque<LockClass> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      LockClass at = open.remove();
      List<Dependency> way = ways.getOrDefault(at, List.of());
      if (at == goal) {
        return way;
      }
      for (Dependency next : after.getOrDefault(at, List.of())) {
        LockClass to = next.taken().lockClass();
        if (!ways.containsKey(to)) {
          List<Dependency> longer = new ArrayList<>(way);
          longer.add(next);
          ways.put(to, longer);
          open.add(to);
        }
      }
    }
    return null;
  }

  private static Set<LockClass> classes(List<Dependency> chain, Dependency closing) {
    Set<LockClass> classes = new LinkedHashSet<>();
    classes.add(closing.held().lockClass());
    chain.forEach(one -> classes.add(one.held().lockClass()));
    return classes;
  }

  private boolean mayBlock(List<Dependency> chain, Dependency closing) {
    return classes(chain, closing).stream().anyMatch(LockClass::wasWritten);
  }
}
