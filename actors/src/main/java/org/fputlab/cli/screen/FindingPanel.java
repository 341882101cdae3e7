package org.fputlab.cli.screen;

import java.util.List;
import org.fputlab.cli.remote.LiveView.Found;
import org.fputlab.engine.Figures;
import org.fputlab.report.Paragraph;

/** What was found, one line each. */
final class FindingPanel {

  private static final int TIME = 9;

  private FindingPanel() {}

  static List<Line> lines(List<Found> findings) {
    return findings.stream().map(FindingPanel::line).toList();
  }

  /** The finding with all its words. */
  static List<Line> whole(Found finding, int columns) {
    return Paragraph.lines(time(finding), finding.headline(), columns).stream()
        .map(line -> Line.of(Ink.of(finding.implies()), line))
        .toList();
  }

  private static String time(Found finding) {
    return Cell.fitRight(Figures.duration(finding.atNs()), TIME) + "  ";
  }

  private static Line line(Found finding) {
    return Line.plain(time(finding)).and(Ink.of(finding.implies()), finding.headline());
  }
}
