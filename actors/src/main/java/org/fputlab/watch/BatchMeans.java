package org.fputlab.watch;

import java.util.Arrays;
import java.util.Optional;

/**
 * The mean of figures that depend on those before them, by the method of batch means.
 *
 * <p>The figures are cut into {@value #BATCHES} batches. Whether those are long enough to be all
 * but independent is asked of their parts, {@value #LEAST_PARTS} to {@value #MOST_PARTS} of each:
 * these may be correlated by no more than 0.15 to 0.3 (Law and Carson, A sequential procedure for
 * determining the length of a steady-state simulation, Operations Research 27, 1979, allow 0.4).
 * What is left of it in the batches widens the interval as for an autoregressive process of first
 * order (Tafazzoli and Wilson, Skart, IIE Transactions 43, 2011). Where there are too few figures,
 * or they remember for too long, there is no answer.
 */
final class BatchMeans {

  static final int BATCHES = 20;

  private static final int LEAST_PARTS = 5;
  private static final int MOST_PARTS = 10;

  /** How much parts may be correlated, for each of them in a batch: 0.3 if there are ten. */
  private static final double CORRELATION = 0.03;

  private BatchMeans() {}

  /** The mean of these figures, each the mean of as many observations. */
  static Optional<Estimate> of(double[] figures) {
    int partsOfBatch = Math.min(figures.length / BATCHES, MOST_PARTS);
    if (partsOfBatch < LEAST_PARTS) {
      return Optional.empty();
    }
    double[] parts = grouped(figures, BATCHES * partsOfBatch);
    if (correlation(parts) > CORRELATION * partsOfBatch) {
      return Optional.empty();
    }
    double[] batches = grouped(figures, BATCHES);
    double carried = Math.max(0, correlation(batches));
    return Optional.of(
        Estimate.of(batches).widened(Math.sqrt((1 + carried) / (1 - carried))).skewedAs(parts));
  }

  /** The means of so many groups of neighbours; of what does not divide the first are left out. */
  private static double[] grouped(double[] figures, int groups) {
    int each = figures.length / groups;
    int first = figures.length - each * groups;
    double[] means = new double[groups];
    for (int i = 0; i < groups; i++) {
      for (int j = 0; j < each; j++) {
        means[i] += figures[first + i * each + j];
      }
      means[i] /= each;
    }
    return means;
  }

  /** How much each is like the one before; 0 where all are the same. */
  private static double correlation(double[] figures) {
    double mean = Arrays.stream(figures).average().orElseThrow();
    double squares = 0;
    double products = 0;
    for (int i = 0; i < figures.length; i++) {
      squares += (figures[i] - mean) * (figures[i] - mean);
      products += i == 0 ? 0 : (figures[i] - mean) * (figures[i - 1] - mean);
    }
    return squares == 0 ? 0 : products / squares;
  }
}
