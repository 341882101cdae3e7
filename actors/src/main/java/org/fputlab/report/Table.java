package org.fputlab.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells under one another, each column as wide as its widest cell. */
public final class Table {

  /** The side on which a column's cells stand. */
  public enum Side {
    LEFT,
    RIGHT
  }

  private record Column(Side side, int gap) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column, {@code gap} blanks after the one before. */
  public Table column(Side side, int gap) {
    columns.add(new Column(side, gap));
    return this;
  }

  /** Adds a row; it may have fewer cells than there are columns. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row; it may have fewer cells than there are columns. */
  public Table row(List<String> cells) {
    if (cells.size() > columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** How many columns there are. */
  int columns() {
    return columns.size();
  }

  /** Where column {@code index} ends, counted from the left edge. */
  int end(int index) {
    int end = 0;
    for (int i = 0; i <= index; i++) {
      end += columns.get(i).gap + width(i);
    }
    return end;
  }

  /** Where column {@code index} begins. */
  int start(int index) {
    return end(index) - width(index);
  }

  /** The rows as lines without blanks at their ends. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row));
    }
    return lines;
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(width(i) - row.get(i).length());
      line.append(" ".repeat(columns.get(i).gap));
      line.append(columns.get(i).side == Side.RIGHT ? padding + row.get(i) : row.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = 0;
    for (List<String> row : rows) {
      if (column < row.size()) {
        width = Math.max(width, row.get(column).length());
      }
    }
    return width;
  }
}
