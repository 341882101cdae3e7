package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.locks.Reach;

/**
 * What was ever asked for inside a close that was put off: all that the class of the work item
 * reaches, for lockdep takes a running item for a lock that its worker holds ({@code
 * process_one_work()}, kernel/workqueue.c, v6.6; {@code delayed_fput_work}, fs/file_table.c; {@code
 * delayed_mntput_work}, fs/namespace.c).
 */
public final class UnderAClose {

  /** The work items that finish closes. */
  public static final List<String> CLOSES =
      List.of("(delayed_fput_work).work", "(delayed_mntput_work).work");

  private final KernelLocks locks;
  private final Sleepers sleepers;
  private final List<Node> starts;
  private final Reach reach;
  private final Reach waiting;

  /**
   * What these reach.
   *
   * @param starts the classes under which a close runs
   */
  public UnderAClose(KernelLocks locks, List<Node> starts) {
    this.locks = locks;
    this.sleepers = new Sleepers(locks);
    this.starts = List.copyOf(starts);
    this.reach = Reach.of(locks.graph(), starts);
    this.waiting = Reach.of(withoutSilentReaders(), starts);
  }

  /** Nobody waits behind a reader that waits for nobody: an order over one leads to no deadlock. */
  private LockGraph withoutSilentReaders() {
    LockGraph graph = new LockGraph();
    for (Edge edge : locks.graph().edges()) {
      if (!locks.isSilent(edge.from())) {
        graph.add(edge);
      }
    }
    return graph;
  }

  public KernelLocks locks() {
    return locks;
  }

  /** The classes under which a close runs. */
  public List<Node> starts() {
    return starts;
  }

  /** All that is reached, the starts included, as the kernel counts itself too. */
  public int size() {
    return reach.size();
  }

  /** Whether it was ever asked for inside a close, at first or second hand. */
  public boolean has(Node node) {
    return reach.has(node);
  }

  /** Those of one kind that are reached, the nearest first. */
  public List<Node> reached(Sleepers.Sleep sleep) {
    return reach.nodes().stream()
        .filter(node -> !starts.contains(node) && sleepers.of(node) == sleep)
        .sorted(Comparator.comparingInt(node -> path(node).size()))
        .toList();
  }

  /** Whether it sleeps. */
  public Sleepers.Sleep sleep(Node node) {
    return sleepers.of(node);
  }

  /** Those that are reached only past a reader that waits for nobody. */
  public List<Node> onlyPastReaders() {
    return reach.nodes().stream().filter(node -> !waiting.has(node)).toList();
  }

  /** The shortest way to it, if there is one with no reader between that waits for nobody. */
  public List<Edge> path(Node node) {
    return waiting.has(node) ? waiting.path(node) : reach.path(node);
  }

  /**
   * What somebody closes the circle of who holds {@code held} and closes synchronously: what the
   * close takes first is asked for while {@code held} is held.
   */
  public Cycle ifHeld(Node held) {
    List<Edge> path = path(held);
    Edge first = path.get(0);
    Edge closing = Edge.of(held, first.to(), first.evidence());
    return new Cycle(closing, path.subList(1, path.size()));
  }

  /** The readers on the way to it that wait for nobody. */
  public Set<Node> silentOn(List<Edge> path) {
    Set<Node> silent = new LinkedHashSet<>();
    for (Edge edge : path) {
      if (locks.isSilent(edge.from())) {
        silent.add(edge.from());
      }
    }
    return silent;
  }

  /** What a person asked about one lock. */
  public Holding holding(String name) {
    List<Node> meant = new LockNames(locks.classes()).meantBy(name);
    List<Node> hit = new ArrayList<>(meant);
    hit.removeIf(node -> !has(node));
    hit.sort(Comparator.comparingInt(node -> path(node).size()));
    return new Holding(name, meant, hit);
  }

  /**
   * The answer for who holds a lock and closes in place.
   *
   * @param name as it was asked for
   * @param meant the classes that the name means
   * @param reached those of them that were asked for inside a close, the nearest first
   */
  public record Holding(String name, List<Node> meant, List<Node> reached) {

    /** Whether it may hang. */
    public boolean mayHang() {
      return !reached.isEmpty();
    }
  }
}
