package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The table of {@code strace -c}, {@code -C} and {@code -w}, with whichever columns {@code -U}
 * chose (count.c, strace 4.8 to 6.1). A table whose rows do not add up to its last one is refused.
 */
final class StraceTable implements Format {

  private static final String NAME = "syscall";
  private static final String CALLS = "calls";
  private static final String SECONDS = "seconds";
  private static final String SHARE = "%time";
  private static final List<String> COLUMNS =
      List.of(SHARE, SECONDS, "usecs/call", CALLS, "errors", NAME, "shortest", "longest");

  private static final Pattern DASHES = Pattern.compile("[- ]*---[- ]*");
  private static final double MICRO = 1e-6;

  private static final List<String> MEASURED =
      List.of(
          CloseCalls.WHAT,
          "a table of strace: how many and their mean, not each; unless strace ran with -w, its times"
              + " are processor time, without what a close waited for");

  private record Row(Line line, String name, List<String> cells) {}

  private final Reading reading;
  private final StraceLines lines;
  private final CallsTable table;
  private final List<Row> rows = new ArrayList<>();
  private List<String> columns = List.of();
  private int header;
  private boolean open;

  StraceTable(Reading reading, StraceLines lines) {
    this.reading = reading;
    this.lines = lines;
    this.table = new CallsTable(reading, "Run strace -T -e trace=close.");
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    List<String> words = words(line.text());
    if (words.contains(NAME) && words.contains(CALLS) && COLUMNS.containsAll(words)) {
      refuseIfOpen();
      columns = words;
      header = line.number();
      open = true;
      rows.clear();
      return true;
    }
    if (!open) {
      return false;
    }
    if (!DASHES.matcher(line.text()).matches()) {
      row(line, words);
    }
    return true;
  }

  private static List<String> words(String line) {
    String plain = line.strip().replace("% time", SHARE);
    return plain.isEmpty() ? List.of() : Arrays.asList(plain.split("\\s+", -1));
  }

  private void row(Line line, List<String> words) throws NotUsable {
    boolean withErrors = words.size() == columns.size();
    boolean whole = withErrors || words.size() == columns.size() - 1;
    int named = columns.indexOf(NAME);
    int at = withErrors || named < columns.indexOf("errors") ? named : named - 1;
    String name = !whole && words.contains("total") ? "total" : whole ? words.get(at) : "";
    if (name.equals("total")) {
      total(line, words);
      return;
    }
    List<String> cells = new ArrayList<>(words);
    if (!withErrors && columns.contains("errors")) {
      cells.add(Math.min(columns.indexOf("errors"), cells.size()), "0");
    }
    if (!name.matches("\\w+") || cells.size() != columns.size() || !areNumbers(cells)) {
      throw reading.refused(
          line.number(), "in the table of strace this is no row. It is cut or mixed up.");
    }
    rows.add(new Row(line, name, cells));
  }

  private boolean areNumbers(List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String column = columns.get(i);
      boolean whole = column.equals(CALLS) || column.equals("errors");
      String form = whole ? "\\d{1,15}" : "\\d{1,15}([.,]\\d{1,9})?";
      if (!column.equals(NAME) && !cells.get(i).matches(form)) {
        return false;
      }
    }
    return true;
  }

  /** Old versions leave out a column here, so that the numbers are known by what they add up to. */
  private void total(Line line, List<String> words) throws NotUsable {
    open = false;
    long calls = rows.stream().mapToLong(row -> Long.parseLong(cell(row, CALLS))).sum();
    boolean counted = words.contains(Long.toString(calls));
    double seconds = rows.stream().mapToDouble(row -> number(row, SECONDS)).sum();
    double slack = MICRO * (rows.size() + 1);
    boolean timed =
        !columns.contains(SECONDS)
            || words.stream()
                .filter(word -> word.matches("\\d+[.,]\\d{6,9}"))
                .anyMatch(word -> Math.abs(decimal(word) - seconds) <= slack);
    if (!counted || !timed) {
      throw reading.refused(
          line.number(), "the rows of this table do not add up to its total: damaged, or cut.");
    }
    for (Row row : rows) {
      if (row.name.equals("close")) {
        close(row, seconds);
      }
    }
  }

  private void close(Row row, double all) throws NotUsable {
    long calls = Long.parseLong(cell(row, CALLS));
    boolean each = columns.contains("usecs/call");
    if (!columns.contains(SECONDS) && !each) {
      throw reading.refused(header, "the table has no times. Run strace -c with -w.");
    }
    double seconds =
        columns.contains(SECONDS)
            ? number(row, SECONDS)
            : number(row, "usecs/call") * MICRO * calls;
    double mean = seconds / Math.max(1, calls);
    boolean fits =
        calls > 0
            && (!each || Math.abs(mean / MICRO - number(row, "usecs/call")) <= 1)
            && (!columns.contains(SHARE)
                || all == 0
                || Math.abs(100 * seconds / all - number(row, SHARE)) <= 0.011);
    if (!fits) {
      throw reading.refused(row.line.number(), "these numbers do not fit one another: damaged.");
    }
    table.add(row.line.number(), calls, Long.parseLong(cell(row, "errors")), seconds * 1e9);
    extremes(row, mean);
  }

  private void extremes(Row row, double mean) throws NotUsable {
    if (columns.contains("shortest") && columns.contains("longest")) {
      double shortest = number(row, "shortest");
      double longest = number(row, "longest");
      if (shortest > mean + MICRO || longest < mean - MICRO) {
        throw reading.refused(row.line.number(), "the mean lies outside of the extremes: damaged.");
      }
      table.extremes(Math.round(shortest * 1e9), Math.round(longest * 1e9));
    }
  }

  private String cell(Row row, String column) {
    int at = columns.indexOf(column);
    return at < 0 ? "0" : row.cells.get(at);
  }

  private double number(Row row, String column) {
    return decimal(cell(row, column));
  }

  /** Some locales write a comma. */
  private static double decimal(String text) {
    return Double.parseDouble(text.replace(',', '.'));
  }

  private void refuseIfOpen() throws NotUsable {
    if (open) {
      throw reading.refused(header, "the end of the table that begins here is missing.");
    }
  }

  @Override
  public void end() throws NotUsable {
    refuseIfOpen();
    long damaged = reading.skipped(FunctionGraph.DAMAGED);
    table.end("strace -c tables", lines.closes(), damaged, MEASURED);
  }
}
