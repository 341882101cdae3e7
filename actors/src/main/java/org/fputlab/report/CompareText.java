package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Figures;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;
import org.fputlab.watch.Verdict;

/** What {@code compare} prints: one row for each policy, and who pays under which. */
public final class CompareText {

  private static final int FIRST_OF_WAIT = 4;
  private static final int FIRST_OF_LAG = 7;
  private static final int FIRST_OF_RPC = 10;
  private static final List<String> HEADING =
      List.of("close /s backlog /s p50 p99 max p50 p99 max p50 p99 max".split(" ", -1));
  private static final int HEADINGS = 2;
  private static final int VERDICT_FROM_THE_RIGHT = 2;
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
    List<String> known = HowKnown.cells(results);
    Table table = fitting(results, known);
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>();
    int verdict = table.columns() - VERDICT_FROM_THE_RIGHT;
    lines.add(style.strong(rows.get(0) + groups(table, verdict + 1, rows.get(0).length())));
    lines.add(style.strong(rows.get(1)));
    for (int i = 0; i < results.size(); i++) {
      String row = rows.get(i + HEADINGS);
      lines.add(marked(row, table.start(verdict), Outcome.of(results.get(i))));
    }
    lines.addAll(signs(results, known));
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
  private static List<String> signs(List<RunResult> results, List<String> known) {
    List<DurationCells> marked =
        results.stream()
            .flatMap(result -> durations(result).stream())
            .filter(DurationCells::isMarked)
            .toList();
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(HowKnown.legend(known));
    if (!marked.isEmpty()) {
      lines.add(DurationCells.AT_LEAST + AT_LEAST);
    }
    if (marked.stream().anyMatch(DurationCells::tellsOfEnded)) {
      lines.add(DurationCells.OF_ENDED + OF_ENDED);
    }
    return lines.size() == 1 ? List.of() : lines;
  }

  /** With as much as there is room for. */
  private static Table fitting(List<RunResult> results, List<String> known) {
    List<List<Integer>> some = ofCalls(results);
    for (List<Integer> ofCalls : some) {
      for (int gap : new int[] {GAP, NARROW_GAP}) {
        Table table = filled(results, known, ofCalls, gap);
        if (fits(table)) {
          return table;
        }
      }
    }
    return filled(results, known, some.get(some.size() - 1), NARROW_GAP);
  }

  /**
   * What can be told of calls, the most first: nothing where nobody calls; where some are not
   * answered, a column more.
   */
  private static List<List<Integer>> ofCalls(List<RunResult> results) {
    int p50 = FIRST_OF_RPC;
    List<List<Integer>> some = new ArrayList<>(List.of(List.of(p50, p50 + 1), List.of(p50 + 1)));
    if (results.stream().anyMatch(result -> rpcLatency(result).isMarked())) {
      some.add(0, List.of(p50, p50 + 1, p50 + 2));
      return some;
    }
    boolean calls = results.stream().anyMatch(result -> result.rpcLatency().getTotalCount() > 0);
    return calls ? some : List.of(List.of());
  }

  private static boolean fits(Table table) {
    return table.lines().stream().allMatch(line -> line.length() <= Paragraph.COLUMNS);
  }

  private static Table filled(
      List<RunResult> results, List<String> known, List<Integer> ofCalls, int gap) {
    Table table = new Table().column(Table.Side.LEFT, 0);
    int figures = FIRST_OF_RPC + ofCalls.size();
    for (int i = 1; i < figures; i++) {
      boolean first = i == FIRST_OF_WAIT || i == FIRST_OF_LAG || i == FIRST_OF_RPC;
      table.column(Table.Side.RIGHT, first ? gap : 1);
    }
    table.column(Table.Side.LEFT, gap).column(Table.Side.LEFT, gap);
    table.row("", "closes", "", "growth");
    table.row(row(HEADING, ofCalls, "verdict", "known"));
    for (int i = 0; i < results.size(); i++) {
      RunResult result = results.get(i);
      table.row(row(figures(result), ofCalls, verdict(Outcome.of(result)), known.get(i)));
    }
    return table;
  }

  private static List<String> row(
      List<String> figures, List<Integer> ofCalls, String verdict, String known) {
    List<String> row = new ArrayList<>(figures.subList(0, FIRST_OF_RPC));
    ofCalls.forEach(column -> row.add(figures.get(column)));
    row.addAll(List.of(verdict, known));
    return row;
  }

  private static List<String> figures(RunResult result) {
    List<String> row = new ArrayList<>();
    row.add(result.close().word());
    row.add(Figures.shortCount(Figures.perSecond(result.closed(), result.simulated())));
    row.add(Figures.shortCount((double) result.pending()));
    row.add(Figures.growth(result.backlog().perSecond()));
    durations(result).forEach(durations -> row.addAll(durations.all()));
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
  private static String groups(Table table, int known, int from) {
    StringBuilder line = new StringBuilder(" ".repeat(from));
    over(line, table, FIRST_OF_WAIT, "closer's wait");
    over(line, table, FIRST_OF_LAG, "close lag");
    if (known > FIRST_OF_RPC + 1) {
      over(line, table, FIRST_OF_RPC, "RPC latency");
    }
    over(line, table, known, "how");
    return line.substring(from);
  }

  private static void over(StringBuilder line, Table table, int column, String name) {
    int start = table.start(column);
    line.append(" ".repeat(Math.max(1, start - line.length()))).append(name);
  }

  private static String verdict(Outcome outcome) {
    return outcome.verdict().word() + (outcome.isUnexpected() ? "!" : "");
  }

  private String marked(String row, int at, Outcome outcome) {
    String verdict = verdict(outcome);
    boolean good = outcome.verdict() == Verdict.OK;
    String styled =
        outcome.exitCode() != Outcome.AS_EXPECTED
            ? style.bad(verdict)
            : good ? style.good(verdict) : style.doubtful(verdict);
    return row.substring(0, at) + styled + row.substring(at + verdict.length());
  }
}
