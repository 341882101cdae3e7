package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.fputlab.engine.Figures;
import org.fputlab.scenario.RunOptions;
import org.fputlab.scenario.RunResult;
import org.fputlab.scenario.Scenario;
import org.fputlab.watch.Verdict;

/** What {@code compare} prints: one row for each policy, and who pays under which. */
public final class CompareText {

  private static final int FIRST_OF_WAIT = 4;
  private static final int FIRST_OF_LAG = 7;
  private static final int FIRST_OF_RPC = 10;
  private static final int VERDICT = 12;
  private static final List<String> HEADING =
      List.of("close /s backlog /s p50 p99 max p50 p99 max p50 p99 verdict".split(" ", -1));
  private static final int HEADINGS = 2;
  private static final int DISTRIBUTION_GAP = 2;

  private final Style style;

  public CompareText(Style style) {
    this.style = style;
  }

  /** What is about to be run under each policy. */
  public List<String> header(Scenario scenario, long seed, long duration) {
    List<String> lines = new ArrayList<>();
    Paragraph.lines("", scenario.title()).forEach(line -> lines.add(style.strong(line)));
    lines.add("  scenario  " + scenario.file());
    lines.add("  duration  " + Figures.exactDuration(duration) + " of simulated time each");
    lines.add(
        "  machine   %d cpus, seed %d: the same random numbers under each policy"
            .formatted(scenario.kernel().cpus(), seed));
    lines.add("");
    return lines;
  }

  /** The table, the differences, who pays, and how to run again what was not as expected. */
  public List<String> body(List<RunResult> results, long duration) {
    List<String> lines = new ArrayList<>(table(results));
    lines.add("");
    List<String> differences = new DifferenceTable(results).lines();
    if (!differences.isEmpty()) {
      lines.addAll(differences);
      lines.add("");
    }
    lines.addAll(Paragraph.lines("", WhoPays.sentence(results)));
    lines.addAll(ending(results, duration));
    return lines;
  }

  /** One line for each run with another verdict than expected, and one for all. */
  public List<String> ending(List<RunResult> results, long duration) {
    List<String> lines = new ArrayList<>();
    for (RunResult result : results) {
      Outcome outcome = Outcome.of(result);
      if (outcome.exitCode() != Outcome.AS_EXPECTED) {
        lines.add("");
        lines.add(result.close().word() + ": " + style.bad(outcome.text()) + "; replay with");
        lines.add(Replay.command(result, new RunOptions(result.close(), result.seed(), duration)));
      }
    }
    if (lines.isEmpty()) {
      lines.add("");
      lines.add(style.good(allAsExpected(results)));
    }
    return lines;
  }

  private static String allAsExpected(List<RunResult> results) {
    long spokenOf = results.stream().filter(r -> Outcome.of(r).expected().isPresent()).count();
    if (spokenOf == 0) {
      return "the file expects nothing of these policies";
    }
    return spokenOf == results.size()
        ? spokenOf == 1
            ? "the verdict is as expected"
            : "all %d verdicts as expected".formatted(spokenOf)
        : "%d of %d verdicts as expected; the file expects nothing of the others"
            .formatted(spokenOf, results.size());
  }

  private List<String> table(List<RunResult> results) {
    Table table = columns();
    table.row("", "closes", "", "growth");
    table.row(HEADING);
    results.forEach(result -> table.row(row(result)));
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>();
    lines.add(style.strong(rows.get(0) + groups(table, rows.get(0).length())));
    lines.add(style.strong(rows.get(1)));
    for (int i = 0; i < results.size(); i++) {
      lines.add(marked(rows.get(i + HEADINGS), Outcome.of(results.get(i))));
    }
    return lines;
  }

  private static Table columns() {
    Table table = new Table().column(Table.Side.LEFT, 0);
    for (int i = 1; i < VERDICT; i++) {
      boolean first = i == FIRST_OF_WAIT || i == FIRST_OF_LAG || i == FIRST_OF_RPC;
      table.column(Table.Side.RIGHT, first ? DISTRIBUTION_GAP : 1);
    }
    return table.column(Table.Side.LEFT, DISTRIBUTION_GAP);
  }

  private static List<String> row(RunResult result) {
    List<String> row = new ArrayList<>();
    row.add(result.close().word());
    row.add(Figures.shortCount(Figures.perSecond(result.closed(), result.simulated())));
    row.add(Figures.shortCount((double) result.pending()));
    row.add(Figures.growth(result.backlog().perSecond()));
    row.addAll(distribution(result.closerWait()).toList());
    row.addAll(distribution(result.closeLag()).toList());
    row.addAll(distribution(result.rpcLatency()).limit(2).toList());
    row.add(result.verdict().word());
    return row;
  }

  /** p50, p99 and maximum. */
  private static Stream<String> distribution(Histogram times) {
    if (times.getTotalCount() == 0) {
      return Stream.of(Figures.NONE, Figures.NONE, Figures.NONE);
    }
    return Stream.of(
            times.getValueAtPercentile(50), times.getValueAtPercentile(99), times.getMaxValue())
        .map(Figures::shortDuration);
  }

  /** What each group of columns measures, at the group's left edge, from {@code from} on. */
  private static String groups(Table table, int from) {
    StringBuilder line = new StringBuilder(" ".repeat(from));
    over(line, table, FIRST_OF_WAIT, "closer's wait");
    over(line, table, FIRST_OF_LAG, "close lag");
    over(line, table, FIRST_OF_RPC, "RPC latency");
    return line.substring(from);
  }

  private static void over(StringBuilder line, Table table, int column, String name) {
    int start = table.end(column - 1) + DISTRIBUTION_GAP;
    line.append(" ".repeat(Math.max(1, start - line.length()))).append(name);
  }

  private String marked(String row, Outcome outcome) {
    int at = row.length() - outcome.verdict().word().length();
    String verdict = row.substring(at);
    if (outcome.exitCode() != Outcome.AS_EXPECTED) {
      return row.substring(0, at) + style.bad(verdict + (outcome.isUnexpected() ? "!" : ""));
    }
    boolean good = outcome.verdict() == Verdict.OK;
    return row.substring(0, at) + (good ? style.good(verdict) : style.doubtful(verdict));
  }
}
