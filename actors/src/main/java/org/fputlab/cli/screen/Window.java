package org.fputlab.cli.screen;

/** How much a terminal shows. */
record Window(int columns, int rows) {

  private static final int FEWEST_COLUMNS = 60;
  private static final int FEWEST_ROWS = 16;

  /** What stands around a page or the mailboxes: the header, a heading, and the help line. */
  private static final int AROUND = 6;

  boolean isTooSmall() {
    return columns < FEWEST_COLUMNS || rows < FEWEST_ROWS;
  }

  static String needed() {
    return "at least %d columns and %d rows are needed".formatted(FEWEST_COLUMNS, FEWEST_ROWS);
  }

  /** Rows for a page, or for mailboxes and panels. */
  int body() {
    return rows - AROUND;
  }
}
