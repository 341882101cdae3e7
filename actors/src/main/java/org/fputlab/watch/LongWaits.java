package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Sleep;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that slept longer than the limit, by what they waited for in the end. A wait that ended
 * before the run did counts as long as it was last seen, so a duration may be short by one sample.
 *
 * <p>Idle sleeps do not count, and neither do tasks in a deadlock: nothing ends those.
 */
final class LongWaits {

  /** The worst that was seen of one root. */
  private static final class Worst {
    final WaitRoot root;
    @Nullable Affliction fault;
    long since = Long.MAX_VALUE;
    long foundAt;
    long longest;
    long treeAt;
    List<Sighting> tasks = List.of();
    List<Sighting> latest = List.of();
    WaitForGraph graph;

    Worst(WaitRoot root, WaitForGraph graph, long now) {
      this.root = root;
      this.graph = graph;
      this.fault = root.fault();
      this.foundAt = now;
    }
  }

  private final long limit;
  private final Map<String, Worst> worst = new LinkedHashMap<>();

  LongWaits(long limit) {
    this.limit = limit;
  }

  /** Takes in a new state of the machine. */
  void look(WaitForGraph graph, List<Affliction> faults, long now) {
    worst.values().forEach(one -> one.latest = List.of());
    Map<String, List<Sighting>> byRoot = new LinkedHashMap<>();
    Map<String, WaitRoot> roots = new LinkedHashMap<>();
    WaitRoots ways = new WaitRoots(graph, faults);
    for (Sighting task : graph.blocked()) {
      if (isLong(task, now) && graph.isLive(task)) {
        WaitRoot root = ways.of(task);
        roots.putIfAbsent(root.label(), root);
        byRoot.computeIfAbsent(root.label(), none -> new ArrayList<>()).add(task);
      }
    }
    byRoot.forEach(
        (label, tasks) -> {
          WaitRoot root = roots.getOrDefault(label, WaitRoot.NONE);
          take(
              worst.computeIfAbsent(label, none -> new Worst(root, graph, now)),
              root,
              tasks,
              graph);
        });
    age(now);
  }

  private boolean isLong(Sighting task, long now) {
    return task.blockedOn().sleep() != Sleep.IDLE && now - task.blockedOn().since() > limit;
  }

  private static void take(Worst one, WaitRoot root, List<Sighting> tasks, WaitForGraph graph) {
    one.latest = tasks;
    if (one.fault == null) {
      one.fault = root.fault();
    }
    if (tasks.size() >= one.tasks.size()) {
      one.tasks = tasks;
      one.graph = graph;
    }
  }

  /** Lets the waits of the last look grow older. */
  void age(long now) {
    for (Worst one : worst.values()) {
      if (one.latest.equals(one.tasks)) {
        one.treeAt = now;
      }
      for (Sighting task : one.latest) {
        one.since = Math.min(one.since, task.blockedOn().since());
        one.longest = Math.max(one.longest, now - task.blockedOn().since());
      }
    }
  }

  /** One finding for each root. */
  List<Finding> findings() {
    return worst.values().stream().map(LongWaits::finding).toList();
  }

  private static Finding finding(Worst one) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tasks", one.tasks.size());
    figures.put("longestNanos", one.longest);
    Affliction fault = one.fault;
    if (fault != null) {
      figures.put("fault", fault.id());
    }
    WaitRoot root = one.root.blamed(fault);
    return new Finding(
        Finding.Kind.LONG_WAIT,
        root.label(),
        headline(one, root),
        one.since,
        one.foundAt,
        new WaitTree(one.graph, root, one.tasks, one.treeAt).lines(),
        figures,
        Verdict.WAITS);
  }

  private static String headline(Worst one, WaitRoot root) {
    boolean single = one.tasks.size() == 1;
    return TaskNames.crowd(one.tasks)
        + (single ? " waits for " : " wait for ")
        + root.phrase()
        + (single ? ", " : ", the longest ")
        + Times.duration(one.longest);
  }
}
