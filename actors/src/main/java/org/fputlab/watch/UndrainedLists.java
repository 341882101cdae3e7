package org.fputlab.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Gauge;
import org.fputlab.engine.TaskRow;

/**
 * Lists of files that nobody takes off, as that of nfsd's file cache ({@code freeme},
 * fs/nfsd/filecache.c, v6.9): the laundrette puts files there and wakes a thread, and where all
 * threads are busy they stay open. How old the oldest is follows from how many came by when. No
 * verdict follows: nobody waits for it.
 */
final class UndrainedLists {

  /** More are not kept of a list, or a run would cost the more the longer it is. */
  private static final int MOST_MARKS = 1024;

  /** So many had come by then. */
  private record Mark(long in, long at) {}

  private static final class Standing {
    final Deque<Mark> marks = new ArrayDeque<>();
    long in;
    long oldest;
    long depth;
    long since;
    long foundAt = -1;
    String why = "";
  }

  private final long limit;
  private final Map<String, Standing> lists = new LinkedHashMap<>();

  UndrainedLists(long limit) {
    this.limit = limit;
  }

  void look(List<Gauge> gauges, List<TaskRow> rows, List<Affliction> faults, long now) {
    for (Gauge gauge : gauges) {
      if (Depths.isList(gauge)) {
        Standing list = lists.computeIfAbsent(gauge.name(), none -> new Standing());
        look(list, gauge, now);
        describe(list, gauge, rows, faults, now);
      }
    }
  }

  private static void look(Standing list, Gauge gauge, long now) {
    if (gauge.in() > list.in) {
      list.in = gauge.in();
      list.marks.add(new Mark(list.in, now));
    }
    while (!list.marks.isEmpty() && list.marks.element().in() <= gauge.out()) {
      list.marks.remove();
    }
    if (list.marks.size() > MOST_MARKS) {
      thin(list.marks);
    }
  }

  /** Drops every second: who came by then counts as having come by the next, which is younger. */
  private static void thin(Deque<Mark> marks) {
    List<Mark> all = List.copyOf(marks);
    marks.clear();
    for (int i = 0; i < all.size(); i += 2) {
      marks.add(all.get(i));
    }
  }

  private void describe(
      Standing list, Gauge gauge, List<TaskRow> rows, List<Affliction> faults, long now) {
    long age = list.marks.isEmpty() ? 0 : now - list.marks.element().at();
    if (age <= limit || age <= list.oldest) {
      return;
    }
    if (list.foundAt < 0) {
      list.foundAt = now;
      list.why = StalledMailboxes.group(pool(gauge), Sighting.all(rows), faults);
    }
    list.oldest = age;
    list.depth = gauge.depth();
    list.since = list.marks.element().at();
  }

  /** Whose list it is: the first word of its name. */
  private static String pool(Gauge gauge) {
    return gauge.name().substring(0, Math.max(0, gauge.name().indexOf(' ')));
  }

  /** One finding for each list. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    lists.forEach(
        (name, list) -> {
          if (list.foundAt >= 0) {
            findings.add(finding(name, list));
          }
        });
    return findings;
  }

  private static Finding finding(String name, Standing list) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("depth", list.depth);
    figures.put("oldestNanos", list.oldest);
    String headline =
        String.format(
            Locale.ROOT,
            "nobody drains %s: %,d %s on it, the oldest for %s",
            name,
            list.depth,
            list.depth == 1 ? "file" : "files",
            Figures.plainDuration(list.oldest));
    return new Finding(
        Finding.Kind.UNDRAINED,
        name,
        headline,
        list.since,
        list.foundAt,
        list.why.isEmpty() ? List.of() : List.of(list.why),
        figures,
        Verdict.OK);
  }
}
