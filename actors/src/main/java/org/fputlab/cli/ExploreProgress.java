package org.fputlab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.fputlab.engine.Figures;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Setting;

/**
 * Tells on one line of a terminal how many schedules have been tried, how fast, and what is known
 * of what they are worth.
 */
final class ExploreProgress implements Exploration.Progress, NodeNews {

  private static final String ERASE = "\r\u001B[K";

  private final PrintWriter err;
  private final boolean draws;
  private final LongSupplier wallNanos;
  private final Exploration.Order order;
  private long begun;
  private Supplier<String> nodes = () -> "";

  /**
   * @param draws whether there is a terminal
   * @param wallNanos the time of the wall clock
   */
  ExploreProgress(PrintWriter err, boolean draws, LongSupplier wallNanos, Exploration.Order order) {
    this.err = err;
    this.draws = draws;
    this.wallNanos = wallNanos;
    this.order = order;
  }

  /** The next policy's turn has come. */
  void begin() {
    begun = wallNanos.getAsLong();
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

  @Override
  public synchronized void tell(Setting of, long done, long most, double bound) {
    if (draws) {
      String who = nodes.get();
      double seconds = Math.max(1, wallNanos.getAsLong() - begun) / 1e9;
      err.print(
          ERASE
              + "%s: %s of %s, %s/s, %s, nothing found%s"
                  .formatted(
                      of.close().word(),
                      Figures.count(done),
                      Figures.count(most),
                      Figures.count(Math.round(done / seconds)),
                      order.word(),
                      bound == 0 ? "" : String.format(Locale.ROOT, ", bound %.1e", bound))
              + (who.isEmpty() ? "" : ", " + Figures.count(most - done) + " left; " + who));
      err.flush();
    }
  }

  /** Takes the line away again. */
  synchronized void erase() {
    if (draws) {
      err.print(ERASE);
      err.flush();
    }
  }
}
