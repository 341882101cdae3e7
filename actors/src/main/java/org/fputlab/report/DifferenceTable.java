package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Series;
import org.fputlab.engine.Unfinished;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.scenario.running.RunSeries;
import org.fputlab.watch.PairedDifference;

/**
 * By how much closers and clients wait longer under each policy than under the first, with the
 * interval of that difference, and what the common random numbers were good for. What cannot be
 * told has no row and no column.
 */
final class DifferenceTable {

  /** What is compared. */
  private record Group(
      String heading,
      Function<RunSeries, Series> series,
      Function<RunResult, Unfinished> unfinished) {

    Optional<PairedDifference> difference(RunResult one, RunResult other) {
      if (!isWhole(one) || !isWhole(other)) {
        return Optional.empty();
      }
      return PairedDifference.of(series.apply(one.inOrder()), series.apply(other.inOrder()));
    }

    /** What has not ended, and already lasted longer than all that did, would be in no mean. */
    private boolean isWhole(RunResult result) {
      return result.isSteady() && unfinished.apply(result).count() == 0;
    }
  }

  private static final Group CLOSER_WAIT =
      new Group("closer's wait", RunSeries::closerWait, UnfinishedText::closerWait);
  private static final Group RPC_LATENCY =
      new Group("RPC latency", RunSeries::rpcLatency, UnfinishedText::rpcLatency);
  private static final int CELLS = 3;
  private static final int GAP = 2;

  private final RunResult first;
  private final List<RunResult> others;
  private final List<Group> groups;

  DifferenceTable(List<RunResult> results) {
    first = results.get(0);
    others = results.stream().skip(1).filter(this::tellsAny).toList();
    groups = Stream.of(CLOSER_WAIT, RPC_LATENCY).filter(this::isTold).toList();
  }

  /** How much longer closers wait under {@code one}; empty if that cannot be told. */
  static Optional<PairedDifference> closerWait(RunResult one, RunResult other) {
    return CLOSER_WAIT.difference(one, other);
  }

  /** How much longer clients wait under {@code one}; empty if that cannot be told. */
  static Optional<PairedDifference> rpcLatency(RunResult one, RunResult other) {
    return RPC_LATENCY.difference(one, other);
  }

  private boolean tellsAny(RunResult other) {
    return closerWait(other, first).isPresent() || rpcLatency(other, first).isPresent();
  }

  private boolean isTold(Group group) {
    return others.stream().anyMatch(other -> group.difference(other, first).isPresent());
  }

  /** The table under its headings, and what they mean; nothing if no difference can be told. */
  List<String> lines() {
    if (others.isEmpty()) {
      return List.of();
    }
    Table table = new Table().column(Table.Side.LEFT, 0);
    List<String> headings = new ArrayList<>(List.of("against " + first.close().word()));
    for (int i = 0; i < groups.size(); i++) {
      table.column(Table.Side.RIGHT, GAP).column(Table.Side.LEFT, GAP);
      table.column(Table.Side.RIGHT, GAP);
      headings.addAll(List.of("mean", "95% interval", "saved"));
    }
    table.row(headings);
    others.forEach(other -> table.row(row(other)));
    List<String> lines = new ArrayList<>(List.of(groupHeadings(table)));
    lines.addAll(table.lines());
    lines.add("");
    lines.add(
        "mean: how much longer it is; saved: how much less variance than with independent seeds");
    return lines;
  }

  private String groupHeadings(Table table) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < groups.size(); i++) {
      int start = table.end(CELLS * i) + GAP;
      line.append(" ".repeat(start - line.length())).append(groups.get(i).heading);
    }
    return line.toString();
  }

  private List<String> row(RunResult other) {
    List<String> row = new ArrayList<>(List.of(other.close().word()));
    groups.forEach(group -> row.addAll(cells(group.difference(other, first))));
    return row;
  }

  private static List<String> cells(Optional<PairedDifference> difference) {
    MeanText text = difference.map(it -> MeanText.difference(it.estimate())).orElse(MeanText.NONE);
    return List.of(
        text.mean(), text.interval(), difference.map(DifferenceTable::saved).orElse(Figures.NONE));
  }

  /** In percent. */
  private static String saved(PairedDifference difference) {
    if (difference.varianceSaved().isEmpty()) {
      return Figures.NONE;
    }
    return Figures.percent(difference.varianceSaved().getAsDouble());
  }
}
