package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Unfinished;
import org.fputlab.scenario.running.RunResult;

/**
 * What had begun and not ended when a run did, in words, where that lasted longer than all that
 * ended: only then would percentiles and maximum mislead.
 */
final class UnfinishedText {

  private UnfinishedText() {}

  /** A line for each kind of duration that is told of; nothing where there is none. */
  static List<String> lines(RunResult result) {
    Table table =
        new Table()
            .column(Table.Side.LEFT, 2)
            .column(Table.Side.RIGHT, 2)
            .column(Table.Side.LEFT, 1);
    long now = result.simulated();
    List<String> told = new ArrayList<>();
    add(table, told, "closer's wait", closerWait(result), now);
    add(table, told, "close lag", closeLag(result), now);
    add(table, told, "RPC latency", rpcLatency(result), now);
    return told.isEmpty() ? told : table.lines();
  }

  private static void add(
      Table table, List<String> told, String name, Unfinished unfinished, long now) {
    if (unfinished.count() > 0) {
      table.row(
          name,
          Figures.count(unfinished.count()),
          "unfinished, the longest " + Figures.duration(unfinished.longest(now)));
      told.add(name);
    }
  }

  static Unfinished closerWait(RunResult result) {
    return notable(result, result.unfinished().closerWait(), result.closerWait());
  }

  static Unfinished closeLag(RunResult result) {
    return notable(result, result.unfinished().closeLag(), result.closeLag());
  }

  static Unfinished rpcLatency(RunResult result) {
    return notable(result, result.unfinished().rpcLatency(), result.rpcLatency());
  }

  private static Unfinished notable(RunResult result, Unfinished unfinished, Histogram finished) {
    boolean longer = unfinished.longest(result.simulated()) > finished.getMaxValue();
    return longer ? unfinished : Unfinished.NONE;
  }
}
