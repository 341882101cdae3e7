package org.fputlab.locks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was asked for while what was held. Everything in it keeps the order in which it came; of two
 * edges between the same nodes in the same modes the first stays, as lockdep keeps the first trace
 * ({@code check_prev_add}, kernel/locking/lockdep.c, v6.6).
 */
public final class LockGraph {

  private final Map<Node, List<Edge>> after = new LinkedHashMap<>();
  private final Map<Edge.Ends, Edge> edges = new LinkedHashMap<>();

  /** A graph of these edges. */
  public static LockGraph of(Iterable<Edge> edges) {
    LockGraph graph = new LockGraph();
    edges.forEach(graph::add);
    return graph;
  }

  /** Adds a node, which may stay alone; nothing where it is there. */
  public void add(Node node) {
    after.computeIfAbsent(node, first -> new ArrayList<>());
  }

  /** Adds an edge and its nodes; returns whether there was none like it. */
  public boolean add(Edge edge) {
    add(edge.from());
    add(edge.to());
    if (edges.putIfAbsent(edge.ends(), edge) != null) {
      return false;
    }
    after.getOrDefault(edge.from(), List.of()).add(edge);
    return true;
  }

  /** All nodes. */
  public Collection<Node> nodes() {
    return Collections.unmodifiableSet(after.keySet());
  }

  /** All edges. */
  public Collection<Edge> edges() {
    return Collections.unmodifiableCollection(edges.values());
  }

  /** What is asked for while {@code node} is held. */
  public List<Edge> after(Node node) {
    return Collections.unmodifiableList(after.getOrDefault(node, List.of()));
  }

  /** The same with every instance taken for its class. */
  public LockGraph byClass() {
    LockGraph classes = new LockGraph();
    nodes().forEach(node -> classes.add(node.ofItsClass()));
    edges().forEach(edge -> classes.add(edge.ofItsClasses()));
    return classes;
  }
}
