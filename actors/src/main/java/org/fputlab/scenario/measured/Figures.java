package org.fputlab.scenario.measured;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is compared of a run, measured or emulated. Times in nanoseconds.
 *
 * @param slope growth of the pending closes per second during the load, by least squares; empty
 *     where a process's exit closed all
 * @param slopeError standard error of that slope
 * @param closesPerSecond releases that ended during the load, per second; of a process's exit, from
 *     its first close to the end of the last release
 * @param waitP50 time inside the close call: median; empty where a process's exit closed all
 * @param waitP99 and its 99th percentile
 * @param lagP50 from the close call to the end of the release: median
 * @param lagP99 and its 99th percentile
 * @param inversions releases that began right after that of a file closed later
 * @param releases releases seen
 */
public record Figures(
    OptionalDouble slope,
    double slopeError,
    Estimate closesPerSecond,
    Optional<Estimate> waitP50,
    Optional<Estimate> waitP99,
    Estimate lagP50,
    Estimate lagP99,
    Estimate inversions,
    long releases) {

  private static final double SECOND = 1e9;

  /**
   * A straight line through looks at a queue: its growth per second, and how sure that is where
   * each look has much in common with those before it (Newey and West, 1987).
   */
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
      double[] scores = new double[n];
      for (int i = 0; i < n; i++) {
        double at = looks.get(i).at() / SECOND - meanAt;
        scores[i] = at * (looks.get(i).pending() - mean - slope * at);
      }
      double error = Math.sqrt(longRun(scores) * n / (n - 2)) / squares;
      return new Line(OptionalDouble.of(slope), error);
    }

    /** Sum of the products of all pairs, those further apart counting less. */
    private static double longRun(double[] scores) {
      int furthest = (int) Math.sqrt(scores.length);
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += scores[i] * scores[i];
        for (int apart = 1; apart <= Math.min(furthest, i); apart++) {
          double weight = 1 - apart / (furthest + 1.0);
          sum += 2 * weight * scores[i] * scores[i - apart];
        }
      }
      return Math.max(0, sum);
    }
  }

  /** One of them; empty if it was not measured. */
  Optional<Estimate> of(Comparison.Quantity quantity) {
    return switch (quantity) {
      case SLOPE ->
          slope.isPresent() ? Optional.of(Estimate.exactly(slope.getAsDouble())) : Optional.empty();
      case CLOSES -> Optional.of(closesPerSecond);
      case WAIT_P50 -> waitP50;
      case WAIT_P99 -> waitP99;
      case LAG_P50 -> Optional.of(lagP50);
      case LAG_P99 -> Optional.of(lagP99);
      case INVERSIONS -> Optional.of(inversions);
    };
  }

  /** What a real kernel came to. */
  static Figures of(MeasuredRun run) {
    Line line = Line.through(run.backlog());
    Buckets lag = Objects.requireNonNull(run.times().get("delay"));
    boolean hasCalls = !run.isExit();
    double elapsed = run.isExit() ? lag.longest() : run.counter("elapsed_ns");
    return new Figures(
        hasCalls ? line.slope() : OptionalDouble.empty(),
        line.error(),
        Estimate.exactly(run.counter("released_end") * SECOND / elapsed),
        hasCalls ? Optional.of(run.waits().estimate(0.5)) : Optional.empty(),
        hasCalls ? Optional.of(run.waits().estimate(0.99)) : Optional.empty(),
        lag.estimate(0.5),
        lag.estimate(0.99),
        Estimate.exactly((double) run.counter("inversions")),
        lag.total());
  }
}
