package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.cli.screen.MailboxRows.Row;
import org.fputlab.engine.Figures;

/** The mailboxes under one another: name and wait share what the figures leave of the width. */
final class MailboxTable {

  private static final int MARK = 2;
  private static final int DEPTH = 8;
  private static final int OLDEST = 9;
  private static final int RATE = 8;
  private static final int GATE = 8;
  private static final int FIGURES = MARK + DEPTH + OLDEST + RATE + RATE + GATE;
  private static final int GAP = 2;
  private static final int SHORTEST_NAME = 12;

  private final int nameColumns;
  private final int waitColumns;
  private final Column sort;

  private MailboxTable(int nameColumns, int waitColumns, Column sort) {
    this.nameColumns = nameColumns;
    this.waitColumns = waitColumns;
    this.sort = sort;
  }

  /** In so many columns. */
  static MailboxTable within(int columns, List<Row> rows, Column sort) {
    int left = columns - FIGURES - GAP;
    int name = Math.max(SHORTEST_NAME, longestName(rows));
    int fair = Math.max(SHORTEST_NAME, left * 3 / 5);
    int names = Math.min(name, Math.max(fair, left - longestWait(rows)));
    return new MailboxTable(names, Math.max(0, left - names), sort);
  }

  /** As wide as it needs to be. */
  static MailboxTable wide(List<Row> rows, Column sort) {
    return new MailboxTable(Math.max(SHORTEST_NAME, longestName(rows)), longestWait(rows), sort);
  }

  private static int longestName(List<Row> rows) {
    return rows.stream().mapToInt(row -> row.mailbox().actor().length()).max().orElse(0);
  }

  private static int longestWait(List<Row> rows) {
    int longest = rows.stream().mapToInt(row -> row.mailbox().waitsFor().length()).max().orElse(0);
    return Math.max(longest, Column.WAIT.heading().length());
  }

  Line heading() {
    Line line = Line.plain(" ".repeat(MARK));
    heading(line, Column.NAME, "", nameColumns);
    heading(line, Column.DEPTH, DEPTH);
    heading(line, Column.OLDEST, OLDEST);
    heading(line, Column.IN, RATE);
    heading(line, Column.OUT, RATE);
    heading(line, Column.GATE, "  ", GATE - GAP);
    heading(line, Column.WAIT, "  ", waitColumns);
    return line;
  }

  private void heading(Line line, Column column, int columns) {
    String blanks = " ".repeat(columns - column.heading().length());
    heading(line, column, blanks, column.heading().length());
  }

  private void heading(Line line, Column column, String before, int columns) {
    String word = Cell.fit(column.heading(), columns).stripTrailing();
    line.and(before).and(column == sort ? Ink.CHOSEN : Ink.STRONG, word);
    line.and(" ".repeat(columns - word.length()));
  }

  List<Line> lines(List<Row> rows, int chosen) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Line line = line(rows.get(i), i == chosen);
      lines.add(i == chosen ? line.all(Ink.CHOSEN) : line);
    }
    return lines;
  }

  private Line line(Row row, boolean chosen) {
    return Line.of(
            ink(row), (chosen ? "> " : "  ") + Cell.fitName(row.mailbox().actor(), nameColumns))
        .and(Cell.fitRight(Figures.shortCount((double) row.mailbox().depth()), DEPTH))
        .and(Cell.fitRight(row.age() < 0 ? "-" : Figures.duration(row.age()), OLDEST))
        .and(Cell.fitRight(Figures.rate(row.mailbox().inPerS()), RATE))
        .and(Cell.fitRight(Figures.rate(row.mailbox().outPerS()), RATE))
        .and("  " + Cell.fit(row.mailbox().gate(), GATE - GAP))
        .and("  " + Cell.fit(row.mailbox().waitsFor(), waitColumns));
  }

  private static Ink ink(Row row) {
    if (row.task() != null && row.task().deadlocked()) {
      return Ink.BAD;
    }
    return row.blocked() >= 0 ? Ink.DOUBTFUL : Ink.PLAIN;
  }
}
