package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Awaited;
import org.fputlab.cli.remote.LiveView.Held;
import org.fputlab.cli.remote.LiveView.Task;
import org.fputlab.engine.Figures;

/** The locks that somebody waits for: who holds each, and who stands in its queue, in order. */
final class LockTable {

  private static final Set<String> KINDS = Set.of("mutex", "rw-semaphore", "semaphore", "spinlock");
  private static final int NAMES_ON_A_LINE = 3;
  private static final int QUEUE_SHOWN = 16;
  private static final int NAME = 28;

  /**
   * Somebody who holds a lock or waits for it.
   *
   * @param age since when, in nanoseconds; -1 where that is not known
   */
  record Party(String task, boolean shared, long age) {}

  /** A lock with a queue, the first in it first. */
  record Lock(String name, String kind, int fault, List<Party> holders, List<Party> queue) {}

  private LockTable() {}

  /** Those with the longest waits first. */
  static List<Lock> of(LiveView live) {
    Map<String, List<Task>> queues = new LinkedHashMap<>();
    for (Task task : live.tasks()) {
      Awaited wait = task.waitsFor();
      if (wait != null && KINDS.contains(wait.kind())) {
        queues.computeIfAbsent(wait.resource(), none -> new ArrayList<>()).add(task);
      }
    }
    List<Lock> locks = new ArrayList<>();
    queues.forEach((name, waiting) -> locks.add(lock(name, waiting, live)));
    locks.sort(Comparator.comparingLong((Lock lock) -> lock.queue.get(0).age).reversed());
    return locks;
  }

  private static Lock lock(String name, List<Task> waiting, LiveView live) {
    long now = live.state().nowNs();
    List<Party> queue = new ArrayList<>();
    int fault = 0;
    String kind = "";
    for (Task task : waiting) {
      Awaited wait = task.waitsFor();
      if (wait != null) {
        kind = wait.kind();
        fault = wait.fault() == null ? fault : wait.fault();
        queue.add(new Party(task.name(), wait.shared(), TaskPanel.age(wait.sinceNs(), now)));
      }
    }
    queue.sort(Comparator.comparingLong(Party::age).reversed());
    return new Lock(name, kind, fault, holders(name, waiting, live), queue);
  }

  /** Who holds it and since when; where the run was not asked for that, whom the waiters name. */
  private static List<Party> holders(String name, List<Task> waiting, LiveView live) {
    List<Party> holders = new ArrayList<>();
    for (Task task : live.tasks()) {
      for (Held held : task.holds()) {
        if (held.resource().equals(name)) {
          long age = TaskPanel.age(held.sinceNs(), live.state().nowNs());
          holders.add(new Party(task.name(), held.shared(), age));
        }
      }
    }
    if (holders.isEmpty()) {
      waiting.stream()
          .map(Task::waitsFor)
          .flatMap(wait -> wait == null ? Stream.of() : wait.blockedBy().stream())
          .distinct()
          .forEach(task -> holders.add(new Party(task, false, -1)));
    }
    return holders;
  }

  /** One line for a lock. */
  static Line brief(Lock lock) {
    Line line = Line.plain("  ").and(Ink.STRONG, lock.name).and("  held by " + held(lock));
    int more = lock.queue.size() - NAMES_ON_A_LINE;
    return line.and("  queue: " + few(lock.queue, lock.kind))
        .and(more > 0 ? " and " + Figures.count(more) + " more" : "");
  }

  private static String held(Lock lock) {
    return lock.holders.isEmpty() ? "nobody that is known" : few(lock.holders, lock.kind);
  }

  private static String few(List<Party> parties, String kind) {
    return String.join(
        ", ",
        parties.stream().limit(NAMES_ON_A_LINE).map(one -> text(one, kind, one.task())).toList());
  }

  private static String text(Party party, String kind, String name) {
    String mode = !kind.equals("rw-semaphore") ? "" : party.shared ? " reads" : " writes";
    return name + (party.age < 0 ? "" : mode + " " + Figures.duration(party.age));
  }

  /** All that is known of each, line by line. */
  static List<Line> whole(LiveView live) {
    List<Line> lines = new ArrayList<>();
    for (Lock lock : of(live)) {
      if (!lines.isEmpty()) {
        lines.add(Line.empty());
      }
      whole(lock, lines);
    }
    return lines.isEmpty() ? List.of(Line.plain("nobody waits for a lock")) : lines;
  }

  private static void whole(Lock lock, List<Line> lines) {
    Line title = Line.of(Ink.STRONG, lock.name).and("  " + lock.kind);
    lines.add(lock.fault == 0 ? title : title.and(Ink.DOUBTFUL, "  behind fault #" + lock.fault));
    if (lock.holders.isEmpty()) {
      lines.add(Line.plain("  held by  nobody that is known"));
    }
    String before = "  held by  ";
    for (Party holder : lock.holders) {
      lines.add(Line.plain(before + text(holder, lock.kind, Cell.fitName(holder.task(), NAME))));
      before = " ".repeat(before.length());
    }
    for (int i = 0; i < Math.min(QUEUE_SHOWN, lock.queue.size()); i++) {
      Party one = lock.queue.get(i);
      String place = (i == 0 ? "  queue " : "        ") + Cell.fitRight("" + (i + 1), 2) + " ";
      lines.add(Line.plain(place + text(one, lock.kind, Cell.fitName(one.task(), NAME))));
    }
    if (lock.queue.size() > QUEUE_SHOWN) {
      int more = lock.queue.size() - QUEUE_SHOWN;
      lines.add(Line.of(Ink.FAINT, "           and " + Figures.count(more) + " more behind them"));
    }
  }
}
