package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.scenario.RunResult;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/** What a run's locks say of orders of events that it did not take, and how to try those. */
final class OtherOrders {

  private OtherOrders() {}

  /** One line for each run whose locks make a circle that did not close. */
  static List<String> hints(List<RunResult> results) {
    List<String> lines = new ArrayList<>();
    for (RunResult result : results) {
      if (result.live().isEmpty() && result.verdict() != Verdict.DEADLOCK) {
        result.findings().stream()
            .filter(finding -> finding.kind() == Finding.Kind.LOCK_ORDER)
            .filter(finding -> !finding.figures().containsKey("deadlocked"))
            .findFirst()
            .ifPresent(finding -> lines.add(hint(result, finding)));
      }
    }
    return lines;
  }

  private static String hint(RunResult result, Finding circle) {
    return "in another order it %s; ./fputlab explore %s --close %s tries"
        .formatted(
            circle.headline(), Replay.quoted(result.scenario().file()), result.close().word());
  }
}
