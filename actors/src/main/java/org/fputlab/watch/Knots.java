package org.fputlab.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.TaskRow;

/**
 * The tasks that wait for ever, sorted into knots: those who wait for one another, or for a task
 * that was killed, or for something nobody is left to do; and behind each knot those who merely
 * wait for it. Strongly connected components by Tarjan's algorithm.
 */
final class Knots {

  /**
   * One knot.
   *
   * @param members who is tied into it
   * @param behind who waits for it without being tied in
   * @param graph where all of them were seen
   */
  record Knot(List<Sighting> members, List<Sighting> behind, WaitForGraph graph) {

    /** The root of it was killed and wakes nobody. */
    boolean isKilled() {
      return members.get(0).state() == TaskRow.State.KILLED;
    }

    /** Everyone whose standing still makes it a knot. */
    Set<Sighting> proof() {
      Set<Sighting> proof = new LinkedHashSet<>(members);
      Deque<Sighting> open = new ArrayDeque<>(members);
      while (!open.isEmpty()) {
        for (Sighting blocker : graph.stuckBlockers(open.remove())) {
          if (proof.add(blocker)) {
            open.add(blocker);
          }
        }
      }
      return proof;
    }
  }

  private final WaitForGraph graph;
  private final int[] number;
  private final int[] lowest;
  private int counter;
  private final Deque<Sighting> path = new ArrayDeque<>();
  private final Set<Sighting> onPath = new LinkedHashSet<>();
  private final List<List<Sighting>> roots = new ArrayList<>();
  private final Map<Sighting, List<Sighting>> rootOf = new LinkedHashMap<>();

  private Knots(WaitForGraph graph) {
    this.graph = graph;
    this.number = new int[graph.tasks().size()];
    this.lowest = new int[graph.tasks().size()];
  }

  /** The knots of a graph, in the order in which their first members began to wait. */
  static List<Knot> of(WaitForGraph graph) {
    Knots knots = new Knots(graph);
    List<Sighting> stuck = graph.stuck();
    for (Sighting task : stuck) {
      if (knots.number[task.index()] == 0) {
        knots.visit(task);
      }
    }
    return knots.withThoseBehind(stuck);
  }

  private void visit(Sighting task) {
    number[task.index()] = ++counter;
    lowest[task.index()] = counter;
    path.push(task);
    onPath.add(task);
    List<Sighting> next = graph.stuckBlockers(task);
    for (Sighting blocker : next) {
      if (number[blocker.index()] == 0) {
        visit(blocker);
        lower(task, lowest[blocker.index()]);
      } else if (onPath.contains(blocker)) {
        lower(task, number[blocker.index()]);
      }
    }
    if (lowest[task.index()] == number[task.index()]) {
      close(task, next);
    }
  }

  private void lower(Sighting task, int to) {
    lowest[task.index()] = Math.min(lowest[task.index()], to);
  }

  /** Takes the component of {@code task} off the path, and decides whether it is a knot. */
  private void close(Sighting task, List<Sighting> next) {
    List<Sighting> component = new ArrayList<>();
    Sighting last;
    do {
      last = path.pop();
      onPath.remove(last);
      component.add(last);
    } while (last.index() != task.index());
    if (component.size() == 1 && !next.isEmpty() && !next.contains(task)) {
      rootOf.put(task, rootOf.getOrDefault(next.get(0), List.of()));
      return;
    }
    component.sort(Comparator.comparingInt(Sighting::index));
    roots.add(component);
    component.forEach(member -> rootOf.put(member, component));
  }

  private List<Knot> withThoseBehind(List<Sighting> stuck) {
    Map<List<Sighting>, List<Sighting>> behind = new LinkedHashMap<>();
    roots.forEach(root -> behind.put(root, new ArrayList<>()));
    for (Sighting task : stuck) {
      List<Sighting> root = rootOf.getOrDefault(task, List.of());
      if (!root.contains(task)) {
        behind.getOrDefault(root, new ArrayList<>()).add(task);
      }
    }
    List<Knot> knots = new ArrayList<>();
    behind.forEach((root, tail) -> knots.add(new Knot(root, byTable(tail), graph)));
    return knots;
  }

  private static List<Sighting> byTable(List<Sighting> tasks) {
    return tasks.stream().sorted(Comparator.comparingInt(Sighting::index)).toList();
  }
}
