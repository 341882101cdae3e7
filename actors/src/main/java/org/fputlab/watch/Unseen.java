package org.fputlab.watch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Hold;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.watch.Backlog.Drift;

/**
 * What khungtaskd is blind to, however long it lasts: it skips killable, interruptible and idle
 * sleeps (kernel/hung_task.c, v6.6, {@code TASK_WAKEKILL} and {@code TASK_NOLOAD}), a task that
 * sleeps again and again is not hung, and a list of closes that nobody waits for is no task at all.
 *
 * <p>An uninterruptible sleep, which it would see, is told here only if it lasted for khungtaskd's
 * limit and fell between two checks, or if its task slept so more than once. Sleeps by choice are
 * not told, and a task in {@code TASK_IDLE} only if it took a lock along.
 */
final class Unseen {

  private static final List<Sleep> IN_ORDER =
      List.of(Sleep.KILLABLE, Sleep.INTERRUPTIBLE, Sleep.IDLE, Sleep.UNINTERRUPTIBLE);

  private static final String ONLY_WHO_STANDS = "khungtaskd reports only tasks that do not move";

  private static final String MOVES_ON = "it moves in between: " + ONLY_WHO_STANDS;

  private static final class Waits {
    final Set<String> tasks = new LinkedHashSet<>();
    long longest;
    String example = "";
    long since = Long.MAX_VALUE;
  }

  /** Closes that waited on a list while its worker was at one other after another. */
  private static final class Moving {
    long since = Long.MAX_VALUE;
    long longest;
    long depth;
  }

  /** The long uninterruptible sleeps of one task. */
  private static final class Repeated {
    long last = -1;
    int times;
    final Waits waits = new Waits();
  }

  private final WatchSpec spec;
  private final Map<Sleep, Waits> waits = new EnumMap<>(Sleep.class);
  private final Map<String, Repeated> repeated = new LinkedHashMap<>();
  private final Map<String, Moving> moving = new LinkedHashMap<>();

  Unseen(WatchSpec spec) {
    this.spec = spec;
  }

  /** Takes in one blocked row that waits longer than the limit. */
  void look(TaskRow row, Wait wait, long now) {
    long length = now - wait.since();
    if (wait.sleep() == Sleep.UNINTERRUPTIBLE && LongWaits.counts(row.name(), wait)) {
      Repeated task = repeated.computeIfAbsent(row.name(), none -> new Repeated());
      task.times += task.last == wait.since() ? 0 : 1;
      task.last = wait.since();
      note(task.waits, row, wait, length);
    }
    if (isToldOf(row, wait, length)) {
      note(waits.computeIfAbsent(wait.sleep(), none -> new Waits()), row, wait, length);
    }
  }

  private static void note(Waits kind, TaskRow row, Wait wait, long length) {
    kind.tasks.add(row.name());
    kind.since = Math.min(kind.since, wait.since());
    if (length > kind.longest) {
      kind.longest = length;
      boolean paused = wait.resource().name().equals(row.name());
      kind.example = row.name() + (paused ? ", paused" : " for " + wait.resource());
    }
  }

  /** The sleeps of all who slept long more than once, without the limit in any. */
  private Waits again() {
    Waits all = new Waits();
    for (Repeated task : repeated.values()) {
      if (task.times > 1 && task.waits.longest < spec.hungAfter()) {
        all.tasks.addAll(task.waits.tasks);
        all.since = Math.min(all.since, task.waits.since);
        if (task.waits.longest > all.longest) {
          all.longest = task.waits.longest;
          all.example = task.waits.example;
        }
      }
    }
    return all;
  }

  private boolean isToldOf(TaskRow row, Wait wait, long length) {
    return switch (wait.sleep()) {
      case UNINTERRUPTIBLE -> LongWaits.counts(row.name(), wait) && length >= spec.hungAfter();
      case KILLABLE, INTERRUPTIBLE -> LongWaits.counts(row.name(), wait);
      case SPINNING -> false;
      case IDLE ->
          wait.resource().kind() != Resource.Kind.TIMER
              && row.holds().stream().map(Hold::resource).anyMatch(one -> one.kind().isLock());
    };
  }

  /** Takes in the lists on which something waits. */
  void look(List<PutList> lists, long now) {
    for (PutList list : lists) {
      TaskRow worker = list.worker();
      long age = list.oldestAge(now);
      if (worker != null
          && age > spec.longWaitAfter()
          && PutList.atOne(worker, now) <= spec.stalledAfter()) {
        Moving one = moving.computeIfAbsent(list.queue().owner(), none -> new Moving());
        one.since = Math.min(one.since, now - age);
        one.longest = Math.max(one.longest, age);
        one.depth = Math.max(one.depth, list.queue().depth());
      }
    }
  }

  /**
   * One finding at most.
   *
   * @param reported whether khungtaskd reported an uninterruptible sleep
   */
  List<Finding> findings(List<Drift> growing, boolean reported, long now) {
    List<String> lines = new ArrayList<>();
    Map<String, Object> figures = new LinkedHashMap<>();
    List<Waits> unseen = new ArrayList<>();
    for (Sleep sleep : IN_ORDER) {
      Waits kind = waits.get(sleep);
      if (kind != null && !(reported && sleep == Sleep.UNINTERRUPTIBLE)) {
        line(word(sleep), "", kind, lines, figures);
        lines.add("  " + why(sleep));
        unseen.add(kind);
      }
    }
    Waits again = again();
    if (!again.tasks.isEmpty()) {
      line("uninterruptible", " again and again", again, lines, figures);
      lines.add("  " + MOVES_ON);
      unseen.add(again);
    }
    for (Drift drift : growing) {
      lines.add(drift.queue() + ": " + Figures.plain(drift.perSecond()) + " more per second");
      lines.add("  khungtaskd looks at tasks, not at lists");
    }
    moving.forEach((list, one) -> line(list, one, lines, figures));
    if (lines.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Finding(
            Finding.Kind.UNSEEN,
            "khungtaskd",
            headline(unseen, growing),
            since(unseen, now),
            now,
            lines,
            figures,
            Verdict.OK));
  }

  private static String word(Sleep sleep) {
    return sleep.name().toLowerCase(Locale.ROOT);
  }

  private static void line(
      String word, String how, Waits kind, List<String> lines, Map<String, Object> figures) {
    int tasks = kind.tasks.size();
    figures.put(word + "Tasks", tasks);
    figures.put(word + "LongestNanos", kind.longest);
    lines.add(
        tasks
            + (tasks == 1 ? " task in " : " tasks in ")
            + word
            + " sleep"
            + how
            + ", the longest "
            + Figures.plainDuration(kind.longest)
            + " ("
            + kind.example
            + ")");
  }

  private static void line(
      String list, Moving one, List<String> lines, Map<String, Object> figures) {
    figures.put(list + ".oldestNanos", one.longest);
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d %s on the list of %s, the oldest there for %s",
            one.depth,
            one.depth == 1 ? "put" : "puts",
            list,
            Figures.plainDuration(one.longest)));
    lines.add("  its worker moves from one to the next: " + ONLY_WHO_STANDS);
  }

  private String why(Sleep sleep) {
    return switch (sleep) {
      case UNINTERRUPTIBLE ->
          "it fell between two checks, which are "
              + Figures.plainDuration(spec.hungCheckEvery())
              + " apart";
      case KILLABLE, INTERRUPTIBLE -> "khungtaskd skips TASK_" + sleep;
      case SPINNING -> "it runs";
      case IDLE -> "khungtaskd skips TASK_IDLE, though a lock is held";
    };
  }

  private String headline(List<Waits> waits, List<Drift> growing) {
    List<String> parts = new ArrayList<>();
    Set<String> tasks = new LinkedHashSet<>();
    waits.forEach(kind -> tasks.addAll(kind.tasks));
    if (!tasks.isEmpty()) {
      parts.add(
          tasks.size() + (tasks.size() == 1 ? " task that waits" : " tasks that wait") + " long");
    }
    if (!growing.isEmpty()) {
      parts.add(growing.size() == 1 ? "a growing queue" : growing.size() + " growing queues");
    }
    if (!moving.isEmpty()) {
      parts.add("closes behind a worker that keeps moving");
    }
    int last = parts.size() - 1;
    return "khungtaskd cannot see "
        + (last == 0 ? "" : String.join(", ", parts.subList(0, last)) + " and ")
        + parts.get(last);
  }

  private long since(List<Waits> waits, long now) {
    long since = now;
    for (Waits kind : waits) {
      since = Math.min(since, kind.since);
    }
    for (Moving one : moving.values()) {
      since = Math.min(since, one.since);
    }
    return since;
  }
}
