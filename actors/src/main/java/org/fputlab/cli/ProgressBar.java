package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.fputlab.engine.Figures;
import org.fputlab.scenario.RunListener;

/** Draws how far a run is on one line of a terminal, once it has taken two seconds. */
final class ProgressBar implements RunListener {

  private static final long SHOWN_AFTER_NANOS = 2_000_000_000L;
  private static final long REDRAWN_AFTER_NANOS = 200_000_000L;
  private static final int CELLS = 30;
  private static final String ERASE = "\r\u001B[K";

  private final String label;
  private final PrintWriter terminal;
  private final LongSupplier wallNanos;
  private final long begun;
  private long drawn;
  private boolean visible;

  /**
   * @param label what is run
   * @param wallNanos the time of the wall clock
   */
  ProgressBar(String label, PrintWriter terminal, LongSupplier wallNanos) {
    this.label = label;
    this.terminal = terminal;
    this.wallNanos = wallNanos;
    begun = wallNanos.getAsLong();
    drawn = begun;
  }

  @Override
  public void progress(long simulatedNanos, long totalNanos) {
    long now = wallNanos.getAsLong();
    if (now - begun < SHOWN_AFTER_NANOS || (visible && now - drawn < REDRAWN_AFTER_NANOS)) {
      return;
    }
    drawn = now;
    visible = true;
    double done = totalNanos == 0 ? 1 : Math.min(1, (double) simulatedNanos / totalNanos);
    terminal.print(ERASE + line(done, simulatedNanos, totalNanos, now - begun));
    terminal.flush();
  }

  private String line(double done, long simulated, long total, long taken) {
    int filled = (int) (done * CELLS);
    String left =
        done == 0 ? "" : ", " + Figures.duration(Math.round(taken / done - taken)) + " left";
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %4s  %s of %s simulated%s",
        label,
        "#".repeat(filled),
        ".".repeat(CELLS - filled),
        Figures.percent(done),
        Figures.duration(simulated),
        Figures.exactDuration(total),
        left);
  }

  /** Tells at the end how fast it went, in place of the line. */
  void tellSpeed(long simulatedNanos, long messages) {
    long taken = wallNanos.getAsLong() - begun;
    erase();
    terminal.printf(
        "%s simulated in %s: %,d messages, %s a second%n",
        Figures.duration(simulatedNanos),
        Figures.duration(taken),
        messages,
        Figures.count(Figures.perSecond(messages, taken)));
    terminal.flush();
  }

  /** Takes the line away again. */
  void erase() {
    if (visible) {
      terminal.print(ERASE);
      terminal.flush();
      visible = false;
    }
  }
}
