package org.fputlab.locks.steps;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.locks.Calls;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.CycleSearch;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.model.KernelPaths;
import org.fputlab.model.KernelSpec;

/**
 * What the steps of a machine prove by order, under its close policy: that nobody who runs them can
 * wait forever, for any number of tasks and runs, in any order and time; or else where a cycle is
 * possible. That one is possible does not say that it ever comes about.
 *
 * <p>The proof: whoever waits forever waits for something that is held, or owed, by somebody who
 * himself waits forever, for one thing in turn; each such pair is an edge of the graph, and where
 * the graph has no circle there is no end to such a chain.
 *
 * @param answer what is proved
 * @param graph what may be asked for while what is held or owed
 * @param cycles what keeps it from being proved; each edge of any cycle is in one of these
 * @param alone who may be left waiting for something that nobody is left to bring about
 * @param unknown steps that are not followed: what they bring about may be anything
 * @param atomic whether some steps are where nobody may sleep; whether one sleeps there is another
 *     question
 * @param counted whether it rests on how many tasks there are and how often they run, as the
 *     machine has them
 * @param programs how many lists of steps were walked
 */
public record Order(
    Answer answer,
    LockGraph graph,
    List<Cycle> cycles,
    List<Alone> alone,
    List<String> unknown,
    boolean atomic,
    boolean counted,
    int programs) {

  /** What is proved, the best first. */
  public enum Answer {
    /** No cycle, and nobody can be left alone. */
    PROVED,
    /** No cycle; but somebody may wait for what nobody is left to bring about. */
    LEFT_ALONE,
    /** A cycle is possible. */
    CYCLE,
    /** A step is not followed: it says nothing of itself, or not which lock it means. */
    UNKNOWN
  }

  /**
   * A wait that somebody else must end, of whom it is not sure that there is one left.
   *
   * @param who who waits
   * @param node for what
   * @param at the calls in which it waits, innermost first
   */
  public record Alone(String who, Node node, List<String> at) {}

  /** What the machine's steps prove under its policy. */
  public static Order of(KernelSpec spec, KernelPaths paths) {
    StepGraphs walked = new StepGraphs(spec, paths);
    StepGraph steps = walked.graph();
    LockGraph graph = steps.waits();
    Sure sure = new Sure(spec, steps, walked.left(), graph, true);
    Sure always = new Sure(spec, steps, walked.left(), graph, false);
    List<Cycle> cycles = CycleSearch.all(unproved(graph, sure));
    List<Alone> alone = alone(steps, sure);
    List<String> unknown = List.copyOf(steps.unknown());
    return new Order(
        answer(cycles, alone, unknown),
        graph,
        cycles,
        alone,
        unknown,
        steps.isAtomic(),
        !alone(steps, always).equals(alone),
        steps.programs().size());
  }

  private static Answer answer(List<Cycle> cycles, List<Alone> alone, List<String> unknown) {
    if (!unknown.isEmpty()) {
      return Answer.UNKNOWN;
    }
    if (!cycles.isEmpty()) {
      return Answer.CYCLE;
    }
    return alone.isEmpty() ? Answer.PROVED : Answer.LEFT_ALONE;
  }

  /** The part of the graph in which waits are not known to end. */
  private static LockGraph unproved(LockGraph graph, Sure sure) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : graph.edges()) {
      if (!sure.ends(edge.from()) && !sure.ends(edge.to())) {
        edges.add(edge);
      }
    }
    return LockGraph.of(edges);
  }

  private static List<Alone> alone(StepGraph steps, Sure sure) {
    Set<Node> circular = forEachOthersWork(steps, sure);
    Set<Alone> alone = new LinkedHashSet<>();
    for (Program program : steps.programs()) {
      for (StepGraph.Ask ask : steps.asksOf(program).values()) {
        if (!ask.waitsForWork() || steps.mayBeStopped(program) || circular.contains(ask.node())) {
          for (Node owed : sure.owed(ask.node())) {
            alone.add(new Alone(program.who(), owed, ask.at().innermostFirst()));
          }
        }
      }
    }
    return List.copyOf(alone);
  }

  /** What those wait for who wait for work that only others of them could give, or themselves. */
  private static Set<Node> forEachOthersWork(StepGraph steps, Sure sure) {
    LockGraph graph = new LockGraph();
    for (Program program : steps.programs()) {
      for (StepGraph.Ask ask : steps.asksOf(program).values()) {
        if (ask.waitsForWork() && !sure.comes(ask.node())) {
          for (Node given : program.ends().keySet()) {
            graph.add(Edge.of(given, ask.node(), Calls.ofNobody("")));
          }
        }
      }
    }
    Set<Node> nodes = new LinkedHashSet<>();
    CycleSearch.all(graph).forEach(cycle -> nodes.addAll(cycle.nodes()));
    return nodes;
  }
}
