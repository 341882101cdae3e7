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
import org.fputlab.engine.Sleep;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.Wait;
import org.fputlab.watch.Backlog.Drift;

/**
 * What khungtaskd was blind to: it skips killable, interruptible and idle sleeps
 * (kernel/hung_task.c, v6.6, {@code TASK_WAKEKILL} and {@code TASK_NOLOAD}), sees an
 * uninterruptible sleep only if it outlasts a whole interval between two checks, and a list of
 * closes that nobody waits for is no task at all.
 */
final class Unseen {

  private static final List<Sleep> IN_ORDER =
      List.of(Sleep.KILLABLE, Sleep.INTERRUPTIBLE, Sleep.IDLE, Sleep.UNINTERRUPTIBLE);

  private static final class Waits {
    final Set<String> tasks = new LinkedHashSet<>();
    long longest;
    String example = "";
    long since = Long.MAX_VALUE;
  }

  private final WatchSpec spec;
  private final Map<Sleep, Waits> waits = new EnumMap<>(Sleep.class);

  Unseen(WatchSpec spec) {
    this.spec = spec;
  }

  /** Takes in one blocked row that waits longer than the limit. */
  void look(TaskRow row, Wait wait, long now) {
    Waits kind = waits.computeIfAbsent(wait.sleep(), none -> new Waits());
    kind.tasks.add(row.name());
    kind.since = Math.min(kind.since, wait.since());
    if (now - wait.since() > kind.longest) {
      kind.longest = now - wait.since();
      boolean paused = wait.resource().name().equals(row.name());
      kind.example = row.name() + (paused ? ", paused" : " for " + wait.resource());
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
        line(sleep, kind, lines, figures);
        unseen.add(kind);
      }
    }
    for (Drift drift : growing) {
      lines.add(drift.queue() + " by " + Figures.plain(drift.perSecond()) + " per second");
      lines.add("  a list is no task: khungtaskd does not look at it");
    }
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

  private void line(Sleep sleep, Waits kind, List<String> lines, Map<String, Object> figures) {
    String word = sleep.name().toLowerCase(Locale.ROOT);
    int tasks = kind.tasks.size();
    figures.put(word + "Tasks", tasks);
    figures.put(word + "LongestNanos", kind.longest);
    lines.add(
        tasks
            + (tasks == 1 ? " task in " : " tasks in ")
            + word
            + " sleep, the longest "
            + Figures.plainDuration(kind.longest)
            + " ("
            + kind.example
            + ")");
    lines.add("  " + why(sleep));
  }

  private String why(Sleep sleep) {
    return switch (sleep) {
      case UNINTERRUPTIBLE ->
          "none outlasted a whole check interval of " + Figures.plainDuration(spec.hungAfter());
      case KILLABLE, INTERRUPTIBLE -> "khungtaskd skips TASK_" + sleep;
      case IDLE -> "khungtaskd skips TASK_IDLE and TASK_INTERRUPTIBLE";
    };
  }

  private static String headline(List<Waits> waits, List<Drift> growing) {
    List<String> parts = new ArrayList<>();
    Set<String> tasks = new LinkedHashSet<>();
    waits.forEach(kind -> tasks.addAll(kind.tasks));
    if (!tasks.isEmpty()) {
      String word = tasks.size() == 1 ? " long wait" : " long waits";
      parts.add("the" + word + " of " + tasks.size() + (tasks.size() == 1 ? " task" : " tasks"));
    }
    if (!growing.isEmpty()) {
      parts.add(growing.size() == 1 ? "a growing queue" : growing.size() + " growing queues");
    }
    return "khungtaskd could not see " + String.join(" and ", parts);
  }

  private static long since(List<Waits> waits, long now) {
    long since = now;
    for (Waits kind : waits) {
      since = Math.min(since, kind.since);
    }
    return since;
  }
}
