package org.fputlab.cli.screen;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fputlab.cli.screen.MailboxRows.Row;

/** What mailboxes can be sorted by, the most striking first; ties stay in order of creation. */
enum Column {
  NAME('n', "mailbox"),
  DEPTH('d', "depth"),
  OLDEST('a', "oldest"),
  IN('i', "in/s"),
  OUT('o', "out/s"),
  GATE('g', "gate"),
  WAIT('w', "waits for");

  private final char key;
  private final String heading;

  Column(char key, String heading) {
    this.key = key;
    this.heading = heading;
  }

  /** The column that a key sorts by. */
  static Optional<Column> of(Key key) {
    return Arrays.stream(values()).filter(column -> key.is(column.key)).findFirst();
  }

  String heading() {
    return heading;
  }

  Comparator<Row> order() {
    return switch (this) {
      case NAME -> Comparator.comparing(row -> row.mailbox().actor());
      case DEPTH -> greatestFirst(row -> (double) row.mailbox().depth());
      case OLDEST -> greatestFirst(Row::age).thenComparing(greatestFirst(Row::blocked));
      case IN -> greatestFirst(row -> row.mailbox().inPerS());
      case OUT -> greatestFirst(row -> row.mailbox().outPerS());
      case GATE -> Comparator.comparing(row -> row.mailbox().gate());
      case WAIT -> greatestFirst(Row::blocked);
    };
  }

  private static Comparator<Row> greatestFirst(ToDoubleFunction<Row> measure) {
    return Comparator.comparingDouble(measure).reversed();
  }
}
