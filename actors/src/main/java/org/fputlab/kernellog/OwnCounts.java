package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.locks.Reach;

/**
 * How many classes each class of a dump reaches by the links that were read, beside the kernel's.
 */
final class OwnCounts {

  private final ProcDump dump;
  private final LockGraph graph = new LockGraph();
  private final Map<Node, ProcClass> counted = new LinkedHashMap<>();
  private final Map<Node, Integer> ours = new LinkedHashMap<>();

  /**
   * Counts.
   *
   * @param all whose chains count where they are of the same boot
   */
  OwnCounts(ProcDump dump, List<ProcDump> all) {
    this.dump = dump;
    for (ProcClass one : dump.classes().values()) {
      graph.add(node(one.lock()));
      if (one.isCounted()) {
        counted.put(node(one.lock()), one);
      }
    }
    dump.links().forEach(this::enter);
    all.forEach(one -> one.chains().links(one.file()).forEach(this::enterOfThisBoot));
    counted.keySet().forEach(node -> ours.put(node, reach(graph, node)));
  }

  private void enter(ProcLink link) {
    graph.add(Edge.of(node(link.from()), node(link.to()), link.at()));
  }

  /** Chains stand in a file of their own: those of this boot have its addresses. */
  private void enterOfThisBoot(ProcLink link) {
    if (dump.classes().containsKey(link.from()) && dump.classes().containsKey(link.to())) {
      enter(link);
    }
  }

  /** Within one file name and address make a class. */
  private static Node node(ProcLock lock) {
    return new Node(Node.Kind.LOCK, lock.name(), lock.address());
  }

  private static int reach(LockGraph graph, Node node) {
    return Reach.of(graph, List.of(node)).size();
  }

  /** How many classes the kernel counts for. */
  int counted() {
    return counted.size();
  }

  /** By how many it reaches more than the kernel says; 0 where it does not say. */
  private int difference(Node node) {
    ProcClass one = counted.get(node);
    return one == null ? 0 : (int) (ours.getOrDefault(node, 0) - one.forward());
  }

  /** Whether what the class reaches by its links is as much as the kernel says. */
  boolean addsUp(ProcLock lock) {
    return counted.containsKey(node(lock)) && difference(node(lock)) == 0;
  }

  /** Those whose difference is such. */
  List<Node> where(IntPredicate difference) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : counted.keySet()) {
      if (difference.test(difference(node))) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /** Whether all right behind it agree, so that what is missing is its own. */
  boolean isBeginning(Node node) {
    return graph.after(node).stream().allMatch(edge -> difference(edge.to()) >= 0);
  }

  /** Whether it reaches no more than the kernel says where one stops at silent readers. */
  boolean isMoreByReadersAlone(Node node) {
    LockGraph stopped = new LockGraph();
    stopped.add(node);
    for (Edge edge : graph.edges()) {
      ProcClass from = counted.get(edge.from());
      if (edge.from().equals(node) || from == null || !KernelLocks.isSilent(from)) {
        stopped.add(edge);
      }
    }
    return reach(stopped, node) - reach(graph, node) + difference(node) <= 0;
  }
}
