package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Figures;
import org.fputlab.engine.Run;
import org.fputlab.engine.Tables;
import org.fputlab.scenario.running.RunListener;

/**
 * Draws how far a run is on one line of a terminal, once it has taken two seconds; and how many
 * tasks there are as long as they are being made, once that has taken half a second. A thread of
 * its own keeps the line moving, whatever the run is busy with.
 */
final class ProgressBar implements RunListener {

  private static final long MAKING_SHOWN_AFTER_NANOS = 500_000_000L;
  private static final long SHOWN_AFTER_NANOS = 2_000_000_000L;
  private static final long REDRAWN_AFTER_NANOS = 200_000_000L;
  private static final int CELLS = 30;
  private static final String ERASE = "\r\u001B[K";

  private final String label;
  private final PrintWriter terminal;
  private final LongSupplier wallNanos;
  private final long begun;
  private IntSupplier ready = () -> 0;
  private IntSupplier made = () -> 0;
  private long simulated;
  private long total = -1;
  private long timeBegan;
  private long drawn;
  private boolean visible;
  private boolean isDrawing;
  private boolean ended;

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
    timeBegan = begun;
  }

  /** Of several runs the first counts. */
  @Override
  public synchronized void begins(Engine engine, Run<?> run) {
    if (isDrawing) {
      return;
    }
    isDrawing = true;
    Tables tables = engine.tables();
    ready = tables.tasks()::count;
    made = tables.mailboxes()::count;
    Thread drawing = new Thread(this::drawAgainAndAgain, "progress");
    drawing.setDaemon(true);
    drawing.start();
  }

  private void drawAgainAndAgain() {
    while (draws()) {
      LockSupport.parkNanos(REDRAWN_AFTER_NANOS);
    }
  }

  @Override
  public synchronized void progress(long simulatedNanos, long totalNanos) {
    simulated = simulatedNanos;
    total = totalNanos;
    draws();
  }

  /** Draws the line if it is time for that; returns whether it will be again. */
  synchronized boolean draws() {
    long now = wallNanos.getAsLong();
    boolean isMaking = total < 0;
    timeBegan = isMaking ? now : timeBegan;
    long from = isMaking ? MAKING_SHOWN_AFTER_NANOS : SHOWN_AFTER_NANOS;
    if (ended || (!visible && now - begun < from)) {
      return !ended;
    }
    if (!visible || now - drawn >= REDRAWN_AFTER_NANOS) {
      drawn = now;
      visible = true;
      terminal.print(ERASE + (isMaking ? making() : line(now - timeBegan)));
      terminal.flush();
    }
    return true;
  }

  private String making() {
    return String.format(
        Locale.ROOT,
        "%s: %,d actors made, %,d tasks ready",
        label,
        made.getAsInt(),
        ready.getAsInt());
  }

  private String line(long taken) {
    double done = total == 0 ? 1 : Math.min(1, (double) simulated / total);
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

  /** Takes the line away for good. */
  synchronized void erase() {
    ended = true;
    if (visible) {
      terminal.print(ERASE);
      terminal.flush();
      visible = false;
    }
  }
}
