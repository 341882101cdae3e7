package org.fputlab.locks.steps;

import java.util.List;
import java.util.function.Predicate;
import org.fputlab.locks.LockGraph;
import org.fputlab.locks.Node;
import org.fputlab.model.Effect;
import org.fputlab.model.KernelSpec;

/**
 * Answers that come because a server was asked: whoever waits for the answer has asked before, each
 * time once; and a server that runs as often as anybody asks waits for a question, and answers it,
 * each time once.
 *
 * <p>Then there are never more waits than questions. As long as nothing else keeps the server, it
 * takes every question that there is, and gives as many answers: so every wait ends. Only the
 * server may take questions, and only those who have asked, answers.
 */
final class Served {

  private final StepGraph steps;
  private final LockGraph graph;
  private final boolean counts;
  private final Straight straight;

  Served(KernelSpec spec, StepGraph steps, LockGraph graph, boolean counts) {
    this.counts = counts;
    this.steps = steps;
    this.graph = graph;
    this.straight = new Straight(spec);
  }

  /** Whether {@code answer} is one, where all that is {@code known} to end does. */
  boolean isAnswered(Node answer, Predicate<Node> known) {
    return answer.kind() == Node.Kind.COMPLETION
        && steps.programs().stream()
            .filter(server -> !steps.mayBeStopped(server))
            .flatMap(
                server ->
                    steps.asksOf(server).keySet().stream()
                        .filter(node -> node.kind() == Node.Kind.COMPLETION)
                        .filter(question -> answers(server, question, answer, known)))
            .findAny()
            .isPresent();
  }

  private boolean answers(Program server, Node question, Node answer, Predicate<Node> known) {
    return !question.equals(answer)
        && straight.takesTurns(
            server.path(), waitsFor(question), effect -> Straight.completes(effect, answer))
        && steps.asksOf(server).keySet().stream()
            .filter(node -> !node.equals(question) && graph.nodes().contains(node))
            .allMatch(known)
        && steps.waitingFor(question).equals(List.of(server))
        && steps.waitingFor(answer).stream().allMatch(client -> asksFirst(client, question, answer))
        && runsOftenEnough(server, answer)
        && !straight.mayComeBetween(waitsFor(question).or(waitsFor(answer)));
  }

  private boolean asksFirst(Program client, Node question, Node answer) {
    return straight.takesTurns(
        client.path(), effect -> Straight.completes(effect, question), waitsFor(answer));
  }

  private boolean runsOftenEnough(Program server, Node answer) {
    if (!counts) {
      return server.runs().isAlways();
    }
    long waits = 0;
    for (Program client : steps.waitingFor(answer)) {
      long each = straight.atMost(client.path(), waitsFor(answer));
      waits = Program.Runs.plus(waits, Program.Runs.times(client.runs().atMost(), each));
    }
    long each = straight.count(server.path(), effect -> Straight.completes(effect, answer));
    return Program.Runs.times(server.runs().atLeast(), each) >= waits;
  }

  private static Predicate<Effect> waitsFor(Node completion) {
    return effect -> Straight.waitsFor(effect, completion);
  }
}
