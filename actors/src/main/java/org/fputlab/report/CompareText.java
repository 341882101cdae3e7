package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
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
  private static final List<String> HEADING =
      List.of("close /s backlog /s p50 p99 max p50 p99 max p50 p99".split(" ", -1));
  private static final int HEADINGS = 2;
  private static final int GAP = 2;
  private static final int NARROW_GAP = 1;
  private static final String AT_LEAST =
      ": at least, as some had not ended; max is how long the longest of them had lasted";
  private static final String OF_ENDED = ": of those that ended; of all it is not known";

  private final Style style;
  private final Blocks blocks;

  public CompareText(Style style) {
    this(style, Blocks.NONE);
  }

  /** With each backlog's course drawn, if the output can show it. */
  public CompareText(Style style, Blocks blocks) {
    this.style = style;
    this.blocks = blocks;
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
    lines.addAll(backlogs(results));
    lines.addAll(Paragraph.lines("", HowKnown.sentence(results)));
    lines.add("");
    List<String> differences = new DifferenceTable(results).lines();
    if (!differences.isEmpty()) {
      lines.addAll(differences);
      lines.add("");
    }
    lines.addAll(Paragraph.lines("", WhoPays.sentence(results)));
    lines.addAll(ending(results, duration));
    lines.addAll(OtherOrders.hints(results));
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
    Table table = fitting(results);
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>();
    lines.add(style.strong(rows.get(0) + groups(table, rows.get(0).length())));
    lines.add(style.strong(rows.get(1)));
    for (int i = 0; i < results.size(); i++) {
      lines.add(marked(rows.get(i + HEADINGS), Outcome.of(results.get(i))));
    }
    lines.addAll(signs(results));
    return lines;
  }

  /** One line of blocks for each policy, all on one scale. */
  private List<String> backlogs(List<RunResult> results) {
    long peak = results.stream().mapToLong(result -> result.backlog().peak()).max().orElse(0);
    Table table = new Table().column(Table.Side.LEFT, 2).column(Table.Side.LEFT, 2);
    for (RunResult result : results) {
      table.row(result.close().word(), blocks.of(result.backlog().course(), peak));
    }
    if (blocks == Blocks.NONE || peak == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(style.strong("backlog over the run") + ", a full block is " + Figures.count(peak));
    lines.addAll(table.lines());
    lines.add("");
    return lines;
  }

  /** What the signs in the rows mean; nothing where there are none. */
  private static List<String> signs(List<RunResult> results) {
    List<DurationCells> marked =
        results.stream()
            .flatMap(result -> durations(result).stream())
            .filter(DurationCells::isMarked)
            .toList();
    if (marked.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("", DurationCells.AT_LEAST + AT_LEAST));
    if (marked.stream().anyMatch(DurationCells::tellsOfEnded)) {
      lines.add(DurationCells.OF_ENDED + OF_ENDED);
    }
    return lines;
  }

  /** Calls that are not answered need a column more, for which there may be no room. */
  private static Table fitting(List<RunResult> results) {
    boolean unanswered = results.stream().anyMatch(result -> rpcLatency(result).isMarked());
    Table table = filled(results, unanswered, GAP);
    if (!fits(table)) {
      table = filled(results, unanswered, NARROW_GAP);
    }
    return fits(table) || !unanswered ? table : filled(results, false, NARROW_GAP);
  }

  /** With room for the mark of an unexpected verdict. */
  private static boolean fits(Table table) {
    return table.lines().stream().allMatch(line -> line.length() < Paragraph.COLUMNS);
  }

  private static Table filled(List<RunResult> results, boolean rpcMaximum, int gap) {
    int verdict = HEADING.size() + (rpcMaximum ? 1 : 0);
    Table table = new Table().column(Table.Side.LEFT, 0);
    for (int i = 1; i < verdict; i++) {
      boolean first = i == FIRST_OF_WAIT || i == FIRST_OF_LAG || i == FIRST_OF_RPC;
      table.column(Table.Side.RIGHT, first ? gap : 1);
    }
    table.column(Table.Side.LEFT, gap);
    table.row("", "closes", "", "growth");
    List<String> heading = new ArrayList<>(HEADING);
    if (rpcMaximum) {
      heading.add("max");
    }
    heading.add("verdict");
    table.row(heading);
    results.forEach(result -> table.row(row(result, rpcMaximum)));
    return table;
  }

  private static List<String> row(RunResult result, boolean rpcMaximum) {
    List<String> row = new ArrayList<>();
    row.add(result.close().word());
    row.add(Figures.shortCount(Figures.perSecond(result.closed(), result.simulated())));
    row.add(Figures.shortCount((double) result.pending()));
    row.add(Figures.growth(result.backlog().perSecond()));
    durations(result).forEach(durations -> row.addAll(durations.all()));
    if (!rpcMaximum) {
      row.remove(row.size() - 1);
    }
    row.add(result.verdict().word());
    return row;
  }

  /** The closer's wait, the close lag and the RPC latency. */
  private static List<DurationCells> durations(RunResult result) {
    long now = result.simulated();
    return List.of(
        DurationCells.of(result.closerWait(), UnfinishedText.closerWait(result), now),
        DurationCells.of(result.closeLag(), UnfinishedText.closeLag(result), now),
        rpcLatency(result));
  }

  private static DurationCells rpcLatency(RunResult result) {
    return DurationCells.of(
        result.rpcLatency(), UnfinishedText.rpcLatency(result), result.simulated());
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
    int start = table.start(column);
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
