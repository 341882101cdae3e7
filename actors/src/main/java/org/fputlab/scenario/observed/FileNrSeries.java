package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at {@code /proc/sys/fs/file-nr}, each after the time it was taken at, in its line or in the
 * one before: allocated files, free ones among them (always 0 since 2.6), and the limit
 * (proc_nr_files, fs/file_table.c, v6.6). A file counts as allocated until its close is finished.
 */
final class FileNrSeries implements Format {

  /** So many files were in use at {@code at}, in nanoseconds of some clock. */
  record Look(long at, long allocated) {}

  private static final Pattern LINE =
      Pattern.compile(
          "(?:(?<stamp>\\S|\\S.*?\\S)\\s+|\\s*)(?:fs\\.file-nr ?= ?)?(?<allocated>\\d{1,18})[ \\t]+"
              + "(?<free>\\d{1,18})[ \\t]+(?<limit>\\d{1,19})\\s*");
  private static final String DAMAGED = "damaged or foreign looks at file-nr";
  private static final String TIMELESS = "looks at file-nr without a time (say --every 1s)";

  private final Reading reading;
  private final List<Look> looks = new ArrayList<>();
  private String limit = "";
  private Stamp.Clock clock = Stamp.Clock.SECONDS;
  private long days;
  private long untimed;
  private @Nullable Line timeLine;

  FileNrSeries(Reading reading) {
    this.reading = reading;
  }

  @Override
  public boolean take(Line line) throws NotUsable {
    Matcher parts = LINE.matcher(line.text());
    if (!parts.matches()) {
      return isTime(line);
    }
    String before = parts.group("stamp");
    Stamp stamp = before == null ? stampOf(line) : Stamp.of(before);
    if (stamp == null) {
      if (before == null) {
        reading.skip(TIMELESS, line);
      }
      return before == null;
    }
    look(line, stamp, parts);
    return true;
  }

  /** A line of a time alone is of the look that follows. */
  private boolean isTime(Line line) {
    forget();
    if (Stamp.of(line.text()) == null) {
      return false;
    }
    timeLine = line;
    return true;
  }

  private void forget() {
    if (timeLine != null) {
      reading.skip(Reading.FOREIGN, timeLine);
    }
    timeLine = null;
  }

  /** Of the line before, or as the user says. */
  private @Nullable Stamp stampOf(Line line) {
    Line time = timeLine;
    if (time == null) {
      time = reading.takeTimeBefore(line);
    }
    timeLine = null;
    if (time != null && time.number() == line.number() - 1) {
      return Stamp.of(time.text());
    }
    return reading.hints().every().isPresent()
        ? new Stamp(Stamp.Clock.COUNTED, untimed++ * reading.hints().every().getAsLong())
        : null;
  }

  private void look(Line line, Stamp stamp, Matcher parts) throws NotUsable {
    String maximum = String.valueOf(parts.group("limit"));
    long allocated = Long.parseLong(parts.group("allocated"));
    long free = Long.parseLong(parts.group("free"));
    if (looks.isEmpty()) {
      limit = maximum;
      clock = stamp.clock();
    }
    if (!maximum.equals(limit) || free > allocated) {
      reading.skip(DAMAGED, line);
      return;
    }
    add(line, stamp, allocated - free);
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
    forget();
    if (looks.size() == 1) {
      reading.remark("a single look at file-nr says nothing of a rate");
    }
    if (looks.size() > 1) {
      reading.add(looks);
    }
  }
}
