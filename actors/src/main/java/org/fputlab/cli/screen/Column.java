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

  private static final long BLINK_NANOS = 100_000_000;

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
      case OLDEST ->
          greatestFirst(row -> striking(row.age()))
              .thenComparing(greatestFirst(row -> striking(row.blocked())));
      case IN -> greatestFirst(row -> row.mailbox().inPerS());
      case OUT -> greatestFirst(row -> row.mailbox().outPerS());
      case GATE -> Comparator.comparing(row -> row.mailbox().gate());
      case WAIT -> greatestFirst(row -> striking(row.blocked()));
    };
  }

  /** What is over in the blink of an eye is no order: rows would never stand still. */
  private static double striking(long nanos) {
    return nanos < BLINK_NANOS ? -1 : nanos;
  }

  private static Comparator<Row> greatestFirst(ToDoubleFunction<Row> measure) {
    return Comparator.comparingDouble(measure).reversed();
  }
}
