package org.fputlab.watch;

import java.util.List;
import org.fputlab.engine.Frame;
import org.fputlab.engine.Hold;
import org.fputlab.engine.LockClass;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Evidence;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * What a task of this run did, with both its stacks: the evidence for an edge between two lock
 * classes.
 *
 * @param pid the task's number
 */
record SeenInRun(Dependency dependency, int pid) implements Evidence {

  /** The edge that this is evidence for. */
  Edge edge() {
    return new Edge(
        node(dependency.held().lockClass()),
        dependency.heldShared(),
        node(dependency.taken().lockClass()),
        dependency.takenShared(),
        this);
  }

  /** What of the run an edge was made from. */
  static Dependency of(Edge edge) {
    return ((SeenInRun) edge.evidence()).dependency;
  }

  /** A run has no two classes of one printed name. */
  static Node node(LockClass lockClass) {
    return Node.ofClass(Node.Kind.LOCK, lockClass.name());
  }

  /** What a task holds, as lockdep lists it. */
  static List<Held> held(List<Hold> holds) {
    return holds.stream()
        .map(hold -> new Held(node(hold.resource().lockClass()), function(hold.at())))
        .toList();
  }

  private static String function(@Nullable Frame frame) {
    return frame == null ? "" : frame.function();
  }

  @Override
  public String who() {
    return dependency.task() + "/" + pid;
  }

  @Override
  public List<String> heldAt() {
    return Frame.functions(dependency.heldAt());
  }

  @Override
  public List<String> askedAt() {
    return Frame.functions(dependency.takenAt());
  }

  @Override
  public List<Held> holding() {
    return held(dependency.holding());
  }

  @Override
  public String source() {
    return "";
  }
}
