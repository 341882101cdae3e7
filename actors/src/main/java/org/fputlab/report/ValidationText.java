package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fputlab.engine.Figures;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.Comparison.Cell;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.fputlab.scenario.measured.Comparison.Standing;

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
    lines.addAll(legend());
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
    boolean isNone = digits.equals("0.0");
    return isNone ? "0" : (value > 0 ? "+" : "") + digits;
  }

  private static String oneDigit(double value) {
    return Figures.fixed(value, 1);
  }

  private static List<String> legend() {
    List<String> lines = new ArrayList<>();
    lines.add("What stands behind a figure of the model:");
    lines.addAll(
        Paragraph.lines(
            "  none  ",
            "within its bar: growth and closes a second 5% of what was measured (growth also by what"
                + " its own error allows), medians 20%, 99th percentiles a factor of 2, releases"
                + " newest first 5% of those that were"));
    lines.addAll(
        Paragraph.lines(
            "  ~     ",
            "outside, but by less than the measurement tells: of a percentile it holds a bucket,"
                + " and by the number of closes some ranks around it; n events of chance may be"
                + " sqrt(n) more or less; where between two ticks the closers began it does not"
                + " tell"));
    lines.add("  *     outside");
    lines.addAll(
        Paragraph.lines(
            "  =     ",
            "not compared: it is the only figure that a cost in the model was taken from"));
    return lines;
  }

  private List<String> score(List<Comparison> comparisons) {
    List<Cell> all =
        Stream.of(Quantity.values()).flatMap(each -> cells(comparisons, each).stream()).toList();
    long outside = count(all, Standing.OUTSIDE);
    String total =
        "%d of %d figures of %s are within the bars, %d cannot be told, %d %s outside"
            .formatted(
                count(all, Standing.WITHIN),
                compared(all),
                comparisons.size() + (comparisons.size() == 1 ? " run" : " runs"),
                count(all, Standing.UNRESOLVED),
                outside,
                outside == 1 ? "is" : "are");
    List<String> lines = new ArrayList<>();
    lines.add(outside == 0 ? style.good(total) : style.doubtful(total));
    lines.addAll(apart(all));
    lines.add("");
    lines.addAll(
        Paragraph.lines(
            "",
            "not told: as ~; formula within: what the plain formula scores; else: figures that it"
                + " misses or does not know, and how many of those the model has within."));
    lines.addAll(new ValidationScore(comparisons).lines());
    List<String> outsiders = outside(comparisons);
    if (!outsiders.isEmpty()) {
      lines.add("");
      lines.addAll(outsiders);
    }
    return lines;
  }

  /** Arithmetic without a kernel, and what it gets right too. */
  private static List<String> apart(List<Cell> all) {
    List<Cell> easy = all.stream().filter(Cell::isPlain).toList();
    List<Cell> rest = all.stream().filter(cell -> !cell.isPlain()).toList();
    return Paragraph.lines(
        "  ",
        "The plain formula, closes = min(rate, n / release), growth = rate - closes, wait = release,"
            + " newest first = all, has %s of these figures within the bars or as near as can be"
                .formatted(compared(easy))
            + " told: any queue would, and of them the model has %s within. Of the other %s it has %s."
                .formatted(
                    count(easy, Standing.WITHIN), compared(rest), count(rest, Standing.WITHIN)));
  }

  private static List<Cell> cells(List<Comparison> comparisons, Quantity quantity) {
    return comparisons.stream().flatMap(each -> each.cell(quantity).stream()).toList();
  }

  private static long compared(List<Cell> cells) {
    return cells.stream().filter(cell -> cell.standing().isCompared()).count();
  }

  private static long count(List<Cell> cells, Standing standing) {
    return cells.stream().filter(cell -> cell.standing() == standing).count();
  }

  private static List<String> outside(List<Comparison> comparisons) {
    List<String> lines = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      comparison.cells().stream()
          .filter(cell -> !cell.inside())
          .map(
              cell ->
                  "  outside: %s, %s: kernel %s, model %s"
                      .formatted(
                          comparison.run().name(),
                          fullName(cell.quantity()),
                          shown(cell.quantity(), cell.kernel()),
                          shown(cell.quantity(), cell.model())))
          .forEach(lines::add);
    }
    return lines;
  }

  static String fullName(Quantity quantity) {
    return switch (quantity) {
      case WAIT_P99 -> "closer's wait p99";
      case LAG_P99 -> "close lag p99";
      default -> name(quantity);
    };
  }
}
