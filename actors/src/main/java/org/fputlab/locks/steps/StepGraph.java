package org.fputlab.locks.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.locks.Calls;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Evidence;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.model.Sleeping;

/**
 * All that the programs of a machine can ask for while they hold, or others wait for, something:
 * what a walk of every list of steps has collected.
 */
final class StepGraph {

  /** A program asks for something, here. */
  record Ask(Program by, Node node, boolean shared, Sleeping how, Frames at, boolean holdsNothing) {

    /** Whether it is a daemon that waits for work: nobody misses it where none comes. */
    boolean waitsForWork() {
      boolean forWork = how == Sleeping.INTERRUPTIBLE || how == Sleeping.IDLE;
      return holdsNothing && forWork && by.isTask();
    }
  }

  private final LockGraph all = new LockGraph();
  private final Set<List<Object>> added = new LinkedHashSet<>();
  private final Map<Program, Map<Node, Ask>> asks = new LinkedHashMap<>();
  private final Map<Program, Set<Node>> bounded = new LinkedHashMap<>();
  private final Set<Node> takenAlone = new LinkedHashSet<>();
  private final Set<Node> killed = new LinkedHashSet<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private boolean atomic;

  /** The program asks for {@code node} with all this held. */
  void ask(Ask ask, List<Holding.Held> held) {
    asks.computeIfAbsent(ask.by(), first -> new LinkedHashMap<>())
        .merge(ask.node(), ask, (first, next) -> first.waitsForWork() ? next : first);
    takes(ask.node(), ask.shared());
    for (Holding.Held one : held) {
      if (added.add(List.of(one.node(), one.shared(), ask.node(), ask.shared()))) {
        all.add(
            new Edge(one.node(), one.shared(), ask.node(), ask.shared(), calls(one, ask, held)));
      }
    }
  }

  /** It is taken at all: readers of a lock that only they take never wait. */
  void takes(Node node, boolean shared) {
    if (!shared) {
      takenAlone.add(node);
    }
  }

  private static Evidence calls(Holding.Held one, Ask ask, List<Holding.Held> held) {
    return new Calls(
        ask.by().who(),
        one.at().innermostFirst(),
        ask.at().innermostFirst(),
        held.stream()
            .filter(each -> ask.by().whyOf(each.node()).isEmpty())
            .map(each -> new Evidence.Held(each.node(), each.at().function()))
            .toList(),
        ask.by().whyOf(one.node()));
  }

  /** By how the kernel is made, the one waits for the other whenever it waits at all. */
  void always(Node from, Node to, String why) {
    all.add(Edge.of(from, to, Calls.ofNobody(why)));
  }

  /** Somebody runs a step of which nothing is known. */
  void unknown(String what) {
    unknown.add(what);
  }

  /** Somebody comes to where nobody may sleep. */
  void atomic() {
    atomic = true;
  }

  boolean isAtomic() {
    return atomic;
  }

  Set<String> unknown() {
    return unknown;
  }

  /** A program that has been walked. */
  void walked(Program program) {
    asks.computeIfAbsent(program, first -> new LinkedHashMap<>());
  }

  /** All programs. */
  Set<Program> programs() {
    return asks.keySet();
  }

  /** What a program asks for, each where it was first seen to. */
  Map<Node, Ask> asksOf(Program program) {
    return asks.getOrDefault(program, Map.of());
  }

  /** The program waits for it, but no longer than a timer runs. */
  void waitsAtMost(Program program, Node node) {
    bounded.computeIfAbsent(program, first -> new LinkedHashSet<>()).add(node);
  }

  /** Who waits for it, for however long, and may so take what was meant for another. */
  List<Program> waitingFor(Node node) {
    return programs().stream()
        .filter(
            program ->
                asksOf(program).containsKey(node)
                    || bounded.getOrDefault(program, Set.of()).contains(node))
        .toList();
  }

  /** Everything that anybody asks for. */
  Set<Node> askedFor() {
    Set<Node> nodes = new LinkedHashSet<>();
    asks.values().forEach(some -> nodes.addAll(some.keySet()));
    return nodes;
  }

  /** Somebody kills the task that runs it. */
  void kills(Node thread) {
    killed.add(thread);
  }

  /** Whether somebody waits for the end of the thread that runs it, or kills it. */
  boolean mayBeStopped(Program program) {
    Set<Node> waited = askedFor();
    return program.ends().keySet().stream()
        .filter(node -> node.kind() == Node.Kind.THREAD)
        .anyMatch(node -> waited.contains(node) || killed.contains(node));
  }

  /** The graph without what nobody ever waits for, as a lock that is only read. */
  LockGraph waits() {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : all.edges()) {
      if (takenAlone.contains(edge.to()) || edge.to().kind() != Node.Kind.RWSEM) {
        edges.add(edge);
      }
    }
    LockGraph graph = LockGraph.of(edges);
    asks.values().forEach(some -> some.keySet().forEach(graph::add));
    return graph;
  }
}
