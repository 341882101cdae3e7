package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.cli.remote.LiveView.Awaited;
import org.fputlab.cli.remote.LiveView.Task;
import org.fputlab.engine.Figures;

/** A task, and the tree of waits that it is part of. */
final class TaskPanel {

  private static final int LONGEST_NAME = 32;

  private TaskPanel() {}

  /** What it is and does. */
  static Line title(Task task, long now) {
    Line line = Line.of(Ink.STRONG, Cell.fitName(task.name(), LONGEST_NAME).strip());
    line.and(" (pid %d, %s)".formatted(task.pid(), task.kthread() ? "kernel thread" : "user task"));
    line.and(" %s for %s".formatted(task.state(), Figures.duration(age(task.sinceNs(), now))));
    if (!task.work().isEmpty()) {
      line.and(", in " + task.work());
    }
    if (task.deadlocked()) {
      line.and(Ink.BAD, "  deadlocked");
    }
    return line;
  }

  /** What is known of one task may be a little newer than what is known of the run. */
  static long age(long since, long now) {
    return Math.max(0, now - since);
  }

  /** Whom it waits for, down to the root. */
  static List<Line> waits(Task task, long now) {
    if (!task.tree().isEmpty()) {
      return task.tree().stream().map(line -> Line.plain("  " + line)).toList();
    }
    Awaited awaited = task.waitsFor();
    if (awaited == null) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.plain(
            "  waits %s for %s (%s)"
                .formatted(
                    Figures.duration(age(awaited.sinceNs(), now)),
                    awaited.resource(),
                    awaited.sleep())));
    if (!awaited.blockedBy().isEmpty()) {
      lines.add(Line.plain("  kept by " + String.join(", ", awaited.blockedBy())));
    }
    return lines;
  }
}
