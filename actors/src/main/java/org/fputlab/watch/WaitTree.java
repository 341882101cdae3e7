package org.fputlab.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Wait;

/**
 * Who waits for whom down to one root, as a tree with the root on top. Siblings that wait for the
 * same in the same place, and have nobody behind them, share a line.
 */
final class WaitTree {

  /** As far to the right as anybody reads. */
  private static final int LEVELS_SHOWN = 40;

  private final WaitForGraph graph;
  private final WaitRoot root;
  private final List<Sighting> tasks;
  private final ToLongFunction<Sighting> age;
  private final Function<Sighting, String> remark;
  private final Map<Sighting, Set<Sighting>> behind = new LinkedHashMap<>();
  private final Set<Sighting> first = new LinkedHashSet<>();

  /** Who stands where every further way through it will put it. */
  private final Set<Sighting> settled = new LinkedHashSet<>();

  /**
   * @param age how long a task waits
   */
  WaitTree(WaitForGraph graph, WaitRoot root, List<Sighting> tasks, ToLongFunction<Sighting> age) {
    this(graph, root, tasks, age, task -> "");
  }

  /**
   * The same with something to say at each wait.
   *
   * @param age how long a task waits, or less than nothing where that is not known
   * @param remark the end of a task's line; only those with the same share one
   */
  WaitTree(
      WaitForGraph graph,
      WaitRoot root,
      List<Sighting> tasks,
      ToLongFunction<Sighting> age,
      Function<Sighting, String> remark) {
    this.graph = graph;
    this.root = root;
    this.tasks = tasks;
    this.age = age;
    this.remark = remark;
    tasks.forEach(this::place);
  }

  /** Puts a task under the one it waits for, and that one under its own, down to the root. */
  private void place(Sighting task) {
    Set<Sighting> passed = new LinkedHashSet<>();
    Sighting at = task;
    while (at != null && !settled.contains(at) && passed.add(at)) {
      Sighting next = root.isAt(at) ? null : WaitRoot.next(at, graph);
      boolean top = next == null || passed.contains(next);
      (top ? first : behind.computeIfAbsent(next, none -> new LinkedHashSet<>())).add(at);
      at = next;
    }
    if (at == null || settled.contains(at)) {
      settled.addAll(passed);
    }
  }

  /** The tree, and below it the stack of whoever stands first in it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(waits());
    Sighting one = first();
    if (!one.stack().isEmpty()) {
      lines.add("stack of " + one.name() + " (pid " + one.row().pid() + ")");
      one.stack().forEach(function -> lines.add("    " + function));
    }
    return lines;
  }

  /** The tree alone. */
  List<String> waits() {
    List<String> lines = new ArrayList<>();
    lines.add(root.phrase());
    lines.addAll(branches());
    return lines;
  }

  /** The first of those who wait for the root itself. */
  Sighting first() {
    return first.iterator().next();
  }

  /** What a picture keeps of it. */
  Course.Tree kept() {
    List<String> all = tasks.stream().map(Sighting::name).toList();
    return new Course.Tree(first().name(), all, waits());
  }

  /** Those who wait, without the root that stands above them. */
  List<String> branches() {
    List<String> lines = new ArrayList<>();
    print(first, 0, "", lines);
    return lines;
  }

  private void print(Set<Sighting> siblings, int depth, String indent, List<String> lines) {
    if (depth == LEVELS_SHOWN) {
      int more = withAllBehind(siblings);
      lines.add(indent + "`- " + (more == 1 ? "1 more task" : more + " more tasks"));
      return;
    }
    List<List<Sighting>> alike = alike(siblings);
    for (int i = 0; i < alike.size(); i++) {
      boolean last = i == alike.size() - 1;
      List<Sighting> same = alike.get(i);
      lines.add(indent + (last ? "`- " : "|- ") + line(same));
      Set<Sighting> children = new LinkedHashSet<>();
      same.forEach(task -> children.addAll(behind.getOrDefault(task, Set.of())));
      if (!children.isEmpty()) {
        print(children, depth + 1, indent + (last ? "   " : "|  "), lines);
      }
    }
  }

  private int withAllBehind(Set<Sighting> some) {
    Set<Sighting> all = new LinkedHashSet<>(some);
    Deque<Sighting> open = new ArrayDeque<>(some);
    while (!open.isEmpty()) {
      for (Sighting task : behind.getOrDefault(open.remove(), Set.of())) {
        if (all.add(task)) {
          open.add(task);
        }
      }
    }
    return all.size();
  }

  private List<List<Sighting>> alike(Set<Sighting> siblings) {
    Map<String, List<Sighting>> alike = new LinkedHashMap<>();
    for (Sighting task : siblings) {
      Wait wait = task.waitsFor();
      String awaited = wait == null ? "" : wait.resource().name() + wait.shared();
      awaited = task.isPaused() ? "" : awaited;
      String alone = behind.containsKey(task) ? task.name() : "";
      String shape = task.group() + alone + awaited + remark.apply(task);
      alike.computeIfAbsent(shape, none -> new ArrayList<>()).add(task);
    }
    return new ArrayList<>(alike.values());
  }

  private String line(List<Sighting> same) {
    String who = TaskNames.compact(same) + aside(same);
    Wait wait = same.get(0).waitsFor();
    if (wait == null) {
      String told = remark.apply(same.get(0));
      return who + (told.isEmpty() ? " does not wait" : told);
    }
    long longest = age.applyAsLong(same.get(0));
    for (Sighting task : same) {
      longest = Math.max(longest, age.applyAsLong(task));
    }
    if (wait.resource().kind() == Resource.Kind.TIMER && !same.get(0).isPaused()) {
      return who + (same.size() == 1 ? " sleeps" : " sleep") + holding(same) + closing(same);
    }
    if (same.get(0).isPaused()) {
      return who
          + (same.size() == 1 ? " is paused, for " : " are paused, for up to ")
          + Figures.plainDuration(longest);
    }
    return who
        + (same.size() == 1 ? " waits " : " wait ")
        + (longest <= 0
            ? ""
            : (same.size() == 1 ? "" : "up to ") + Figures.plainDuration(longest) + " ")
        + "for "
        + wait.resource()
        + (wait.resource().kind() != Resource.Kind.RWSEM
            ? ""
            : wait.shared() ? " to read" : " to write")
        + frozen(same.get(0))
        + until(wait, same)
        + closing(same)
        + remark.apply(same.get(0));
  }

  private static String until(Wait wait, List<Sighting> same) {
    return same.size() == 1 && wait.isBounded()
        ? ", which a timer ends after " + Figures.plainDuration(wait.until() - wait.since())
        : "";
  }

  private String frozen(Sighting task) {
    String freezer = graph.frozenBy(task);
    return freezer.isEmpty() ? "" : ", frozen by " + freezer;
  }

  /** How many they are, or what work item the one runs. */
  private static String aside(List<Sighting> same) {
    if (same.size() > 1) {
      return " (" + same.size() + " tasks)";
    }
    String work = same.get(0).work();
    return work == null ? "" : " (" + work + ")";
  }

  /** The locks with which one of these sleeps. */
  private static String holding(List<Sighting> same) {
    List<String> locks = new ArrayList<>();
    for (Hold hold : same.get(0).holds()) {
      if (hold.resource().kind().isLock()) {
        locks.add(hold.resource().name());
      }
    }
    return locks.isEmpty() ? "" : ", holding " + String.join(", ", locks);
  }

  private static String closing(List<Sighting> same) {
    Finalised file = same.get(0).finalising();
    return same.size() > 1 || file == null ? "" : ", closing " + file.text();
  }
}
