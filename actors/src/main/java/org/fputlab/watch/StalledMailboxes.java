package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;

/** Mailboxes whose oldest request grows old while their owner takes none. */
final class StalledMailboxes {

  private static final class Stall {
    final String owner;
    final long since;
    final long foundAt;
    long oldest;
    long depth;
    long describedAt;
    String why = "";

    Stall(GatedQueue queue, long now) {
      this.owner = queue.owner();
      this.since = queue.oldestAt();
      this.foundAt = now;
    }
  }

  private final long limit;
  private final Map<String, Stall> stalls = new LinkedHashMap<>();

  StalledMailboxes(long limit) {
    this.limit = limit;
  }

  void look(List<GatedQueue> queues, List<TaskRow> rows, long now) {
    for (GatedQueue queue : queues) {
      long oldestAt = queue.oldestAt();
      if (oldestAt >= 0 && now - oldestAt > limit && now - queue.lastTaken() > limit) {
        Stall stall = stalls.computeIfAbsent(queue.owner(), none -> new Stall(queue, now));
        note(stall, now - oldestAt, queue.depth(), rows);
      }
    }
  }

  /** Describing costs a walk over the table, so it is done anew only when the age has doubled. */
  private static void note(Stall stall, long age, long depth, List<TaskRow> rows) {
    stall.depth = Math.max(stall.depth, depth);
    stall.oldest = Math.max(stall.oldest, age);
    if (age >= 2 * stall.describedAt) {
      stall.describedAt = age;
      stall.why = why(stall.owner, rows);
    }
  }

  private static String why(String owner, List<TaskRow> rows) {
    for (TaskRow row : rows) {
      if (row.name().equals(owner)) {
        return row.name() + " " + doing(row);
      }
    }
    return group(owner, rows);
  }

  private static String doing(TaskRow row) {
    Wait wait = row.waitsFor();
    return wait == null
        ? "is " + word(row.state())
        : "waits for " + wait.resource() + " since " + Times.moment(wait.since());
  }

  private static String word(TaskRow.State state) {
    return state == TaskRow.State.BLOCKED ? "running" : state.name().toLowerCase(Locale.ROOT);
  }

  /** What the tasks of a pool do, most first. */
  private static String group(String group, List<TaskRow> rows) {
    Map<String, Integer> doing = new LinkedHashMap<>();
    int members = 0;
    for (TaskRow row : rows) {
      if (row.group().equals(group)) {
        Wait wait = row.waitsFor();
        String what = wait == null ? word(row.state()) : "waiting for " + awaited(wait);
        doing.merge(what, 1, Integer::sum);
        members++;
      }
    }
    if (members == 0) {
      return "";
    }
    List<Map.Entry<String, Integer>> most = new ArrayList<>(doing.entrySet());
    most.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
    List<String> parts = new ArrayList<>();
    most.forEach(entry -> parts.add(entry.getValue() + " " + entry.getKey()));
    return "of " + members + " " + group + " tasks: " + String.join(", ", parts);
  }

  /** Calls have a number each, which says nothing here. */
  private static String awaited(Wait wait) {
    return wait.group() == null ? wait.resource().name() : wait.resource().word();
  }

  /** One finding for each mailbox. */
  List<Finding> findings() {
    return stalls.values().stream().map(StalledMailboxes::finding).toList();
  }

  private static Finding finding(Stall stall) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("depth", stall.depth);
    figures.put("oldestNanos", stall.oldest);
    return new Finding(
        Finding.Kind.STALLED_MAILBOX,
        stall.owner,
        "mailbox of "
            + stall.owner
            + " stalled: "
            + String.format(Locale.ROOT, "%,d", stall.depth)
            + (stall.depth == 1 ? " request" : " requests")
            + ", the oldest "
            + Times.duration(stall.oldest)
            + " old, none taken",
        stall.since,
        stall.foundAt,
        stall.why.isEmpty() ? List.of() : List.of(stall.why),
        figures,
        Verdict.WAITS);
  }
}
