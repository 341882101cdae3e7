package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Tables;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/** Takes one {@link Snapshot} after another of a running machine. */
public final class Snapshots {

  private static final double NANOS_IN_SECOND = 1e9;
  private static final int BLOCKERS_NAMED = 8;

  private record Counts(long in, long out) {}

  private final Tables tables;
  private final Supervisors supervisors;
  private Map<String, Counts> before = new LinkedHashMap<>();
  private Map<String, double[]> rates = new LinkedHashMap<>();
  private long lastAt;

  public Snapshots(Tables tables, Supervisors supervisors) {
    this.tables = tables;
    this.supervisors = supervisors;
  }

  /** What can be seen now. */
  public Snapshot take(long now) {
    WaitForGraph graph = new WaitForGraph(Sighting.all(tables.tasks().rows()), tables.agenda());
    List<TaskState> tasks = tasks(graph, tables.afflictions().all());
    Map<String, String> awaited = new LinkedHashMap<>();
    for (TaskState state : tasks) {
      if (state.waitsFor() != null) {
        awaited.put(state.name(), state.waitsFor().resource());
      }
    }
    List<Finding> findings = supervisors.findings(now);
    return new Snapshot(
        now, mailboxes(awaited, now), tasks, findings, supervisors.verdict(findings, now));
  }

  /** Every task of a graph. */
  static List<TaskState> tasks(WaitForGraph graph, List<Affliction> faults) {
    WaitRoots roots = new WaitRoots(graph, faults);
    return graph.tasks().stream().map(task -> state(task, graph, roots)).toList();
  }

  private static TaskState state(Sighting task, WaitForGraph graph, WaitRoots roots) {
    String work = task.row().work();
    return new TaskState(
        task.row().pid(),
        task.name(),
        task.group(),
        task.row().isKthread(),
        task.state(),
        task.row().since(),
        work == null ? "" : work,
        task.stack(),
        task.holds().stream().map(Snapshots::held).toList(),
        awaited(task, graph, roots),
        task.waitsFor() != null && !graph.isLive(task));
  }

  private static TaskState.Held held(org.fputlab.engine.Hold hold) {
    return new TaskState.Held(
        hold.resource().name(), hold.resource().kind().word(), hold.shared(), hold.since());
  }

  private static TaskState.@Nullable Awaited awaited(
      Sighting task, WaitForGraph graph, WaitRoots roots) {
    Wait wait = task.waitsFor();
    if (wait == null) {
      return null;
    }
    Affliction fault = roots.of(task).fault();
    return new TaskState.Awaited(
        wait.resource().name(),
        wait.resource().kind().word(),
        wait.shared(),
        wait.sleep(),
        wait.since(),
        blockers(task, graph),
        fault == null ? 0 : fault.id());
  }

  private static List<String> blockers(Sighting task, WaitForGraph graph) {
    List<Sighting> holding = graph.holding(task);
    if (holding.isEmpty()) {
      Sighting next = WaitRoot.next(task, graph);
      return next == null ? List.of() : List.of(next.name());
    }
    return holding.stream().limit(BLOCKERS_NAMED).map(Sighting::name).toList();
  }

  private List<MailboxState> mailboxes(Map<String, String> awaited, long now) {
    List<GatedQueue> queues = tables.mailboxes().all();
    if (now > lastAt) {
      measure(queues, (now - lastAt) / NANOS_IN_SECOND);
      lastAt = now;
    }
    List<MailboxState> states = new ArrayList<>();
    for (GatedQueue queue : queues) {
      double[] perSecond = rates.getOrDefault(queue.owner(), new double[2]);
      long oldest = queue.oldestAt();
      states.add(
          new MailboxState(
              queue.owner(),
              queue.depth(),
              oldest < 0 ? -1 : Math.max(0, now - oldest),
              queue.in(),
              queue.out(),
              perSecond[0],
              perSecond[1],
              queue.isOpen(),
              awaited.getOrDefault(queue.owner(), "")));
    }
    return states;
  }

  private void measure(List<GatedQueue> queues, double seconds) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    Map<String, double[]> fresh = new LinkedHashMap<>();
    for (GatedQueue queue : queues) {
      Counts last = before.getOrDefault(queue.owner(), new Counts(0, 0));
      Counts present = new Counts(queue.in(), queue.out());
      counts.put(queue.owner(), present);
      fresh.put(
          queue.owner(),
          new double[] {
            (present.in - last.in) / seconds, (present.out - last.out) / seconds,
          });
    }
    before = counts;
    rates = fresh;
  }

  /**
   * The tree of waits that a task is part of, its root on top, line by line; empty where there is
   * no such task or it does not wait.
   */
  public List<String> waitTree(String name, long now) {
    WaitForGraph graph = new WaitForGraph(Sighting.all(tables.tasks().rows()), tables.agenda());
    for (Sighting task : graph.blocked()) {
      if (task.name().equals(name)) {
        return tree(task, graph, tables.afflictions().all(), now);
      }
    }
    return List.of();
  }

  /** The tree of waits that a task who waits is part of. */
  private static List<String> tree(
      Sighting task, WaitForGraph graph, List<Affliction> faults, long now) {
    WaitRoots roots = new WaitRoots(graph, faults);
    WaitRoot root = roots.of(task);
    return tree(root, sharing(graph, roots).getOrDefault(root.label(), List.of()), graph, now)
        .lines();
  }

  private static WaitTree tree(WaitRoot root, List<Sighting> tasks, WaitForGraph graph, long now) {
    return new WaitTree(graph, root, tasks, one -> now - one.blockedOn().since());
  }

  /** Who shares a root, by its name. */
  private static Map<String, List<Sighting>> sharing(WaitForGraph graph, WaitRoots roots) {
    Map<String, List<Sighting>> sharing = new LinkedHashMap<>();
    for (Sighting task : graph.blocked()) {
      sharing.computeIfAbsent(roots.of(task).label(), none -> new ArrayList<>()).add(task);
    }
    return sharing;
  }

  /** The trees in which somebody waits who is told of, that of the longest wait first. */
  static List<Course.Tree> trees(
      WaitForGraph graph, List<Affliction> faults, long now, int atMost) {
    WaitRoots roots = new WaitRoots(graph, faults);
    Map<String, List<Sighting>> sharing = sharing(graph, roots);
    Map<String, WaitRoot> told = new LinkedHashMap<>();
    graph.blocked().stream()
        .filter(LaneRecorder::isTold)
        .sorted(Comparator.comparingLong(task -> task.blockedOn().since()))
        .map(roots::of)
        .forEach(root -> told.putIfAbsent(root.label(), root));
    return told.values().stream()
        .limit(atMost)
        .map(root -> tree(root, sharing.getOrDefault(root.label(), List.of()), graph, now))
        .map(WaitTree::kept)
        .toList();
  }
}
