package org.fputlab.scenario.measured;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is compared of a run, measured or emulated. Times in nanoseconds.
 *
 * @param slope growth of the pending closes per second during the load, by least squares
 * @param slopeError standard error of that slope
 * @param closesPerSecond releases that ended during the load, per second
 * @param waitP50 time inside the close call: median; empty where it was not measured
 * @param waitP99 and its 99th percentile
 * @param lagP50 from the close call to the end of the release: median
 * @param lagP99 and its 99th percentile
 * @param inversions releases that began right after that of a file closed later
 * @param releases releases seen
 */
public record Figures(
    OptionalDouble slope,
    double slopeError,
    double closesPerSecond,
    OptionalDouble waitP50,
    OptionalDouble waitP99,
    double lagP50,
    double lagP99,
    long inversions,
    long releases) {

  private static final double SECOND = 1e9;

  /** A straight line through looks at a queue: its growth per second, and how sure that is. */
  record Line(OptionalDouble slope, double error) {

    static Line through(List<MeasuredRun.Look> looks) {
      int n = looks.size();
      if (n < 3) {
        return new Line(OptionalDouble.empty(), 0);
      }
      double meanAt = looks.stream().mapToDouble(look -> look.at() / SECOND).average().orElse(0);
      double mean = looks.stream().mapToDouble(MeasuredRun.Look::pending).average().orElse(0);
      double squares = 0;
      double products = 0;
      for (MeasuredRun.Look look : looks) {
        double at = look.at() / SECOND - meanAt;
        squares += at * at;
        products += at * (look.pending() - mean);
      }
      double slope = products / squares;
      double left = 0;
      for (MeasuredRun.Look look : looks) {
        double off = look.pending() - mean - slope * (look.at() / SECOND - meanAt);
        left += off * off;
      }
      return new Line(OptionalDouble.of(slope), Math.sqrt(left / (n - 2) / squares));
    }
  }

  /** What a real kernel came to. */
  static Figures of(MeasuredRun run) {
    Line line = Line.through(run.backlog());
    Buckets wait = run.times().get(run.isUsers() ? "ucaller" : "caller");
    Buckets lag = run.times().getOrDefault("delay", new Buckets());
    long elapsed = run.isExit() ? run.exit() : run.counter("elapsed_ns");
    return new Figures(
        run.isExit() ? OptionalDouble.empty() : line.slope(),
        line.error(),
        run.counter("released_end") * SECOND / elapsed,
        wait == null ? OptionalDouble.empty() : OptionalDouble.of(wait.quantile(0.5)),
        wait == null ? OptionalDouble.empty() : OptionalDouble.of(wait.quantile(0.99)),
        lag.quantile(0.5),
        lag.quantile(0.99),
        run.counter("inversions"),
        lag.total());
  }
}
