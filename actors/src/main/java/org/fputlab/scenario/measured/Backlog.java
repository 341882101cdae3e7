package org.fputlab.scenario.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The looks at a run's backlog, {@code time_ms,phase,opened,closecalls,released,backlog}, one a
 * line. Phase 0 is the load; the last look is taken when all is over and says what the summary
 * does.
 */
final class Backlog {

  private static final String HEADING = "time_ms,phase,opened,closecalls,released,backlog";
  private static final Pattern LOOK =
      Pattern.compile("\\d{1,12},[012],\\d{1,12},\\d{1,12},\\d{1,12},\\d{1,12}");
  private static final long MS = 1_000_000;

  /** The last look follows on the one before at once; others are 100 ms apart. */
  private static final long AT_ONCE_MS = 50;

  private record Row(long at, long phase, long opened, long called, long released, long backlog) {

    static Row of(String line) {
      String[] cells = line.split(",", -1);
      return new Row(
          Long.parseLong(cells[0]),
          Long.parseLong(cells[1]),
          Long.parseLong(cells[2]),
          Long.parseLong(cells[3]),
          Long.parseLong(cells[4]),
          Long.parseLong(cells[5]));
    }

    boolean follows(Row other) {
      return at >= other.at
          && phase >= other.phase
          && opened >= other.opened
          && called >= other.called
          && released >= other.released;
    }

    /** Counters are read one after another, and closers go on meanwhile. */
    boolean addsUp(long apart) {
      return Math.abs(called - released - backlog) <= apart && called - opened <= apart;
    }
  }

  private final String file;
  private final RunReader.Complaints complaints;
  private final List<Row> rows = new ArrayList<>();

  private Backlog(String file, RunReader.Complaints complaints) {
    this.file = file;
    this.complaints = complaints;
  }

  /**
   * Reads the looks of the load.
   *
   * @param apart by how many closes counters of one look may disagree
   */
  static List<MeasuredRun.Look> read(
      String file,
      List<String> lines,
      Summary summary,
      long apart,
      RunReader.Complaints complaints) {
    Backlog backlog = new Backlog(file, complaints);
    if (!lines.get(0).equals(HEADING)) {
      complaints.about(file, 1, "is not " + HEADING);
    } else if (backlog.areRows(lines, apart)) {
      backlog.requireEnd(summary);
    }
    return backlog.rows.stream()
        .filter(row -> row.phase == 0)
        .map(row -> new MeasuredRun.Look(row.at * MS, row.backlog))
        .toList();
  }

  private boolean areRows(List<String> lines, long apart) {
    for (int i = 1; i < lines.size(); i++) {
      if (!LOOK.matcher(lines.get(i)).matches()) {
        complaints.about(file, i + 1, "is no " + HEADING);
        return false;
      }
      Row row = Row.of(lines.get(i));
      if (!rows.isEmpty() && !row.follows(rows.get(rows.size() - 1))) {
        complaints.about(file, i + 1, "has a time, phase or counter below that of the line above");
        return false;
      }
      if (!row.addsUp(apart)) {
        complaints.about(file, i + 1, "has a backlog that is not closecalls less released");
        return false;
      }
      rows.add(row);
    }
    return true;
  }

  private void requireEnd(Summary summary) {
    int last = rows.size() - 1;
    if (last < 1 || rows.get(0).phase != 0) {
      complaints.about(file, 0, "has no looks at the load");
    } else if (rows.get(last).phase == 0
        || rows.get(last).at - rows.get(last - 1).at > AT_ONCE_MS
        || rows.get(last).opened != summary.number("opened_total", 0, Long.MAX_VALUE)
        || rows.get(last).released != summary.number("released_total", 0, Long.MAX_VALUE)) {
      complaints.about(
          file,
          last + 2,
          "is not the last look, which comes at once after the one before and has what the summary"
              + " says was opened and released: is the file cut");
    }
  }
}
