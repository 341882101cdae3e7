package org.fputlab.watch;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.fputlab.engine.Series;

/**
 * The mean of a series after its warm-up, with an interval. It is there only if the series settles
 * and is long enough for its memory.
 *
 * @param estimate in the series' unit
 * @param warmUp how many figures at the beginning do not count
 * @param counted how many do
 */
public record SteadyMean(Estimate estimate, long warmUp, long counted) {

  /** The lower end of its interval of this level: no duration is less than nothing. */
  public double low(double level) {
    return Math.max(0, estimate.low(level));
  }

  /** The steady mean of {@code series}, by {@link WarmUp} and {@link BatchMeans}. */
  public static Optional<SteadyMean> of(Series series) {
    double[] means = series.batchMeans();
    OptionalInt skipped = WarmUp.batches(means);
    if (skipped.isEmpty()) {
      return Optional.empty();
    }
    int from = skipped.getAsInt();
    long size = series.batchSize();
    return BatchMeans.of(Arrays.copyOfRange(means, from, means.length))
        .map(mean -> new SteadyMean(mean, from * size, (means.length - from) * size));
  }
}
