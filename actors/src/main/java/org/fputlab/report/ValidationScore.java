package org.fputlab.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.scenario.measured.Comparison;
import org.fputlab.scenario.measured.Comparison.Cell;
import org.fputlab.scenario.measured.Comparison.Quantity;
import org.fputlab.scenario.measured.Comparison.Standing;
import org.fputlab.scenario.measured.MeasuredRun;

/**
 * How many figures are within their bars, by how files were closed, whether the closers were paced,
 * and the kernel, and by what is compared. Beside it stands what arithmetic without a kernel would
 * score, and apart from the rest what arithmetic gets right too.
 */
final class ValidationScore {

  private static final int GAP = 2;
  private static final String PACED = "paced";
  private static final String UNPACED = "unpaced";

  /** By policy; the paced before the unpaced; by kernel. */
  private static final Comparator<MeasuredRun> ORDER =
      Comparator.comparing(MeasuredRun::policy)
          .thenComparing(run -> run.rate() == 0)
          .thenComparing(MeasuredRun::kernel);

  /** What is counted of some figures. */
  private record Count(
      int figures, int within, int untold, int outside, int plain, int rest, int restWithin) {

    static Count of(Collection<Cell> all) {
      List<Cell> cells = all.stream().filter(cell -> cell.standing().isCompared()).toList();
      List<Cell> rest = cells.stream().filter(cell -> !cell.isPlain()).toList();
      return new Count(
          cells.size(),
          count(cells, Standing.WITHIN),
          count(cells, Standing.UNRESOLVED),
          count(cells, Standing.OUTSIDE),
          (int) cells.stream().filter(ValidationScore::isPlainWithin).count(),
          rest.size(),
          count(rest, Standing.WITHIN));
    }

    private static int count(List<Cell> cells, Standing standing) {
      return (int) cells.stream().filter(cell -> cell.standing() == standing).count();
    }

    List<String> row() {
      return List.of(
          figure(figures),
          figure(within),
          share(within, figures),
          figure(untold),
          figure(outside),
          figure(plain),
          figure(rest),
          figure(restWithin),
          share(restWithin, rest));
    }

    private static String figure(int count) {
      return String.format(Locale.ROOT, "%,d", count);
    }

    private static String share(int part, int of) {
      return of == 0 ? "-" : Math.floorDiv(100 * part, of) + "%";
    }
  }

  private final List<Comparison> comparisons;

  ValidationScore(List<Comparison> comparisons) {
    this.comparisons = comparisons;
  }

  /** The two tables. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(groups().lines());
    lines.add("");
    lines.addAll(quantities().lines());
    return lines;
  }

  private static Table table(String... of) {
    Table table = new Table();
    List<String> first = new ArrayList<>();
    for (int i = 0; i < of.length; i++) {
      table.column(Table.Side.LEFT, i == 0 ? 0 : GAP);
      first.add("");
    }
    List<String> second = new ArrayList<>(List.of(of));
    for (String heading :
        List.of(
            "/runs",
            "/figures",
            "/within",
            "/",
            "not/told",
            "/outside",
            "formula/within",
            "else/figures",
            "/within",
            "/")) {
      String[] both = heading.split("/", 2);
      table.column(Table.Side.RIGHT, heading.equals("/") ? 1 : GAP);
      first.add(both[0]);
      second.add(both[1]);
    }
    return table.row(first).row(second);
  }

  private Table groups() {
    Table table = table("closed by", "", "kernel");
    Map<List<String>, List<Comparison>> groups = new LinkedHashMap<>();
    comparisons.forEach(
        each -> groups.computeIfAbsent(group(each.run()), first -> new ArrayList<>()).add(each));
    groups.entrySet().stream()
        .sorted(Comparator.comparing(group -> group.getValue().get(0).run(), ORDER))
        .forEach(group -> row(table, group.getKey(), group.getValue()));
    row(table, List.of("all", PACED, ""), paced(true));
    row(table, List.of("all", UNPACED, ""), paced(false));
    row(table, List.of("all", "", ""), comparisons);
    return table;
  }

  private static List<String> group(MeasuredRun run) {
    return List.of(
        run.policy().name().toLowerCase(Locale.ROOT),
        run.rate() > 0 ? PACED : UNPACED,
        run.kernel());
  }

  private List<Comparison> paced(boolean paced) {
    return comparisons.stream().filter(each -> each.run().rate() > 0 == paced).toList();
  }

  private static void row(Table table, List<String> group, List<Comparison> of) {
    List<String> row = new ArrayList<>(group);
    row.add(Integer.toString(of.size()));
    row.addAll(Count.of(of.stream().flatMap(each -> each.cells().stream()).toList()).row());
    table.row(row);
  }

  private Table quantities() {
    Table table = table("figure");
    for (Quantity quantity : Quantity.values()) {
      List<Cell> cells =
          comparisons.stream().flatMap(each -> each.cell(quantity).stream()).toList();
      List<String> row = new ArrayList<>(List.of(ValidationText.fullName(quantity)));
      row.add(Integer.toString(cells.size()));
      row.addAll(Count.of(cells).row());
      table.row(row);
    }
    return table;
  }

  private static boolean isPlainWithin(Cell cell) {
    return cell.plain().isPresent() && cell.plain().get().standing() == Standing.WITHIN;
  }
}
