package org.fputlab.locks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for circles, edge by edge as they come: {@code check_noncircular()} and {@code
 * check_deadlock()} (kernel/locking/lockdep.c, v6.6). Unlike lockdep, which switches itself off
 * after its first report, it goes on, and tells each circle, a set of nodes, once.
 */
public final class CycleSearch {

  private final LockGraph graph = new LockGraph();
  private final Set<Set<Node>> told = new LinkedHashSet<>();
  private final List<Cycle> cycles = new ArrayList<>();

  /**
   * Every edge that is part of any circle is part of one of these: for each, in the graph's order,
   * the shortest through it, unless another has the same nodes.
   */
  public static List<Cycle> all(LockGraph graph) {
    CycleSearch search = new CycleSearch();
    for (Edge edge : graph.edges()) {
      search.tell(shortest(graph, edge));
    }
    return search.cycles();
  }

  /** Adds an edge, and searches the shortest circle that it closes. */
  public void add(Edge edge) {
    tell(shortest(graph, edge));
    graph.add(edge);
  }

  private static @Nullable Cycle shortest(LockGraph graph, Edge closing) {
    List<Edge> chain = Reach.path(graph, closing.to(), closing.from());
    return chain == null ? null : new Cycle(closing, chain);
  }

  private void tell(@Nullable Cycle cycle) {
    if (cycle != null && told.add(cycle.nodes())) {
      cycles.add(cycle);
    }
  }

  /** The circles so far, in the order in which they closed. */
  public List<Cycle> cycles() {
    return Collections.unmodifiableList(cycles);
  }
}
