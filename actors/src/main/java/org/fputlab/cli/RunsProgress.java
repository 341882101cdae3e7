package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.fputlab.engine.Figures;

/**
 * Tells how many of several runs have ended: on one line of a terminal that is drawn anew, else on
 * a line of its own at most every {@value #QUIET_SECONDS} seconds.
 */
final class RunsProgress implements NodeNews {

  private static final int QUIET_SECONDS = 30;
  private static final long SECOND = 1_000_000_000L;
  private static final int CELLS = 30;
  private static final String ERASE = "\r\u001B[K";

  private final PrintWriter err;
  private final boolean isTerminal;
  private final LongSupplier wallNanos;
  private final long begun;
  private long told;
  private Supplier<String> nodes = () -> "";

  /**
   * Begins now.
   *
   * @param wallNanos the time of the wall clock
   */
  RunsProgress(PrintWriter err, boolean isTerminal, LongSupplier wallNanos) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.wallNanos = wallNanos;
    begun = wallNanos.getAsLong();
    told = begun;
  }

  /** So many have ended, of them this one last. */
  synchronized void finished(int runs, int of, String last) {
    long now = wallNanos.getAsLong();
    String line = "%d of %d runs%s, last %s".formatted(runs, of, left(runs, of, now), last);
    String who = nodes.get();
    line += who.isEmpty() ? "" : "; " + who;
    if (isTerminal) {
      int filled = CELLS * runs / of;
      String bar = "[" + "#".repeat(filled) + ".".repeat(CELLS - filled) + "] ";
      err.print(ERASE + bar + line);
      err.flush();
    } else if (now - told >= QUIET_SECONDS * SECOND && runs < of) {
      told = now;
      err.println(line);
      err.flush();
    }
  }

  private String left(int runs, int of, long now) {
    long left = (now - begun) / runs * (of - runs);
    return runs == of ? "" : ", about " + Figures.duration(left / SECOND * SECOND) + " left";
  }

  @Override
  public synchronized void nodes(Supplier<String> who) {
    nodes = who;
  }

  @Override
  public synchronized void line(String text) {
    erase();
    err.println(text);
    err.flush();
  }

  /** Takes the line away again. */
  synchronized void erase() {
    if (isTerminal) {
      err.print(ERASE);
      err.flush();
    }
  }
}
