package org.fputlab.scenario.observed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.fputlab.scenario.observed.FileNrSeries.Look;
import org.jspecify.annotations.Nullable;

/** What one file says, put together by the formats that read it. */
final class Reading {

  /** Why a line is skipped that no format knows. */
  static final String FOREIGN = "lines that belong to none of the formats";

  private static final int SHOWN_CHARACTERS = 48;

  private final String file;
  private final Hints hints;
  private final Map<String, Skipped> skipped = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final Surroundings surroundings = new Surroundings();
  private final List<Line> times = new ArrayList<>();
  private List<Look> looks = List.of();

  Reading(String file, Hints hints) {
    this.file = file;
    this.hints = hints;
  }

  String file() {
    return file;
  }

  /** What the user said beside the files. */
  Hints hints() {
    return hints;
  }

  /** What the file says of the machine and of how it was measured. */
  Surroundings surroundings() {
    return surroundings;
  }

  void skip(String why, Line line) {
    skipped.merge(
        why,
        new Skipped(file, why, 1, line.number(), shown(line.text())),
        (before, now) -> {
          Skipped first = now.first() < before.first() ? now : before;
          return new Skipped(file, why, before.count() + 1, first.first(), first.example());
        });
  }

  /** A line that holds a time of day and nothing else. */
  void time(Line line) {
    times.add(line);
  }

  /** Those lines, unless they belong to a look at file-nr. */
  List<Line> times() {
    return times;
  }

  /** The time that stands in the line before, which then is of no other use. */
  @Nullable Line takeTimeBefore(Line line) {
    int last = times.size() - 1;
    boolean stands = last >= 0 && times.get(last).number() == line.number() - 1;
    return stands ? times.remove(last) : null;
  }

  long skipped(String why) {
    Skipped of = skipped.get(why);
    return of == null ? 0 : of.count();
  }

  /** Says something of the file that the user should know. */
  void remark(String what) {
    remarks.add(file + ": " + what);
  }

  void add(String kind, List<Observed> seen, OptionalLong span, boolean eachSeen) {
    measurements.add(new Measurement(file, kind, List.copyOf(seen), span, eachSeen, List.of()));
  }

  /** Calls of close(2) by user tasks. */
  void addCalls(
      String kind, Histogram times, OptionalLong span, boolean eachSeen, List<String> measured) {
    List<Observed> seen = List.of(new Observed(Part.CALL, Caller.USER, "", times));
    measurements.add(new Measurement(file, kind, seen, span, eachSeen, measured));
  }

  void add(List<Look> series) {
    looks = List.copyOf(series);
  }

  NotUsable refused(int line, String what) {
    return new NotUsable(file + ":" + line + ": " + what);
  }

  static String shown(String text) {
    String plain = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return plain.length() <= SHOWN_CHARACTERS
        ? plain
        : plain.substring(0, SHOWN_CHARACTERS - 3) + "...";
  }

  List<Skipped> skipped() {
    return List.copyOf(skipped.values());
  }

  List<String> remarks() {
    return remarks;
  }

  List<Measurement> measurements() {
    return measurements;
  }

  List<Look> looks() {
    return looks;
  }
}
