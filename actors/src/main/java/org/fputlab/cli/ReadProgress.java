package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.fputlab.engine.Figures;

/** Tells on one line of a terminal how much of a log was read, once that has taken two seconds. */
final class ReadProgress implements LongConsumer {

  private static final long SHOWN_AFTER_NANOS = 2_000_000_000L;
  private static final long REDRAWN_AFTER_NANOS = 200_000_000L;
  private static final String ERASE = "\r\u001B[K";

  private final PrintWriter terminal;
  private final LongSupplier wallNanos;
  private final long begun;
  private long drawn;
  private boolean visible;

  ReadProgress(PrintWriter terminal, LongSupplier wallNanos) {
    this.terminal = terminal;
    this.wallNanos = wallNanos;
    begun = wallNanos.getAsLong();
    drawn = begun;
  }

  @Override
  public void accept(long bytes) {
    long now = wallNanos.getAsLong();
    if (now - begun < SHOWN_AFTER_NANOS || (visible && now - drawn < REDRAWN_AFTER_NANOS)) {
      return;
    }
    drawn = now;
    visible = true;
    terminal.print(ERASE + "read " + Figures.bytes(bytes));
    terminal.flush();
  }

  /** Takes the line away. */
  void end() {
    if (visible) {
      terminal.print(ERASE);
      terminal.flush();
    }
  }
}
