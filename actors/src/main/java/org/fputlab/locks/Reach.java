package org.fputlab.locks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that may be asked for, at first or second hand, while any of the starts is held, each by a
 * shortest path: breadth first, as {@code __bfs_forwards()} goes (kernel/locking/lockdep.c, v6.6).
 *
 * <p>Left out, for nobody but the kernel has it of each link: lockdep does not go on from a
 * recursive reader to one that only readers wait behind.
 */
public final class Reach {

  private final Set<Node> starts;
  private final Map<Node, Edge> cameBy = new LinkedHashMap<>();

  private Reach(Collection<Node> starts) {
    this.starts = new LinkedHashSet<>(starts);
  }

  /** Whatever {@code starts} reach, themselves included. */
  public static Reach of(LockGraph graph, Collection<Node> starts) {
    return upTo(graph, starts, null);
  }

  /** The shortest path between the two, of no edge where both are the same; null if none. */
  static @Nullable List<Edge> path(LockGraph graph, Node start, Node goal) {
    Reach reach = upTo(graph, List.of(start), goal);
    return reach.has(goal) ? reach.path(goal) : null;
  }

  private static Reach upTo(LockGraph graph, Collection<Node> starts, @Nullable Node goal) {
    Reach reach = new Reach(starts);
    Deque<Node> open = new ArrayDeque<>(reach.starts);
    while (!open.isEmpty() && (goal == null || !reach.has(goal))) {
      for (Edge next : graph.after(open.remove())) {
        if (!reach.has(next.to())) {
          reach.cameBy.put(next.to(), next);
          open.add(next.to());
        }
      }
    }
    return reach;
  }

  /** Whether it is reached. */
  public boolean has(Node node) {
    return starts.contains(node) || cameBy.containsKey(node);
  }

  /** How many are reached, the starts included. */
  public int size() {
    return starts.size() + cameBy.size();
  }

  /** Those that are reached, the nearest first; the starts, which come first, included. */
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>(starts);
    nodes.addAll(cameBy.keySet());
    return nodes;
  }

  /** A shortest path from a start; empty for a start, and for one that is not reached. */
  public List<Edge> path(Node node) {
    List<Edge> path = new ArrayList<>();
    Edge last = cameBy.get(node);
    while (last != null) {
      path.add(last);
      last = cameBy.get(last.from());
    }
    Collections.reverse(path);
    return path;
  }
}
