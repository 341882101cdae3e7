package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Wait;

/**
 * Who waits for whom down to one root, as a tree with the root on top. Siblings that wait for the
 * same in the same place, and have nobody behind them, share a line.
 */
final class WaitTree {

  private final WaitForGraph graph;
  private final WaitRoot root;
  private final ToLongFunction<Sighting> age;
  private final Map<Sighting, List<Sighting>> behind = new LinkedHashMap<>();
  private final List<Sighting> first = new ArrayList<>();

  /**
   * @param age how long a task waits
   */
  WaitTree(WaitForGraph graph, WaitRoot root, List<Sighting> tasks, ToLongFunction<Sighting> age) {
    this.graph = graph;
    this.root = root;
    this.age = age;
    tasks.forEach(this::place);
  }

  /** Puts a task under the one it waits for, and that one under its own, down to the root. */
  private void place(Sighting task) {
    List<Sighting> way = WaitRoot.way(task, graph);
    for (int i = 0; i < way.size(); i++) {
      boolean top = i == way.size() - 1 || root.isAt(way.get(i));
      List<Sighting> siblings =
          top ? first : behind.computeIfAbsent(way.get(i + 1), none -> new ArrayList<>());
      if (!siblings.contains(way.get(i))) {
        siblings.add(way.get(i));
      }
      if (top) {
        return;
      }
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(root.phrase());
    print(first, "", lines);
    Sighting one = first.get(0);
    if (!one.stack().isEmpty()) {
      lines.add("stack of " + one.name() + " (pid " + one.row().pid() + ")");
      one.stack().forEach(function -> lines.add("    " + function));
    }
    return lines;
  }

  private void print(List<Sighting> siblings, String indent, List<String> lines) {
    List<List<Sighting>> alike = alike(siblings);
    for (int i = 0; i < alike.size(); i++) {
      boolean last = i == alike.size() - 1;
      List<Sighting> same = alike.get(i);
      lines.add(indent + (last ? "`- " : "|- ") + line(same));
      List<Sighting> children = new ArrayList<>();
      same.forEach(task -> children.addAll(behind.getOrDefault(task, List.of())));
      print(children, indent + (last ? "   " : "|  "), lines);
    }
  }

  private List<List<Sighting>> alike(List<Sighting> siblings) {
    Map<String, List<Sighting>> alike = new LinkedHashMap<>();
    for (Sighting task : siblings) {
      Wait wait = task.waitsFor();
      String awaited = wait == null ? "" : wait.resource().name() + wait.shared();
      awaited = task.isPaused() ? "" : awaited;
      String alone = behind.containsKey(task) ? task.name() : "";
      String shape = task.group() + alone + awaited;
      alike.computeIfAbsent(shape, none -> new ArrayList<>()).add(task);
    }
    return new ArrayList<>(alike.values());
  }

  private String line(List<Sighting> same) {
    String who = TaskNames.compact(same) + (same.size() == 1 ? "" : " (" + same.size() + " tasks)");
    Wait wait = same.get(0).waitsFor();
    if (wait == null) {
      return who + " does not wait";
    }
    long longest = 0;
    for (Sighting task : same) {
      longest = Math.max(longest, age.applyAsLong(task));
    }
    if (same.get(0).isPaused()) {
      return who
          + (same.size() == 1 ? " is paused, for " : " are paused, for up to ")
          + Times.duration(longest);
    }
    return who
        + (same.size() == 1 ? " waits " : " wait up to ")
        + Times.duration(longest)
        + " for "
        + wait.resource()
        + (wait.resource().kind() != Resource.Kind.RWSEM
            ? ""
            : wait.shared() ? " to read" : " to write");
  }
}
