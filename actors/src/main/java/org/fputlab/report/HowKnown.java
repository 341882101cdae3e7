package org.fputlab.report;

import java.util.List;
import org.fputlab.locks.steps.Order;
import org.fputlab.scenario.StepOrder;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Verdict;

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

  /**
   * A column's cells, one for each run. Any other verdict than ok is that of the run, whatever is
   * proved of hangs.
   */
  static List<String> cells(List<RunResult> results) {
    return results.stream()
        .map(result -> result.verdict() == Verdict.OK && isProved(result) ? PROVED : ONE_RUN)
        .toList();
  }

  /** What the words of these cells mean; nothing where a run is all that there is. */
  static List<String> legend(List<String> cells) {
    return cells.contains(PROVED) ? List.of(PROVED + OF_WHAT) : List.of();
  }
}
