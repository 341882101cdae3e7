package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at {@code /proc/sys/fs/file-nr}, each after the time it was taken at: allocated files, free
 * ones (always 0 since 2.6), and the limit (proc_nr_files, fs/file_table.c, v6.6). A file counts as
 * allocated until its close is finished.
 */
final class FileNrSeries implements Format {

  /** So many files were allocated at {@code at}, in nanoseconds of some clock. */
  record Look(long at, long allocated) {}

  private static final Pattern LINE =
      Pattern.compile(
          "(?<stamp>.*?)\\s*(?:fs\\.file-nr ?= ?)?(?<allocated>\\d{1,18})[ \\t]+0[ \\t]+(?<limit>\\d{1,19})\\s*");
  private static final String DAMAGED = "damaged or foreign looks at file-nr";

  private final Reading reading;
  private final List<Look> looks = new ArrayList<>();
  private String limit = "";
  private Stamp.Clock clock = Stamp.Clock.SECONDS;
  private long days;

  FileNrSeries(Reading reading) {
    this.reading = reading;
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    Matcher parts = LINE.matcher(line.text());
    if (!parts.matches()) {
      return false;
    }
    String before = String.valueOf(parts.group("stamp"));
    Stamp stamp = Stamp.of(before);
    if (stamp == null && !before.isBlank()) {
      return false;
    }
    if (stamp == null) {
      reading.skip("looks at file-nr without a time", line);
      return true;
    }
    String maximum = String.valueOf(parts.group("limit"));
    if (looks.isEmpty()) {
      limit = maximum;
      clock = stamp.clock();
    }
    if (!maximum.equals(limit)) {
      reading.skip(DAMAGED, line);
      return true;
    }
    add(line, stamp, Long.parseLong(parts.group("allocated")));
    return true;
  }

  private void add(Line line, Stamp stamp, long allocated) throws NotUsable {
    if (stamp.clock() != clock) {
      throw reading.refused(
          line.number(), "this look at file-nr has another kind of time than the first.");
    }
    long last = looks.isEmpty() ? Long.MIN_VALUE : looks.get(looks.size() - 1).at();
    long at = stamp.nanos() + days * Stamp.DAY_NANOS;
    if (at < last && clock == Stamp.Clock.DAY && last - at > Stamp.DAY_NANOS / 2) {
      days++;
      at += Stamp.DAY_NANOS;
    }
    if (at < last) {
      throw reading.refused(
          line.number(), "time goes back here. Two series, or two clocks? Import one at a time.");
    }
    if (at > last) {
      looks.add(new Look(at, allocated));
    }
  }

  @Override
  public void end() {
    if (looks.size() == 1) {
      reading.remark("a single look at file-nr says nothing of a rate");
    }
    if (looks.size() > 1) {
      reading.add(looks);
    }
  }
}
