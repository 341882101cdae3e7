package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.fputlab.engine.LockClass;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.TaskTable;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.CycleSearch;
import org.fputlab.locks.Node;

/**
 * Lock classes that were taken in orders which together make a circle: it may deadlock, whether or
 * not it did.
 *
 * <p>A reader counts as lockdep counts an rwsem's reader, for a writer may queue between two. But a
 * circle of locks that nobody was ever seen to take as a writer is none.
 */
final class LockOrderCycles {

  private final CycleSearch search = new CycleSearch();
  private final Map<Node, LockClass> classes = new LinkedHashMap<>();
  private int searched;

  /**
   * One finding for each circle, in the order in which they closed.
   *
   * @param came whether the task that closed a circle waits there forever
   */
  List<Finding> findings(TaskTable tasks, Predicate<Dependency> came) {
    List<Cycle> cycles = cycles(tasks);
    LockdepReport report = new LockdepReport(classes);
    List<Finding> findings = new ArrayList<>();
    for (Cycle cycle : cycles) {
      findings.add(report.finding(cycle, came.test(SeenInRun.of(cycle.closing()))));
    }
    return findings;
  }

  /** The circles themselves. */
  List<Cycle> cycles(TaskTable tasks) {
    search(tasks);
    return search.cycles().stream().filter(this::mayBlock).toList();
  }

  /** Whether lockdep would have reported, and so switched itself off, by then. */
  boolean anyBefore(long now, TaskTable tasks) {
    return findings(tasks, closing -> false).stream().anyMatch(finding -> finding.at() <= now);
  }

  /** Searches those that came since the last time. */
  private void search(TaskTable tasks) {
    List<Dependency> dependencies = tasks.lockOrder().dependencies();
    if (searched == dependencies.size()) {
      return;
    }
    Map<String, Integer> pids = new LinkedHashMap<>();
    for (TaskRow row : tasks.rows()) {
      pids.put(row.name(), row.pid());
    }
    for (Dependency one : dependencies.subList(searched, dependencies.size())) {
      LockdepReport.enter(one.holding(), classes);
      enter(one.held());
      enter(one.taken());
      search.add(new SeenInRun(one, pids.getOrDefault(one.task(), 0)).edge());
    }
    searched = dependencies.size();
  }

  private void enter(Resource lock) {
    classes.put(SeenInRun.node(lock.lockClass()), lock.lockClass());
  }

  private boolean mayBlock(Cycle cycle) {
    return cycle.nodes().stream()
        .map(node -> Objects.requireNonNull(classes.get(node)))
        .anyMatch(LockClass::wasWritten);
  }
}
