package org.fputlab.cli.screen;

import java.util.List;
import java.util.Optional;
import org.fputlab.cli.remote.LiveView;
import org.fputlab.cli.screen.MailboxRows.Row;

/**
 * Which mailboxes are looked at, and in which order.
 *
 * @param sort what they are sorted by
 * @param reversed whether the other way round
 * @param filter what their names must have in them
 * @param mailbox the chosen one, or "" for whichever stands first
 */
record Choice(Column sort, boolean reversed, String filter, String mailbox) {

  static final Choice FIRST = new Choice(Column.OLDEST, false, "", "");

  /** Sorted by a column; the other way round if it was sorted by it already. */
  Choice sortedBy(Column column) {
    return new Choice(column, column == sort && !reversed, filter, mailbox);
  }

  Choice filteredBy(String part) {
    return new Choice(sort, reversed, part, mailbox);
  }

  /** The choice moved by so many rows. */
  Choice movedBy(int rows, LiveView live) {
    List<Row> all = MailboxRows.of(live, this);
    if (all.isEmpty()) {
      return this;
    }
    int at =
        (int) Math.min(all.size() - 1L, Math.max(0L, (long) MailboxRows.chosen(all, this) + rows));
    return new Choice(sort, reversed, filter, at == 0 ? "" : all.get(at).mailbox().actor());
  }

  /** The chosen mailbox. */
  Optional<Row> row(LiveView live) {
    List<Row> all = MailboxRows.of(live, this);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(MailboxRows.chosen(all, this)));
  }
}
