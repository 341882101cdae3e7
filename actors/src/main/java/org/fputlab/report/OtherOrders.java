package org.fputlab.report;

import java.util.List;
import java.util.Optional;
import org.fputlab.locks.Cycle;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/** What may happen in orders of events that a run did not take, and how to try those. */
final class OtherOrders {

  private OtherOrders() {}

  /**
   * One line for each run whose locks make a circle that did not close; or else whose steps may
   * wait in one, where the file does not say why they do not.
   */
  static List<String> hints(List<RunResult> results) {
    return results.stream()
        .filter(result -> result.live().isEmpty() && result.verdict() != Verdict.DEADLOCK)
        .flatMap(result -> hint(result).stream())
        .toList();
  }

  private static Optional<String> hint(RunResult result) {
    return seen(result)
        .or(() -> bySteps(result))
        .map(
            what ->
                "in another order it %s; ./fputlab explore %s --close %s tries"
                    .formatted(
                        what, Replay.quoted(result.scenario().file()), result.close().word()));
  }

  private static Optional<String> seen(RunResult result) {
    return result.findings().stream()
        .filter(finding -> finding.kind() == Finding.Kind.LOCK_ORDER)
        .filter(finding -> !finding.figures().containsKey("deadlocked"))
        .findFirst()
        .map(Finding::headline);
  }

  private static Optional<String> bySteps(RunResult result) {
    if (result.scenario().unproved().containsKey(result.close())) {
      return Optional.empty();
    }
    List<Cycle> cycles = StepOrder.of(result.scenario(), result.close()).cycles();
    return cycles.stream().findFirst().map(cycle -> "may hang, as far as steps tell: " + cycle);
  }
}
