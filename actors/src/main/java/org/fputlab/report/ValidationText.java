package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.Comparison.Cell;
import org.fputlab.scenario.measured.Comparison.Quantity;

/** What {@code validate} prints: of each run what was measured and, below, what the model says. */
public final class ValidationText {

  private static final int GAP = 2;
  private static final double SMALL = 99.95;

  private final Style style;

  public ValidationText(Style style) {
    this.style = style;
  }

  /** The table, and how many figures are within their bars. */
  public List<String> lines(List<Comparison> comparisons) {
    List<String> lines = new ArrayList<>(table(comparisons));
    lines.add("");
    lines.addAll(Paragraph.lines("", bars()));
    lines.add("");
    lines.addAll(score(comparisons));
    return lines;
  }

  private static List<String> table(List<Comparison> comparisons) {
    Table table = new Table().column(Table.Side.LEFT, 0).column(Table.Side.LEFT, GAP);
    List<String> first = new ArrayList<>(List.of("", ""));
    List<String> second = new ArrayList<>(List.of("run", ""));
    for (Quantity quantity : Quantity.values()) {
      table.column(Table.Side.RIGHT, GAP).column(Table.Side.LEFT, 0);
      String[] heading = heading(quantity).split("/", 2);
      first.addAll(List.of(heading[0], ""));
      second.addAll(List.of(heading[1], ""));
    }
    table.row(first).row(second);
    for (Comparison comparison : comparisons) {
      table.row(row(comparison, comparison.run().name(), false)).row(row(comparison, "", true));
    }
    return table.lines();
  }

  private static List<String> row(Comparison comparison, String name, boolean isModel) {
    List<String> row = new ArrayList<>(List.of(name, isModel ? "model" : "kernel"));
    for (Quantity quantity : Quantity.values()) {
      row.add(
          comparison
              .cell(quantity)
              .map(cell -> shown(quantity, isModel ? cell.model() : cell.kernel()))
              .orElse(Figures.NONE));
      row.add(isModel ? comparison.cell(quantity).map(ValidationText::mark).orElse("") : "");
    }
    return row;
  }

  private static String mark(Cell cell) {
    return switch (cell.standing()) {
      case WITHIN -> "";
      case UNRESOLVED -> "~";
      case OUTSIDE -> "*";
      case FED_IN -> "=";
      case CUT_OFF -> "<";
    };
  }

  private static String heading(Quantity quantity) {
    return switch (quantity) {
      case SLOPE -> "backlog/grows /s";
      case CLOSES -> "closes/per s";
      case WAIT_P50 -> "closer's/wait p50";
      case WAIT_P99 -> "/p99";
      case LAG_P50 -> "close/lag p50";
      case LAG_P99 -> "/p99";
      case INVERSIONS -> "newest/first";
    };
  }

  private static String name(Quantity quantity) {
    return switch (quantity) {
      case SLOPE -> "growth";
      case CLOSES -> "closes a second";
      case WAIT_P50 -> "closer's wait p50";
      case WAIT_P99 -> "p99";
      case LAG_P50 -> "close lag p50";
      case LAG_P99 -> "p99";
      case INVERSIONS -> "newest first";
    };
  }

  private static String shown(Quantity quantity, double value) {
    return switch (quantity) {
      case SLOPE -> signed(value);
      case CLOSES -> value < SMALL ? oneDigit(value) : Figures.shortCount(value);
      case WAIT_P50, WAIT_P99, LAG_P50, LAG_P99 -> Figures.shortDuration(Math.round(value));
      case INVERSIONS -> Figures.shortCount(value);
    };
  }

  private static String signed(double value) {
    if (Math.abs(value) >= SMALL) {
      return Figures.growth(value);
    }
    String digits = oneDigit(value);
    boolean isNone = digits.equals("0.0") || digits.equals("-0.0");
    return isNone ? "0" : (value > 0 ? "+" : "") + digits;
  }

  private static String oneDigit(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String bars() {
    return "An asterisk marks what is outside its bar: growth and closes a second 5% of what was"
        + " measured (growth also by what its own error allows), medians 20%, 99th percentiles a"
        + " factor of 2, releases newest first 5% of all releases.";
  }

  private List<String> score(List<Comparison> comparisons) {
    List<String> lines = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    long all = 0;
    long within = 0;
    for (Quantity quantity : Quantity.values()) {
      List<Cell> cells =
          comparisons.stream()
              .flatMap(each -> each.cell(quantity).stream())
              .filter(cell -> cell.standing().isCompared())
              .toList();
      long inside = cells.stream().filter(Cell::inside).count();
      all += cells.size();
      within += inside;
      parts.add(name(quantity) + " " + inside + " of " + cells.size());
    }
    String runs = comparisons.size() + (comparisons.size() == 1 ? " run" : " runs");
    String total = "%d of %d figures of %s are within the bars".formatted(within, all, runs);
    lines.add(within == all ? style.good(total) : style.doubtful(total));
    lines.addAll(Paragraph.lines("  ", String.join(", ", parts)));
    return lines;
  }
}
