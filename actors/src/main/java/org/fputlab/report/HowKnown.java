package org.fputlab.report;

import java.util.List;
import org.fputlab.locks.steps.Order;
import org.fputlab.scenario.RunResult;
import org.fputlab.scenario.StepOrder;

/** What a comparison rests on: a run shows one order of events, the steps may prove more. */
final class HowKnown {

  private HowKnown() {}

  /** The runs of whose policies the steps alone prove that nobody hangs. */
  static List<RunResult> proved(List<RunResult> results) {
    return results.stream().filter(HowKnown::isProved).toList();
  }

  /** Faults are no part of the proof. */
  private static boolean isProved(RunResult result) {
    return result.scenario().faults().isEmpty()
        && StepOrder.of(result.scenario(), result.close()).answer() == Order.Answer.PROVED;
  }

  static String sentence(List<RunResult> results) {
    List<RunResult> proved = proved(results);
    if (proved.isEmpty()) {
      return "how known: one run each";
    }
    return "how known: that nobody hangs under "
        + WhoPays.policies(proved)
        + " is proved from the steps; all else is one run each";
  }
}
