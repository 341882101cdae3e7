package org.fputlab.watch;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.fputlab.engine.Series;

/**
 * By how much the mean of one run exceeds that of another on the same random numbers: the n-th
 * figure of the one is compared with the n-th of the other, so that what both owe to the same
 * arrivals and the same service times cancels.
 *
 * @param estimate of the difference, in the series' unit
 * @param varianceSaved by which part the variance of the difference is less than it would be
 *     between two runs of independent seeds; empty if that of one of the runs cannot be told
 * @param pairs how many figures of each run were compared
 */
public record PairedDifference(Estimate estimate, OptionalDouble varianceSaved, long pairs) {

  /** How much {@code one} exceeds {@code other}, both without the longer of their warm-ups. */
  public static Optional<PairedDifference> of(Series one, Series other) {
    long size = Math.max(one.batchSize(), other.batchSize());
    double[] ones = one.batchMeans(size);
    double[] others = other.batchMeans(size);
    int pairs = Math.min(ones.length, others.length);
    OptionalInt first = WarmUp.batches(Arrays.copyOf(ones, pairs));
    OptionalInt second = WarmUp.batches(Arrays.copyOf(others, pairs));
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    int from = Math.max(first.getAsInt(), second.getAsInt());
    return of(Arrays.copyOfRange(ones, from, pairs), Arrays.copyOfRange(others, from, pairs), size);
  }

  private static Optional<PairedDifference> of(double[] ones, double[] others, long size) {
    double[] differences = new double[ones.length];
    Arrays.setAll(differences, i -> ones[i] - others[i]);
    return BatchMeans.of(differences)
        .map(
            estimate ->
                new PairedDifference(
                    estimate,
                    saved(estimate, BatchMeans.of(ones), BatchMeans.of(others)),
                    differences.length * size));
  }

  /** The variance of a difference of independent means is the sum of theirs. */
  private static OptionalDouble saved(
      Estimate paired, Optional<Estimate> one, Optional<Estimate> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return OptionalDouble.empty();
    }
    double independent = square(one.get().error()) + square(other.get().error());
    return independent == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - square(paired.error()) / independent);
  }

  private static double square(double number) {
    return number * number;
  }
}
