package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/** The rows of one schedule's tasks, by the numbers of their mailboxes. */
final class TaskRows {

  private final Tables tables;
  private final List<@Nullable TaskRow> rows = new ArrayList<>();
  private int known;

  TaskRows(Tables tables) {
    this.tables = tables;
  }

  /** The row of the task whose mailbox has this number; null where that is no task's. */
  @Nullable TaskRow of(int actor) {
    if (actor >= known) {
      look();
    }
    return actor < 0 || actor >= rows.size() ? null : rows.get(actor);
  }

  /** Mailboxes come with their actors, and tasks that come later have mailboxes of their own. */
  private void look() {
    List<TaskRow> all = tables.tasks().rows();
    known = tables.mailboxes().all().size();
    while (rows.size() < known) {
      rows.add(null);
    }
    for (TaskRow row : all) {
      int actor = tables.mailboxes().numberOf(row.name());
      if (actor >= 0) {
        rows.set(actor, row);
      }
    }
  }
}
