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
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait forever, sorted into knots: those who wait for one another, or for a task
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

    /** It is one task that merely waits for work that nobody has, and nobody waits for it. */
    boolean isIdle() {
      Sighting first = members.get(0);
      return members.size() == 1
          && behind.isEmpty()
          && first.waitsForWork()
          && graph.stuckBlockers(first).isEmpty();
    }

    /** The members, from the one that waits longest along what each waits for; then the others. */
    List<Sighting> inOrder() {
      Set<Sighting> tied = new LinkedHashSet<>(members);
      Set<Sighting> ordered = new LinkedHashSet<>();
      for (Sighting start : graph.blocked()) {
        Sighting at = start;
        while (at != null && tied.contains(at) && ordered.add(at)) {
          at = next(at, tied, ordered);
        }
      }
      ordered.addAll(members);
      return List.copyOf(ordered);
    }

    private @Nullable Sighting next(Sighting task, Set<Sighting> tied, Set<Sighting> passed) {
      for (Sighting blocker : graph.stuckBlockers(task)) {
        if (tied.contains(blocker) && !passed.contains(blocker)) {
          return blocker;
        }
      }
      return null;
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

  private static final class Root {
    final List<Sighting> members;
    final List<Sighting> behind = new ArrayList<>();

    Root(List<Sighting> members) {
      this.members = members;
    }
  }

  private final WaitForGraph graph;
  private final int[] number;
  private final int[] lowest;
  private int counter;
  private final Deque<Sighting> path = new ArrayDeque<>();
  private final Set<Sighting> onPath = new LinkedHashSet<>();
  private final List<Root> roots = new ArrayList<>();
  private final Map<Sighting, Root> rootOf = new LinkedHashMap<>();

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
    return knots.knots();
  }

  /** A task on the way of the search, and which of its blockers come next. */
  private static final class Visit {
    final Sighting task;
    final List<Sighting> next;
    int place;

    Visit(Sighting task, List<Sighting> next) {
      this.task = task;
      this.next = next;
    }
  }

  /** Not by recursion: a chain of waits may be longer than any Java stack is deep. */
  private void visit(Sighting start) {
    Deque<Visit> open = new ArrayDeque<>();
    open.push(begin(start));
    while (!open.isEmpty()) {
      Visit top = open.element();
      if (top.place < top.next.size()) {
        Sighting blocker = top.next.get(top.place++);
        if (number[blocker.index()] == 0) {
          open.push(begin(blocker));
        } else if (onPath.contains(blocker)) {
          lower(top.task, number[blocker.index()]);
        }
      } else {
        open.remove();
        end(top, open.peek());
      }
    }
  }

  private Visit begin(Sighting task) {
    number[task.index()] = ++counter;
    lowest[task.index()] = counter;
    path.push(task);
    onPath.add(task);
    return new Visit(task, graph.stuckBlockers(task));
  }

  private void end(Visit done, @Nullable Visit caller) {
    int index = done.task.index();
    if (lowest[index] == number[index]) {
      close(done.task, done.next);
    }
    if (caller != null) {
      lower(caller.task, lowest[index]);
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
      Root further = rootOf.get(next.get(0));
      if (further != null) {
        rootOf.put(task, further);
        further.behind.add(task);
      }
      return;
    }
    component.sort(Comparator.comparingInt(Sighting::index));
    Root root = new Root(component);
    roots.add(root);
    component.forEach(member -> rootOf.put(member, root));
  }

  private List<Knot> knots() {
    List<Knot> knots = new ArrayList<>();
    roots.forEach(root -> knots.add(new Knot(root.members, byTable(root.behind), graph)));
    return knots;
  }

  private static List<Sighting> byTable(List<Sighting> tasks) {
    return tasks.stream().sorted(Comparator.comparingInt(Sighting::index)).toList();
  }
}
