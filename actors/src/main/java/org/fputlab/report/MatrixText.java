package org.fputlab.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Figures;
import org.fputlab.explore.matrix.Cell;
import org.fputlab.explore.matrix.HazardFile;
import org.fputlab.explore.matrix.Known;
import org.fputlab.scenario.Hazard;
import org.fputlab.watch.Finding;
import org.fputlab.watch.Verdict;

/** What {@code matrix} prints: a row for each hazard, a column for each policy. */
public final class MatrixText {

  /** What the table is, in one paragraph. */
  static final String ABOUT =
      "Every known hazard of closing a file, by every way of closing it. A verdict is what one run"
          + " of the scenario comes to, or a hang that some other order of its events shows. Beside"
          + " it stands how it is known.";

  private static final String LEGEND =
      "*: a hazard. =: its safe twin, with one thing changed. A verdict is what one run comes to, or"
          + " a hang that some schedule shows. Known by: p, proved from the steps; b, proved within"
          + " bounds: in all orders of events, with 2 runs of each task; fK, found at schedule K; n, no hang found in %s schedules, which is no proof;"
          + " r, one run. Below: what else that run shows.";

  private final Style style;

  public MatrixText(Style style) {
    this.style = style;
  }

  /**
   * The table, and what its words mean.
   *
   * @param most how many schedules were allowed for each cell
   */
  public List<String> lines(List<Cell> cells, long most) {
    List<String> lines = new ArrayList<>(table(rows(cells)));
    lines.add("");
    lines.addAll(counts(cells, most));
    lines.addAll(Paragraph.lines("", LEGEND.formatted(Figures.count(most))));
    return lines;
  }

  static Map<HazardFile, List<Cell>> rows(List<Cell> cells) {
    Map<HazardFile, List<Cell>> rows = new LinkedHashMap<>();
    cells.forEach(cell -> rows.computeIfAbsent(cell.hazard(), none -> new ArrayList<>()).add(cell));
    return rows;
  }

  private List<String> table(Map<HazardFile, List<Cell>> rows) {
    Table table = new Table().column(Table.Side.LEFT, 0);
    List<String> heading = new ArrayList<>(List.of(""));
    for (Cell cell : rows.values().iterator().next()) {
      table.column(Table.Side.LEFT, 2);
      heading.add(cell.close().word());
    }
    table.row(heading);
    List<String> titles = new ArrayList<>(List.of(""));
    rows.forEach(
        (hazard, cells) -> {
          List<List<String>> lines = lines(hazard, cells);
          lines.forEach(table::row);
          titles.add(title(hazard));
          lines.stream().skip(1).forEach(more -> titles.add(""));
        });
    return withTitles(table.lines(), titles);
  }

  /** Puts each row's title above it. */
  private static List<String> withTitles(List<String> table, List<String> titles) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      if (!titles.get(i).isEmpty()) {
        lines.addAll(Paragraph.lines("", titles.get(i)));
      }
      lines.add(table.get(i));
    }
    return lines;
  }

  private String title(HazardFile hazard) {
    String title = hazard.id() + (hazard.isSafe() ? " safe: " : ": ") + hazard.title();
    return hazard.isSafe() ? title : style.strong(title);
  }

  private static List<List<String>> lines(HazardFile hazard, List<Cell> cells) {
    List<List<String>> lines = new ArrayList<>();
    List<String> verdicts = new ArrayList<>(List.of(hazard.isSafe() ? "  = " : "  * "));
    cells.forEach(cell -> verdicts.add(cell.verdict().word() + " " + CellText.sign(cell)));
    lines.add(verdicts);
    List<List<String>> marks = cells.stream().map(CellText::marks).toList();
    int deepest = marks.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < deepest; i++) {
      List<String> line = new ArrayList<>(List.of(""));
      for (List<String> of : marks) {
        line.add(i < of.size() ? of.get(i) : "");
      }
      lines.add(line);
    }
    return lines;
  }

  /** How many cells are known in which way. */
  static List<String> counts(List<Cell> cells, long most) {
    Map<Known, Integer> counts = new EnumMap<>(Known.class);
    cells.forEach(cell -> counts.merge(cell.known(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (known, count) -> parts.add("%s %s".formatted(Figures.count(count), spoken(known, most))));
    return Paragraph.lines("", cells.size() + " cells: " + String.join(", ", parts));
  }

  private static String spoken(Known known, long most) {
    return switch (known) {
      case NOT_FOUND -> "no hang found in " + Figures.count(most);
      case A_RUN -> "by one run";
      default -> known.spoken();
    };
  }

  /** Each cell in words, with the command that shows it. */
  public List<String> details(List<Cell> cells, long most) {
    List<String> lines = new ArrayList<>();
    rows(cells).forEach((hazard, row) -> lines.addAll(details(hazard, row, most)));
    return lines;
  }

  private List<String> details(HazardFile hazard, List<Cell> row, long most) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(Paragraph.lines("", title(hazard)));
    if (!hazard.isSafe()) {
      Hazard words = hazard.scenario().hazard();
      tell("context   ", words.context(), lines);
      tell("holds     ", words.holds(), lines);
      tell("chain     ", words.chain(), lines);
      tell("left out  ", words.leftOut(), lines);
      hazard.scenario().source().forEach(source -> tell("source    ", source, lines));
    }
    tell("scenario  ", hazard.scenario().file(), lines);
    row.forEach(cell -> lines.addAll(details(cell, most)));
    return lines;
  }

  private List<String> details(Cell cell, long most) {
    List<String> lines = new ArrayList<>();
    String word = style.strong(cell.close().word() + ": " + cell.verdict().word());
    lines.add("  " + word + ", " + CellText.knownBy(cell));
    cell.main()
        .filter(main -> main.implies() != Verdict.OK)
        .ifPresent(main -> tell("  ", main.headline(), lines));
    for (Finding finding : CellText.marked(cell)) {
      tell("  " + finding.kind().word() + ": ", finding.headline(), lines);
    }
    lines.add("    " + CellText.replay(cell, most));
    return lines;
  }

  private static void tell(String first, String text, List<String> lines) {
    if (!text.isEmpty()) {
      lines.addAll(Paragraph.lines("  " + first, text));
    }
  }

  /** What is not as expected, one line each. */
  public static List<String> unexpected(List<Cell> cells) {
    List<String> lines = new ArrayList<>();
    for (Cell cell : cells) {
      if (!CellText.isAsExpected(cell)) {
        lines.add(
            "%s under %s: %s, expected %s"
                .formatted(
                    cell.hazard().name(),
                    cell.close().word(),
                    cell.verdict().word(),
                    CellText.expected(cell).map(Verdict::word).orElse("nothing")));
      }
    }
    return lines;
  }
}
