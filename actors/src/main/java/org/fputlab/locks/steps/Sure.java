package org.fputlab.locks.steps;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.fputlab.locks.Edge;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;

/**
 * Which waits end for sure, by two readings of the graph. One takes it that somebody is left to
 * bring about what must be brought about: a completion, a unit or a thaw that others owe. The other
 * wants to see who.
 *
 * <p>A wait for anything ends if all that it may depend on does. One for what somebody brings about
 * who runs again and again ends if all that this one waits for does. Five ways are known to be sure
 * that it comes: from who runs again and again; from who completes it for all, once; from a work
 * item that the one task which waits has queued each time before; from a server that was asked each
 * time before ({@link Served}); and from those who together do it as often as it is waited for.
 * Whatever comes in any other way may fail to come.
 */
final class Sure {

  private final KernelSpec spec;
  private final boolean counts;
  private final StepGraph steps;
  private final Leavings left;
  private final LockGraph graph;
  private final Straight straight;
  private final Served served;
  private final Map<Node, Set<Program>> again = new LinkedHashMap<>();
  private final Set<Node> ending;
  private final Set<Node> coming;

  /**
   * Reads the graph.
   *
   * @param counts whether it may rest on how many tasks there are and how often they run
   */
  Sure(KernelSpec spec, StepGraph steps, Leavings left, LockGraph graph, boolean counts) {
    this.spec = spec;
    this.counts = counts;
    this.steps = steps;
    this.left = left;
    this.graph = graph;
    this.straight = new Straight(spec);
    this.served = new Served(spec, steps, graph, counts);
    steps.programs().forEach(this::note);
    this.ending = least(this::ends);
    this.coming = least(this::endsAndComes);
  }

  private void note(Program program) {
    if (program.runs().isAlways() && !steps.mayBeStopped(program)) {
      for (Node node : straight.brings(program.path())) {
        again.computeIfAbsent(node, first -> new LinkedHashSet<>()).add(program);
      }
    }
  }

  /** Whether every wait for it ends, as long as somebody is left to bring it about. */
  boolean ends(Node node) {
    return ending.contains(node);
  }

  /** Whether every wait for it ends, whoever is left. */
  boolean comes(Node node) {
    return coming.contains(node);
  }

  /** The least set of nodes that this is true of, as it grows. */
  private Set<Node> least(Rule rule) {
    Set<Node> some = new LinkedHashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Node node : graph.nodes()) {
        if (!some.contains(node) && rule.holds(node, some::contains)) {
          more |= some.add(node);
        }
      }
    }
    return some;
  }

  private interface Rule {
    boolean holds(Node node, Predicate<Node> known);
  }

  private boolean ends(Node node, Predicate<Node> known) {
    return graph.after(node).stream().map(Edge::to).allMatch(known) || comesAgain(node, known);
  }

  private boolean endsAndComes(Node node, Predicate<Node> known) {
    if (!mayFailToCome(node)) {
      return ends(node, known);
    }
    return comesAgain(node, known)
        || comesForAll(node, known)
        || isAskedForFirst(node, known)
        || served.isAnswered(node, known)
        || (counts && (comesOftenEnough(node, known) || unitsSuffice(node, known)));
  }

  /** A lock comes back by itself when all go on; these only if somebody does something more. */
  boolean mayFailToCome(Node node) {
    return switch (node.kind()) {
      case COMPLETION -> true;
      case SEMAPHORE, FREEZE -> left.isLeftToOthers(node);
      case POOL -> node.equals(Nodes.NFSD) && nfsdMayBeStopped();
      case REPLY -> nfsdMayBeStopped();
      case FLAG -> node.equals(Nodes.SUCCESS);
      default -> false;
    };
  }

  private boolean nfsdMayBeStopped() {
    return steps.askedFor().contains(new Nodes(spec).thread("nfsd"));
  }

  /** What somebody must do, of whom it is not sure that there is one, before the wait ends. */
  Set<Node> owed(Node node) {
    Set<Node> owed = new LinkedHashSet<>();
    owed.add(node);
    if (node.kind() == Node.Kind.FREEZE) {
      graph.after(node).stream().map(Edge::to).forEach(owed::add);
    }
    owed.removeIf(one -> comes(one) || !mayFailToCome(one) || one.kind() == Node.Kind.POOL);
    return owed;
  }

  private boolean goesOn(Program program, Predicate<Node> known) {
    return steps.asksOf(program).keySet().stream().filter(graph.nodes()::contains).allMatch(known);
  }

  private boolean comesAgain(Node node, Predicate<Node> known) {
    return again.getOrDefault(node, Set.of()).stream().anyMatch(by -> goesOn(by, known));
  }

  private boolean comesForAll(Node node, Predicate<Node> known) {
    return steps.programs().stream()
        .filter(program -> program.runs().atLeast() > 0 && !steps.mayBeStopped(program))
        .filter(program -> straight.completesForAll(program.path(), node))
        .anyMatch(program -> goesOn(program, known));
  }

  /** Whether those who complete it and go on do so as often as anybody waits for it. */
  private boolean comesOftenEnough(Node node, Predicate<Node> known) {
    List<Program> waiting = steps.waitingFor(node);
    long completed = 0;
    long waits = 0;
    for (Program program : steps.programs()) {
      if (waiting.contains(program)) {
        long each = straight.atMost(program.path(), effect -> Straight.waitsFor(effect, node));
        waits = Program.Runs.plus(waits, Program.Runs.times(program.runs().atMost(), each));
      }
      if (!steps.mayBeStopped(program) && goesOn(program, known)) {
        long each = straight.count(program.path(), effect -> Straight.completes(effect, node));
        completed =
            Program.Runs.plus(completed, Program.Runs.times(program.runs().atLeast(), each));
      }
    }
    return node.kind() == Node.Kind.COMPLETION
        && waits != Program.Runs.ENDLESS
        && completed >= waits
        && !straight.mayComeBetween(effect -> Straight.waitsFor(effect, node));
  }

  /**
   * Whether there are as many units as are ever taken for good, and one more for who gives back.
   */
  private boolean unitsSuffice(Node node, Predicate<Node> known) {
    if (node.kind() != Node.Kind.SEMAPHORE
        || straight.mayComeBetween(effect -> Straight.takes(effect, node))) {
      return false;
    }
    long units = spec.units(node.name());
    long lost = 0;
    long borrowed = 0;
    for (Program program : steps.programs()) {
      long more = straight.units(program.path(), node);
      if (more > 0 && goesOn(program, known) && !steps.mayBeStopped(program)) {
        units = Program.Runs.plus(units, Program.Runs.times(program.runs().atLeast(), more));
      } else if (more < 0) {
        lost = Program.Runs.plus(lost, Program.Runs.times(program.runs().atMost(), -more));
      } else if (steps.asksOf(program).containsKey(node)) {
        borrowed = 1;
      }
      if (straight.isDoubtful(program.path(), Straight::isOfAUnit)) {
        return false;
      }
    }
    return lost != Program.Runs.ENDLESS && units >= lost + borrowed;
  }

  // One task that waits for what it has queued

  private boolean isAskedForFirst(Node node, Predicate<Node> known) {
    List<Program> waiting = steps.waitingFor(node);
    return node.kind() == Node.Kind.COMPLETION
        && waiting.size() == 1
        && isOneAtATime(waiting.get(0))
        && !straight.mayComeBetween(effect -> Straight.waitsFor(effect, node))
        && spec.works().values().stream()
            .anyMatch(work -> serves(work, waiting.get(0), node, known));
  }

  /** Whether no two can run it at a time. */
  private boolean isOneAtATime(Program program) {
    return program.ends().keySet().stream()
        .anyMatch(
            node ->
                (node.kind() == Node.Kind.WORK && program.work().isEmpty())
                    || spec.tasks().stream()
                        .anyMatch(
                            task ->
                                counts
                                    && task.count() == 1
                                    && node.equals(new Nodes(spec).thread(task.name()))));
  }

  /** Of two programs that are alike each counts. */
  @SuppressWarnings("ReferenceEquality")
  private boolean serves(KernelSpec.Work work, Program waiting, Node node, Predicate<Node> known) {
    Predicate<Effect> queues =
        effect -> effect instanceof Effect.Queues one && one.work().equals(work.name());
    boolean byNobodyElse =
        steps.programs().stream()
            .filter(program -> program != waiting)
            .noneMatch(program -> program.path().has(queues));
    Predicate<Effect> cancels =
        effect -> effect instanceof Effect.Cancels one && one.work().equals(work.name());
    return work.file().isEmpty()
        && byNobodyElse
        && !straight.mayComeBetween(queues.or(cancels))
        && steps.programs().stream().noneMatch(program -> program.path().has(cancels))
        && straight.brings(work.run()).contains(node)
        && straight.takesTurns(waiting.path(), queues, effect -> Straight.waitsFor(effect, node))
        && steps.programs().stream()
            .filter(program -> program.ends().containsKey(Nodes.work(work.name())))
            .allMatch(program -> goesOn(program, known));
  }
}
