package org.fputlab.report;

import java.util.List;
import java.util.Optional;
import org.fputlab.explore.CyclesSought;
import org.fputlab.locks.steps.Order;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Verdict;

/**
 * What the steps of a scenario prove under a policy, measured against what its file says: a
 * deadlock expected, or why nothing is proved.
 *
 * @param expectsDeadlock whether the file expects one
 * @param explained why the steps do not prove it, as the file has it, or ""
 */
public record OrderOutcome(
    ClosePolicy close,
    Order order,
    boolean expectsDeadlock,
    String explained,
    Optional<CyclesSought> sought) {

  /** Of what was found for this policy. */
  public static OrderOutcome of(Scenario scenario, ClosePolicy close, Order order) {
    return new OrderOutcome(
        close,
        order,
        scenario.expect().get(close) == Verdict.DEADLOCK,
        scenario.unproved().getOrDefault(close, ""),
        Optional.empty());
  }

  /** The same with what a search for its cycles came to. */
  public OrderOutcome with(CyclesSought search) {
    return new OrderOutcome(close, order, expectsDeadlock, explained, Optional.of(search));
  }

  /** Whether the steps prove it. */
  public boolean isProved() {
    return order.answer() == Order.Answer.PROVED;
  }

  private boolean isFound() {
    return sought.isPresent() && sought.get().hang().isPresent();
  }

  /** Proved; or the file expects it to hang, or says why it is not proved. */
  private boolean isAsExpected() {
    return isProved() || expectsDeadlock || !explained.isEmpty();
  }

  /** What the program exits with. */
  public int exitCode() {
    if (isAsExpected()) {
      return Outcome.AS_EXPECTED;
    }
    return order.answer() == Order.Answer.LEFT_ALONE ? Outcome.INCONCLUSIVE : Outcome.DEADLOCK;
  }

  /** What it exits with after several policies: the gravest. */
  public static int exitCode(List<OrderOutcome> outcomes) {
    List<Integer> codes = outcomes.stream().map(OrderOutcome::exitCode).toList();
    return codes.contains(Outcome.DEADLOCK)
        ? Outcome.DEADLOCK
        : codes.stream().reduce(Outcome.AS_EXPECTED, Math::max);
  }

  /** The answer in a word or two. */
  public String word() {
    return word(order.answer());
  }

  static String word(Order.Answer answer) {
    return switch (answer) {
      case PROVED -> "proved";
      case LEFT_ALONE -> "not proved";
      case CYCLE -> "cycle";
      case UNKNOWN -> "unknown";
    };
  }

  /** What the answer means, and what the file says to it. */
  String meaning() {
    String meaning =
        switch (order.answer()) {
          case PROVED -> "nobody can wait forever for others who run these steps";
          case LEFT_ALONE -> "no cycle, but somebody may be left alone";
          case CYCLE ->
              isFound()
                  ? "a cycle is possible, and a schedule was found that hangs"
                  : "a cycle is possible; whether anybody ever hangs is not known";
          case UNKNOWN -> "there are steps of which nothing is known";
        };
    if (order.answer() == Order.Answer.PROVED) {
      return expectsDeadlock ? meaning + ", THOUGH THE FILE EXPECTS A DEADLOCK" : meaning;
    }
    if (expectsDeadlock) {
      return meaning + " (the file expects a deadlock)";
    }
    return meaning + (explained.isEmpty() ? " (not expected)" : " (explained)");
  }
}
