package org.fputlab.cli.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.remote.LiveView.Mailbox;
import org.fputlab.cli.remote.LiveView.Task;
import org.jspecify.annotations.Nullable;

/** The mailboxes that are to be seen, in the order that was chosen. */
final class MailboxRows {

  /**
   * A mailbox with what is known of its owner.
   *
   * @param task its owner, where that is a task
   * @param age how long its oldest request has waited, in nanoseconds; -1 where none waits
   * @param blocked how long its owner has waited for something, in nanoseconds; -1 where it does
   *     not
   */
  record Row(Mailbox mailbox, @Nullable Task task, long age, long blocked) {}

  private MailboxRows() {}

  static List<Row> of(LiveView live, Choice choice) {
    Map<String, Task> tasks = new LinkedHashMap<>();
    live.tasks().forEach(task -> tasks.put(task.name(), task));
    String part = choice.filter().toLowerCase(Locale.ROOT);
    List<Row> rows = new ArrayList<>();
    for (Mailbox mailbox : live.mailboxes()) {
      if (mailbox.actor().toLowerCase(Locale.ROOT).contains(part)) {
        rows.add(row(mailbox, tasks.get(mailbox.actor()), live.state().nowNs()));
      }
    }
    rows.sort(
        choice.reversed()
            ? Collections.reverseOrder(choice.sort().order())
            : choice.sort().order());
    return rows;
  }

  private static Row row(Mailbox mailbox, @Nullable Task task, long now) {
    Long age = mailbox.oldestAgeNs();
    long blocked =
        task == null || task.waitsFor() == null
            ? -1
            : TaskPanel.age(task.waitsFor().sinceNs(), now);
    return new Row(mailbox, task, age == null ? -1 : age, blocked);
  }

  /** Where the chosen mailbox stands; the first where none is chosen or it is not to be seen. */
  static int chosen(List<Row> rows, Choice choice) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).mailbox().actor().equals(choice.mailbox())) {
        return i;
      }
    }
    return 0;
  }
}
