package org.fputlab.cli.screen;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.fputlab.cli.screen.MailboxRows.Row;

/** What mailboxes can be sorted by, the most striking first; ties stay in order of creation. */
enum Column {
  NAME('n', "mailbox", Comparator.comparing(row -> row.mailbox().actor())),
  DEPTH('d', "depth", descending(row -> row.mailbox().depth())),
  OLDEST('a', "oldest", Comparator.<Row>comparingLong(Row::age).thenComparingLong(Row::blocked).reversed()),
  IN('i', "in/s", descending(row -> row.mailbox().inPerS())),
  OUT('o', "out/s", descending(row -> row.mailbox().outPerS())),
  GATE('g', "gate", Comparator.comparing(row -> row.mailbox().gate())),
  WAIT('w', "waits for", Comparator.<Row>comparingLong(Row::blocked).reversed());

  private final char key;
  private final String heading;
  private final Comparator<Row> order;

  Column(char key, String heading, Comparator<Row> order) {
    this.key = key;
    this.heading = heading;
    this.order = order;
  }

  private interface Measure {
    double of(Row row);
  }

  private static Comparator<Row> descending(Measure measure) {
    return (one, other) -> Double.compare(measure.of(other), measure.of(one));
  }

  /** The column that a key sorts by. */
  static Optional<Column> of(Key key) {
    return Arrays.stream(values()).filter(column -> key.is(column.key)).findFirst();
  }

  String heading() {
    return heading;
  }

  Comparator<Row> order() {
    return order;
  }
}
