package org.fputlab.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.fputlab.engine.Samples;
import org.fputlab.engine.Series;
import org.fputlab.engine.Tables;
import org.fputlab.engine.TaskRow;
import org.fputlab.engine.sim.SimEngine;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.kernel.Kernel;
import org.fputlab.kernel.task.Meters;
import org.fputlab.model.KernelSpec;
import org.fputlab.watch.Estimate;

/**
 * A run in windows of equal length: how many there were of something, looked at ever again, and how
 * long each stayed, as it was measured.
 */
final class Sampled {

  static final int WINDOWS = 20;

  /** No multiple of it comes soon that is one of a jiffy too. */
  private static final long BETWEEN_LOOKS = 370_000;

  private final long window;
  private final long[] looks = new long[WINDOWS];
  private final double[] present = new double[WINDOWS];
  private final double[] stayed = new double[WINDOWS];
  private final double[] left = new double[WINDOWS];

  private Sampled(long window) {
    this.window = window;
  }

  /** Calls at the server, waiting or served, against RPC latencies. */
  static Sampled calls(SimEngine engine, KernelSpec machine, long duration) {
    List<TaskRow> threads = new ArrayList<>();
    return run(
        engine, machine, duration, Meters.RPC_LATENCY, () -> callsAtNfsd(engine.tables(), threads));
  }

  /** Calls that were served, of however many there are. */
  static Sampled served(SimEngine engine, KernelSpec machine, long duration) {
    return run(engine, machine, duration, Meters.RPC_LATENCY, () -> 0);
  }

  /** Pending closes against close lags. */
  static Sampled closes(SimEngine engine, KernelSpec machine, long duration) {
    return run(
        engine,
        machine,
        duration,
        Meters.CLOSE_LAG,
        () -> engine.tables().gauges().of(Meters.PENDING_CLOSES).depth());
  }

  /**
   * @param threads those of nfsd, looked up at the first call
   */
  private static long callsAtNfsd(Tables tables, List<TaskRow> threads) {
    if (threads.isEmpty()) {
      tables.tasks().rows().stream()
          .filter(row -> row.group().equals("nfsd"))
          .forEach(threads::add);
    }
    long at = tables.mailboxes().of("nfsd").depth();
    for (TaskRow thread : threads) {
      at += thread.state() == TaskRow.State.IDLE ? 0 : 1;
    }
    return at;
  }

  private static Sampled run(
      SimEngine engine, KernelSpec machine, long duration, String stays, LongSupplier present) {
    Sampled sampled = new Sampled(duration / WINDOWS);
    try (SimEngine.Run<Kernel.Command> run =
        engine.start(kernel -> Kernel.create(kernel, machine), 1, Strategy.fifo())) {
      run.every(BETWEEN_LOOKS, () -> sampled.look(engine.now(), present.getAsLong()));
      Samples durations = engine.tables().samples().of(stays);
      Series before = durations.series();
      for (int i = 0; i < WINDOWS; i++) {
        run.until((i + 1) * sampled.window);
        Series now = durations.series();
        sampled.left[i] = now.count() - before.count();
        sampled.stayed[i] = sum(now) - sum(before);
        before = now;
      }
    }
    return sampled;
  }

  private void look(long now, long count) {
    int at = (int) Math.min(WINDOWS - 1, now / window);
    looks[at]++;
    present[at] += (count - present[at]) / looks[at];
  }

  private static double sum(Series series) {
    return series.count() == 0 ? 0 : series.mean() * series.count();
  }

  /** How many there were in the mean (Little's L). */
  double present() {
    return Estimate.of(present).mean();
  }

  /** By how much that exceeds their rate times how long they stayed (Little's lambda W). */
  Estimate excess() {
    double[] excess = new double[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      excess[i] = present[i] - stayed[i] / window;
    }
    return Estimate.of(excess);
  }

  /** How many left in a second. */
  Estimate perSecond() {
    double[] rates = new double[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      rates[i] = left[i] * 1e9 / window;
    }
    return Estimate.of(rates);
  }
}
