package org.fputlab.report;

import java.util.List;
import org.fputlab.locks.steps.Order;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.running.RunResult;

/** What a comparison rests on: a run shows one order of events, the steps may prove more. */
final class HowKnown {

  private static final String PROVED = "proved";
  private static final String ONE_RUN = "one run";
  private static final String OF_WHAT =
      ": that nobody hangs follows from the steps; all else is one run";

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

  /** A column's cells, one for each run. */
  static List<String> cells(List<RunResult> results) {
    List<RunResult> proved = proved(results);
    return results.stream().map(result -> proved.contains(result) ? PROVED : ONE_RUN).toList();
  }

  /** What the column's words mean; nothing where a run is all that there is. */
  static List<String> legend(List<RunResult> results) {
    return proved(results).isEmpty() ? List.of() : List.of(PROVED + OF_WHAT);
  }
}
