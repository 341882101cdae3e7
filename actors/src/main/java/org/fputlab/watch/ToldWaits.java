package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.fputlab.engine.TaskRow;

/**
 * Who waits for whom on a machine that somebody told of, as a log of a real one does: the same
 * reduction, knots and trees as those of a machine that is watched, of one moment. Who queued for a
 * lock before whom is not told.
 */
public final class ToldWaits {

  /**
   * All who wait for one root in the end.
   *
   * @param label the root: a lock, a server, a task
   * @param is what that is or does, or ""
   * @param waiting who is behind it, the longest waiting first
   * @param inCircle whether the way down to the root ends in a circle
   * @param branches their tree, without the root on top
   */
  public record Tree(
      String label, String is, List<TaskRow> waiting, boolean inCircle, List<String> branches) {}

  /**
   * Tasks that wait for one another.
   *
   * @param members each waits for the next, and the last for the first, where they form one circle
   * @param behind who waits for them without being tied in
   */
  public record Circle(List<TaskRow> members, List<TaskRow> behind) {}

  private final WaitForGraph graph;
  private final ToLongFunction<TaskRow> age;
  private final Function<TaskRow, String> remark;

  /**
   * Looks at the tasks.
   *
   * @param age how long a task waits in nanoseconds, or less than nothing where that is not known
   * @param remark what to say at the end of a task's line
   */
  public ToldWaits(
      List<TaskRow> rows, ToLongFunction<TaskRow> age, Function<TaskRow, String> remark) {
    this.graph = WaitForGraph.withoutQueues(Sighting.all(rows));
    this.age = age;
    this.remark = remark;
  }

  /** Those who wait for one another, the longest waiting first. */
  public List<Circle> circles() {
    List<Circle> circles = new ArrayList<>();
    for (Knots.Knot knot : Knots.of(graph)) {
      circles.add(new Circle(rows(knot.inOrder()), rows(knot.behind())));
    }
    return circles;
  }

  /** The trees, the one with the most waiting first. */
  public List<Tree> trees() {
    WaitRoots roots = new WaitRoots(graph, List.of());
    Map<WaitRoot, List<Sighting>> crowds = new LinkedHashMap<>();
    for (Sighting task : graph.blocked()) {
      crowds.computeIfAbsent(roots.of(task), none -> new ArrayList<>()).add(task);
    }
    Set<Sighting> circling = new LinkedHashSet<>();
    Knots.of(graph).forEach(knot -> circling.addAll(knot.members()));
    List<Tree> trees = new ArrayList<>();
    crowds.forEach((root, tasks) -> trees.add(tree(root, tasks, circling)));
    trees.sort(Comparator.comparingInt((Tree tree) -> tree.waiting().size()).reversed());
    return trees;
  }

  private Tree tree(WaitRoot root, List<Sighting> tasks, Set<Sighting> circling) {
    WaitTree tree =
        new WaitTree(
            graph,
            root,
            tasks,
            task -> age.applyAsLong(task.row()),
            task -> remark.apply(task.row()));
    boolean inCircle = tasks.stream().anyMatch(circling::contains);
    return new Tree(root.label(), root.is(), rows(tasks), inCircle, tree.branches());
  }

  private static List<TaskRow> rows(List<Sighting> tasks) {
    return tasks.stream().map(Sighting::row).toList();
  }
}
