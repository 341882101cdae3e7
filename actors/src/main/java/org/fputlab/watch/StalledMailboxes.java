package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Finalised;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Moments;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Mailboxes whose oldest request grows old while their owner takes none. Those of threads that one
 * fault paused are told apart from all others, and those of a pool as one.
 *
 * <p>A list of puts that were put off has not stalled while its worker goes from one to the next of
 * what it took before; it has when the worker is held by one of them.
 *
 * <p>The verdict {@code waits} follows only where whoever sent the request waits for an answer, and
 * has for longer than is told as a long wait: nobody waits for what is on a list of puts.
 */
final class StalledMailboxes {

  /** What was seen of one mailbox, with one fault on its owner or with none. */
  private static final class Stall {
    final String owner;
    long lastTaken;
    final long since;
    final long foundAt;
    long oldest;
    long depth;
    long describedAt;
    @Nullable Sighting task;
    @Nullable Affliction pausedBy;
    final boolean awaited;
    String why = "";

    Stall(GatedQueue queue, long now) {
      this.owner = queue.owner();
      this.awaited = queue.isAwaited();
      this.since = queue.oldestAt();
      this.foundAt = now;
    }

    /** What is told as one: a mailbox, or those of a pool for one reason. */
    List<Object> cause() {
      Sighting thread = task;
      String whose = thread == null ? owner : thread.group();
      return List.of(thread == null, whose, pausedBy == null ? 0 : pausedBy.id());
    }
  }

  private final long limit;
  private final long longWait;
  private final Map<String, Stall> stalls = new LinkedHashMap<>();
  private final Map<String, Stall> latest = new LinkedHashMap<>();

  StalledMailboxes(long limit, long longWait) {
    this.limit = limit;
    this.longWait = longWait;
  }

  void look(List<GatedQueue> queues, List<TaskRow> rows, List<Affliction> faults, long now) {
    for (GatedQueue queue : queues) {
      long oldestAt = queue.oldestAt();
      if (oldestAt >= 0
          && now - oldestAt > limit
          && now - queue.lastTaken() > limit
          && !isWorkedOff(queue, rows, now)) {
        Stall stall = latest.get(queue.owner());
        if (stall == null || stall.lastTaken != queue.lastTaken()) {
          stall = begun(queue, rows, faults, now);
        }
        note(stall, now - oldestAt, queue.depth(), rows, faults);
      }
    }
  }

  private boolean isWorkedOff(GatedQueue queue, List<TaskRow> rows, long now) {
    TaskRow worker = PutList.workerOf(queue, rows);
    return worker != null && PutList.atOne(worker, now) <= limit;
  }

  private Stall begun(GatedQueue queue, List<TaskRow> rows, List<Affliction> faults, long now) {
    String owner = queue.owner();
    List<TaskRow> whose = rows.stream().filter(row -> row.name().equals(owner)).toList();
    int fault = 0;
    for (Sighting task : Sighting.all(whose)) {
      Affliction pausedBy = pausedBy(task, faults);
      fault = pausedBy == null ? 0 : pausedBy.id();
    }
    Stall stall = stalls.computeIfAbsent(owner + " " + fault, none -> new Stall(queue, now));
    stall.lastTaken = queue.lastTaken();
    latest.put(owner, stall);
    return stall;
  }

  /** Describing costs a walk over the table, so it is done anew only when the age has doubled. */
  private static void note(
      Stall stall, long age, long depth, List<TaskRow> rows, List<Affliction> faults) {
    stall.depth = Math.max(stall.depth, depth);
    stall.oldest = Math.max(stall.oldest, age);
    if (age >= 2 * stall.describedAt) {
      stall.describedAt = age;
      describe(stall, Sighting.all(rows), faults);
    }
  }

  private static void describe(Stall stall, List<Sighting> tasks, List<Affliction> faults) {
    for (Sighting task : tasks) {
      if (!stall.awaited && PutList.isWorkerOf(stall.owner, task.work())) {
        stall.why = task.name() + " (" + task.work() + ") " + releasing(task, faults);
        return;
      }
      if (task.name().equals(stall.owner)) {
        stall.task = task;
        stall.pausedBy = pausedBy(task, faults);
        stall.why = task.name() + " " + doing(task);
        return;
      }
    }
    stall.why = group(stall.owner, tasks, faults);
  }

  private static @Nullable Affliction pausedBy(Sighting task, List<Affliction> faults) {
    return task.isPaused() ? WaitRoot.faultOn(task, faults) : null;
  }

  /** Which release holds the worker of a list, and whose file. */
  private static String releasing(Sighting worker, List<Affliction> faults) {
    Affliction pausedBy = pausedBy(worker, faults);
    String doing = pausedBy == null ? doing(worker) : "is paused by " + WaitRoot.name(pausedBy);
    Finalised file = worker.finalising();
    if (file == null) {
      return doing;
    }
    Finalised first = file.outermost();
    String inside = file.outer() == null ? "" : ", inside the close of " + first.text();
    return doing
        + WaitRoot.in(worker)
        + ", closing "
        + file.text()
        + inside
        + " since "
        + Moments.moment(first.since());
  }

  private static String doing(Sighting task) {
    Wait wait = task.waitsFor();
    return wait == null
        ? "is " + word(task.state())
        : "waits for " + wait.resource() + " since " + Moments.moment(wait.since());
  }

  private static String word(TaskRow.State state) {
    return state == TaskRow.State.BLOCKED ? "running" : state.name().toLowerCase(Locale.ROOT);
  }

  /** What the tasks of a pool do, most first. */
  static String group(String group, List<Sighting> tasks, List<Affliction> faults) {
    Map<String, Integer> doing = new LinkedHashMap<>();
    int members = 0;
    for (Sighting task : tasks) {
      if (task.group().equals(group)) {
        doing.merge(doingInPool(task, pausedBy(task, faults)), 1, Integer::sum);
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

  private static String doingInPool(Sighting task, @Nullable Affliction pausedBy) {
    Wait wait = task.waitsFor();
    if (pausedBy != null) {
      return "paused by " + WaitRoot.name(pausedBy);
    }
    return wait == null ? word(task.state()) : "waiting for " + awaited(wait);
  }

  /** Calls have a number each, which says nothing here. */
  private static String awaited(Wait wait) {
    return wait.group() == null ? wait.resource().name() : wait.resource().word();
  }

  /** One finding for each mailbox, or for those of a pool's threads. */
  List<Finding> findings() {
    Map<List<Object>, List<Stall>> alike = new LinkedHashMap<>();
    for (Stall stall : stalls.values()) {
      alike.computeIfAbsent(stall.cause(), none -> new ArrayList<>()).add(stall);
    }
    return alike.values().stream().map(this::finding).toList();
  }

  private Finding finding(List<Stall> alike) {
    Stall first = alike.get(0);
    long depth = 0;
    long oldest = 0;
    long since = first.since;
    long foundAt = first.foundAt;
    for (Stall stall : alike) {
      depth += stall.depth;
      oldest = Math.max(oldest, stall.oldest);
      since = Math.min(since, stall.since);
      foundAt = Math.min(foundAt, stall.foundAt);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("depth", depth);
    figures.put("oldestNanos", oldest);
    Affliction fault = first.pausedBy;
    if (fault != null) {
      figures.put("fault", fault.id());
    }
    String headline =
        String.format(
            Locale.ROOT,
            "%s no requests: %,d %s waiting, the oldest for %s",
            takers(alike),
            depth,
            depth == 1 ? "is" : "are",
            Figures.plainDuration(oldest));
    return new Finding(
        Finding.Kind.STALLED_MAILBOX,
        first.owner,
        headline,
        since,
        foundAt,
        reasons(alike, fault),
        figures,
        first.awaited && oldest > longWait ? Verdict.WAITS : Verdict.OK);
  }

  private static String takers(List<Stall> alike) {
    return alike.size() == 1
        ? alike.get(0).owner + " takes"
        : TaskNames.crowd(tasks(alike)) + " take";
  }

  private static List<Sighting> tasks(List<Stall> alike) {
    List<Sighting> tasks = new ArrayList<>();
    for (Stall stall : alike) {
      if (stall.task != null) {
        tasks.add(stall.task);
      }
    }
    tasks.sort(Comparator.comparingInt(Sighting::index));
    return tasks;
  }

  private static List<String> reasons(List<Stall> alike, @Nullable Affliction fault) {
    if (fault != null) {
      String are = alike.size() == 1 ? " is" : " are";
      return List.of(TaskNames.compact(tasks(alike)) + are + " paused by " + WaitRoot.name(fault));
    }
    return alike.stream().map(stall -> stall.why).filter(why -> !why.isEmpty()).toList();
  }
}
