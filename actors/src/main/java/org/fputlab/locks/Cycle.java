package org.fputlab.locks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A circle of edges: if each is held by somebody who asks for the next, nobody goes on.
 *
 * @param closing the edge that closed it
 * @param chain from what {@code closing} asks for to what it holds, in lockdep's words the existing
 *     dependency chain; empty where that is one and the same
 */
public record Cycle(Edge closing, List<Edge> chain) {

  public Cycle {
    chain = List.copyOf(chain);
  }

  /** Its nodes, what the closing edge holds first. */
  public Set<Node> nodes() {
    Set<Node> nodes = new LinkedHashSet<>();
    edges().forEach(edge -> nodes.add(edge.from()));
    return nodes;
  }

  /** Its edges, the closing one first. */
  public List<Edge> edges() {
    List<Edge> edges = new ArrayList<>(List.of(closing));
    edges.addAll(chain);
    return Collections.unmodifiableList(edges);
  }

  /** Whether it is one thing asked for while it is held. */
  public boolean isRecursion() {
    return chain.isEmpty();
  }

  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    edges().forEach(edge -> names.add(edge.from().name()));
    names.add(closing.from().name());
    return String.join(" -> ", names);
  }
}
