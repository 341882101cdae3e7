package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Figures;
import org.fputlab.report.Table.Side;
import org.fputlab.scenario.observed.Histogram;
import org.fputlab.scenario.observed.MeasuredServer;
import org.fputlab.scenario.observed.Skipped;
import org.fputlab.scenario.observed.Stream;

/** What an import says on the terminal: what was measured, what was left out, what is not known. */
public final class ImportText {

  private final Style style;

  public ImportText(Style style) {
    this.style = style;
  }

  /** All of it. */
  public List<String> lines(MeasuredServer server) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.heading(
            "%s %s%s, from a %s"
                .formatted(
                    Figures.count(server.count()),
                    server.count() == 1 ? "close" : "closes",
                    server.span().isPresent()
                        ? " in " + Figures.duration(server.span().getAsLong())
                        : "",
                    server.kind().replaceAll("s( and |$)", "$1"))));
    lines.add("");
    lines.addAll(table(server));
    section(lines, "what was measured", server.measured());
    section(lines, "skipped", server.skipped().stream().map(ImportText::skipped).toList());
    section(lines, "seen besides", server.notes());
    section(lines, "not measured, and what the scenario has instead", server.unknown());
    return lines;
  }

  private static List<String> table(MeasuredServer server) {
    Table table = new Table().column(Side.LEFT, 0);
    for (int i = 0; i < 7; i++) {
      table.column(i == 0 ? Side.LEFT : Side.RIGHT, 2);
    }
    table.row("", "run by", "closes", "/s", "mean", "p50", "p99", "rate");
    for (Stream stream : server.streams()) {
      Histogram times = stream.times();
      table.row(
          stream.name(),
          stream.caller().spoken(),
          Figures.count(times.count()),
          Figures.rate(stream.finished()),
          Figures.shortDuration(Math.round(times.mean())),
          Figures.shortDuration(times.quantile(0.5)),
          Figures.shortDuration(times.quantile(0.99)),
          Figures.rate(stream.rate()) + "/s");
    }
    return table.lines();
  }

  private static String skipped(Skipped skipped) {
    return "%s:%d: %s: %s, the first \"%s\""
        .formatted(
            skipped.file(),
            skipped.first(),
            skipped.why(),
            Figures.count(skipped.count()),
            skipped.example());
  }

  private void section(List<String> lines, String title, List<String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(style.heading(title));
    entries.forEach(entry -> lines.addAll(Paragraph.lines("  ", entry)));
  }
}
