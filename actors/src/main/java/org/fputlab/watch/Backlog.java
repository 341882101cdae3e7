package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * Whether a queue grows without bound, by a statistical test on its drift.
 *
 * <p>The looks after the first tenth of the run are cut into batches, and each batch gives one
 * figure: by how much its mean depth exceeds that of the batch before, per second. Student's t over
 * {@value #BATCHES} such figures gives the mean growth and its 99% interval. In a queue that keeps
 * up, growth is paid back later, so the figures are negatively correlated and the interval is wider
 * than it needs to be: the test then says "grows" far less often than once in a hundred times. Only
 * where the queue's memory is longer than a batch (utilisation close to 1, or a short run) is it as
 * often as the interval says.
 *
 * <p>A queue <em>grows</em> if
 *
 * <ol>
 *   <li>the interval lies above zero over the whole run, and over its second half at least the 95%
 *       lower bound does; or the 99% interval lies above zero over the second half, as when a
 *       server begins to hang in the middle of the run;
 *   <li>it is not already shrinking: its fall from the peak to the end is no more than twice the
 *       worst fall before the peak, and what comes in between two looks;
 *   <li>the growth matters: it exceeds what the queue typically moves within one batch, and what
 *       comes in between two looks. Less could be the swing of a queue that is emptied every jiffy,
 *       looked at ever later in its period.
 * </ol>
 */
public final class Backlog {

  static final int BATCHES = 20;

  /** As many as a short line in a terminal can show. */
  static final int STRETCHES = 24;

  /** With fewer looks than this the second half has no two looks for a batch. */
  public static final int LOOKS_NEEDED = 2 * BATCHES + 2 * BATCHES / 5;

  private static final double LEVEL = 0.99;
  private static final double LEVEL_OF_HALF = 0.95;

  /**
   * Neighbouring differences of means overlap: where every step of the queue is independent of the
   * last (a queue that never empties), the variance of one is 2/3 of what its batch really added.
   */
  private static final double WIDENING = Math.sqrt(1.5);

  /**
   * How a queue moved over a run.
   *
   * @param queue its name
   * @param end its length at the end
   * @param peak its greatest length
   * @param perSecond mean growth per second, over the run after its first tenth; over the second
   *     half of the run where it grows only there, or clearly faster
   * @param low lower end of the 99% interval of that mean
   * @param high upper end of it
   * @param grows whether the interval lies above zero and the growth matters
   * @param samples how many lengths it was worked out from
   * @param course the greatest length in each of at most {@value #STRETCHES} equal stretches of the
   *     run, in order
   */
  public record Drift(
      String queue,
      long end,
      long peak,
      double perSecond,
      double low,
      double high,
      boolean grows,
      int samples,
      List<Long> course) {}

  /** Mean growth per second over some batches. */
  private record Growth(Estimate perSecond, double total, double typicalRange) {
    double mean() {
      return perSecond.mean();
    }

    double low() {
      return perSecond.low(LEVEL);
    }

    double high() {
      return perSecond.high(LEVEL);
    }
  }

  private Backlog() {}

  /** The drift of one queue. */
  static Drift of(Depths depths, Depths.Column queue) {
    return drift(
        queue.name(),
        depths.times(),
        depths.depths(queue),
        queue.end(),
        queue.peak(),
        queue.arrivals());
  }

  /**
   * The drift of a queue of these depths at these times.
   *
   * @param arrivals how many came over the whole run
   */
  public static Drift drift(
      String queue, long[] times, long[] depths, long end, long peak, long arrivals) {
    int looks = depths.length;
    if (looks < LOOKS_NEEDED || peak == 0) {
      double mean = looks < 2 ? 0 : perSecond(times, depths, 0, looks - 1);
      return new Drift(queue, end, peak, mean, mean, mean, false, looks, course(depths));
    }
    Growth whole = growth(times, depths, looks / 10);
    Growth half = growth(times, depths, looks / 2);
    double perLook = (double) arrivals / looks;
    boolean wholeGrows = whole.low() > 0 && half.perSecond.bound(LEVEL_OF_HALF) > 0;
    boolean halfOnly = half.low() > 0 && (!wholeGrows || half.mean() > whole.high());
    Growth told = halfOnly ? half : whole;
    boolean grows =
        (wholeGrows || half.low() > 0)
            && told.total > Math.max(told.typicalRange, perLook)
            && !shrinks(depths, perLook);
    return new Drift(
        queue, end, peak, told.mean(), told.low(), told.high(), grows, looks, course(depths));
  }

  private static List<Long> course(long[] depths) {
    int stretches = Math.min(STRETCHES, depths.length);
    List<Long> course = new ArrayList<>(stretches);
    for (int i = 0; i < stretches; i++) {
      int from = i * depths.length / stretches;
      int to = (i + 1) * depths.length / stretches;
      course.add(Arrays.stream(depths, from, to).max().orElseThrow());
    }
    return List.copyOf(course);
  }

  private static Growth growth(long[] times, long[] depths, int from) {
    int batch = (depths.length - from) / (BATCHES + 1);
    int first = depths.length - batch * (BATCHES + 1);
    double[] means = new double[BATCHES + 1];
    double[] ranges = new double[BATCHES + 1];
    for (int i = 0; i <= BATCHES; i++) {
      LongSummaryStatistics seen =
          Arrays.stream(depths, first + i * batch, first + (i + 1) * batch).summaryStatistics();
      means[i] = seen.getAverage();
      ranges[i] = seen.getMax() - seen.getMin();
    }
    double[] rates = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long apart = times[first + (i + 1) * batch] - times[first + i * batch];
      rates[i] = (means[i + 1] - means[i]) * 1e9 / apart;
    }
    Arrays.sort(ranges);
    return new Growth(
        Estimate.of(rates).widened(WIDENING), means[BATCHES] - means[0], ranges[BATCHES / 2]);
  }

  private static double perSecond(long[] times, long[] depths, int from, int to) {
    return (depths[to] - depths[from]) * 1e9 / (times[to] - times[from]);
  }

  private static boolean shrinks(long[] depths, double perLook) {
    long peak = 0;
    long worstFall = 0;
    long fallBeforePeak = 0;
    for (long depth : depths) {
      if (depth >= peak) {
        peak = depth;
        fallBeforePeak = worstFall;
      }
      worstFall = Math.max(worstFall, peak - depth);
    }
    return peak - depths[depths.length - 1] > 2 * fallBeforePeak + perLook;
  }
}
