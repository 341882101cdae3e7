package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Moments;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;

/** One knot in words: who holds what, who waits for what, since when, with stacks. */
final class DeadlockReport {

  private final Knots.Knot knot;
  private final WaitForGraph graph;
  private final Set<Resource> awaited = new LinkedHashSet<>();
  private final List<Sighting> members;

  DeadlockReport(Knots.Knot knot) {
    this.knot = knot;
    this.graph = knot.graph();
    graph.blocked().forEach(task -> awaited.add(task.blockedOn().resource()));
    this.members = knot.inOrder();
  }

  Finding finding(long at) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("tasks", members.size());
    figures.put("tasksBehind", knot.behind().size());
    figures.put("rootKilled", knot.isKilled());
    figures.put("circle", circle());
    return new Finding(
        Finding.Kind.DEADLOCK,
        members.get(0).name(),
        headline(),
        youngest(),
        at,
        details(),
        figures,
        Verdict.DEADLOCK);
  }

  /** Each task and what it waits for, in turn: what a task waits for the next one has. */
  private List<String> circle() {
    List<String> circle = new ArrayList<>();
    for (Sighting member : members) {
      if (member.waitsFor() != null) {
        circle.add(member.name());
        circle.add(String.valueOf(member.blockedOn().resource()));
      }
    }
    return circle;
  }

  private long youngest() {
    long youngest = 0;
    for (Sighting task : knot.isKilled() ? knot.behind() : members) {
      youngest = Math.max(youngest, task.blockedOn().since());
    }
    return youngest;
  }

  private String headline() {
    String behind = knot.behind().isEmpty() || knot.isKilled() ? "" : "; " + behind();
    return what() + behind;
  }

  private String what() {
    Sighting first = members.get(0);
    if (knot.isKilled()) {
      return TaskNames.crowd(knot.behind())
          + (knot.behind().size() == 1 ? " waits" : " wait")
          + " forever behind "
          + first.name()
          + ", which was killed holding "
          + names(holds(first));
    }
    Wait wait = first.blockedOn();
    if (members.size() == 1 && graph.holding(first).contains(first)) {
      return first.name() + " waits forever for " + wait.resource() + ", which it holds itself";
    }
    if (members.size() == 1 && graph.stuckBlockers(first).isEmpty()) {
      return first.name() + " waits forever for " + wait.resource() + ": " + nobodyLeft(wait);
    }
    if (members.size() == 1) {
      return first.name() + " waits forever for " + wait.resource() + ", which only it could end";
    }
    if (members.size() == 2) {
      return first.name() + " and " + members.get(1).name() + " wait for each other forever";
    }
    String pool = poolOfAll();
    if (!pool.isEmpty()) {
      return "all "
          + members.size()
          + " "
          + pool
          + " "
          + TaskNames.word(first, members.size())
          + " wait forever for "
          + wait.resource().word()
          + ", which only one of them could serve";
    }
    return members.size() + " tasks wait for one another forever: " + TaskNames.compact(members);
  }

  /** The group, where the members are all of it and each waits for any of it. */
  private String poolOfAll() {
    String group = members.get(0).group();
    boolean all = members.size() == graph.group(group).size();
    for (Sighting member : members) {
      all &= group.equals(member.blockedOn().group()) && graph.holding(member).isEmpty();
    }
    return all ? group : "";
  }

  private String behind() {
    int behind = knot.behind().size();
    return (behind == 1 ? "1 more task waits" : behind + " more tasks wait")
        + (members.size() == 1 ? " behind it" : " behind them");
  }

  private List<String> details() {
    List<String> lines = new ArrayList<>();
    for (List<Sighting> alike : alike(members)) {
      describe(alike, lines);
    }
    if (knot.isKilled()) {
      alike(knot.behind()).forEach(alike -> describe(alike, lines));
    } else if (!knot.behind().isEmpty()) {
      lines.add("and " + behind() + ": " + TaskNames.compact(knot.behind()));
    }
    return lines;
  }

  /** Tasks that hold and wait for the same at the same place are told of once. */
  private List<List<Sighting>> alike(List<Sighting> tasks) {
    Map<String, List<Sighting>> alike = new LinkedHashMap<>();
    for (Sighting task : tasks) {
      Wait wait = task.waitsFor();
      String awaited = wait == null ? "" : kindOfWait(wait) + graph.holding(task);
      String shape = task.group() + awaited + names(holds(task)) + task.stack();
      alike.computeIfAbsent(shape, none -> new ArrayList<>()).add(task);
    }
    return new ArrayList<>(alike.values());
  }

  private static String kindOfWait(Wait wait) {
    boolean oneOfMany = wait.group() != null;
    String what = oneOfMany ? wait.resource().word() : wait.resource().name();
    return what + wait.shared() + wait.group();
  }

  private void describe(List<Sighting> alike, List<String> lines) {
    Sighting one = alike.get(0);
    String who =
        alike.size() == 1
            ? one.name() + " (pid " + one.row().pid() + ")"
            : TaskNames.compact(alike) + " (" + alike.size() + " tasks)";
    String killed =
        one.state() == TaskRow.State.KILLED
            ? " was killed at " + Moments.moment(one.row().since())
            : "";
    String item = one.row().work();
    lines.add(who + killed + (item == null ? "" : ", workqueue: " + item));
    for (Hold hold : holds(one)) {
      lines.add("  holds     " + held(hold));
    }
    if (one.waitsFor() != null) {
      lines.add("  waits for " + awaited(one, one.waitsFor()));
    }
    for (String function : one.stack()) {
      lines.add("    " + function);
    }
  }

  /** What a task holds, as far as it tells something. */
  private List<Hold> holds(Sighting task) {
    return task.holds().stream().filter(this::matters).toList();
  }

  /** Every thread is its own until it ends; that is worth a line only if somebody waits for it. */
  private boolean matters(Hold hold) {
    return hold.resource().kind() != Resource.Kind.THREAD || awaited.contains(hold.resource());
  }

  private static String held(Hold hold) {
    return hold.resource()
        + mode(hold.resource(), hold.shared())
        + ", since "
        + Moments.moment(hold.since());
  }

  private String awaited(Sighting task, Wait wait) {
    return wait.resource()
        + mode(wait.resource(), wait.shared())
        + ", since "
        + Moments.moment(wait.since())
        + ", "
        + because(task, wait)
        + end(wait);
  }

  /** Nobody here sends signals; on a real machine somebody may. */
  private static String end(Wait wait) {
    return switch (wait.sleep()) {
      case UNINTERRUPTIBLE, IDLE, SPINNING -> "";
      case KILLABLE -> "; ends if a fatal signal comes";
      case INTERRUPTIBLE -> "; ends if a signal comes";
    };
  }

  private static String mode(Resource resource, boolean shared) {
    if (resource.kind() != Resource.Kind.RWSEM) {
      return "";
    }
    return shared ? " to read" : " to write";
  }

  private String because(Sighting task, Wait wait) {
    List<Sighting> holding = graph.holding(task);
    List<Sighting> before = graph.before(task);
    if (!graph.frozenBy(task).isEmpty()) {
      return "frozen by " + graph.frozenBy(task) + ", and who might thaw it waits";
    }
    if (holding.contains(task)) {
      return "which it holds itself";
    } else if (!holding.isEmpty()) {
      return "held by " + TaskNames.compact(holding);
    } else if (!before.isEmpty() && wait.resource().kind() == Resource.Kind.WORK) {
      return "queued behind what " + TaskNames.compact(before) + before(before);
    } else if (!before.isEmpty()) {
      return "behind " + TaskNames.compact(before) + ", who asked before";
    }
    return nobodyLeft(wait);
  }

  private static String before(List<Sighting> workers) {
    return workers.size() == 1 ? " runs" : " run";
  }

  private String nobodyLeft(Wait wait) {
    List<Sighting> servers = graph.servers(wait);
    String group = wait.group();
    if (group == null || graph.group(group).isEmpty()) {
      return servers.isEmpty()
          ? "nobody is left to do it"
          : "only " + TaskNames.compact(servers) + " could do it";
    }
    int size = graph.group(group).size();
    String all = size == 1 ? "the only one waits" : "all " + size + " wait";
    return "no " + group + " " + TaskNames.word(servers.get(0), 1) + " is left to serve it: " + all;
  }

  private String names(List<Hold> holds) {
    List<String> names = new ArrayList<>();
    holds.forEach(hold -> names.add(hold.resource().name()));
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }
}
