package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.screen.MailboxRows.Row;

/** A moment as plain text: every mailbox, every finding, nothing cut. */
final class Snapshot {

  private Snapshot() {}

  static List<String> of(Moment moment) {
    LiveView live = moment.live();
    List<Line> lines = new ArrayList<>(Header.of(live.state()));
    List<Row> rows = MailboxRows.of(live, Choice.FIRST);
    MailboxTable table = MailboxTable.wide(rows, Choice.FIRST.sort());
    lines.add(Line.empty());
    lines.add(table.heading());
    lines.addAll(table.lines(rows, -1));
    for (Panel panel : Panels.of(Screen.FIRST, moment)) {
      lines.add(Line.empty());
      lines.add(panel.title());
      lines.addAll(panel.lines());
    }
    return lines.stream().map(line -> line.text().stripTrailing()).toList();
  }
}
