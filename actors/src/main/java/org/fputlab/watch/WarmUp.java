package org.fputlab.watch;

import java.util.OptionalInt;

/**
 * How much at the beginning of a run does not count, by the rule MSER-5: as many batches of five as
 * leave the mean of the others with the least standard error, were they independent (K. P. White,
 * An effective truncation heuristic for bias reduction in simulation output, Simulation 69, 1997).
 *
 * <p>It chooses from the first half only; where the best place is at the end of that half the
 * series has not settled (Hoad, Robinson, Davies, Automating warm-up length estimation, J.
 * Operational Research Society 61, 2010). In a long run batches hold more than five.
 */
final class WarmUp {

  private WarmUp() {}

  /** How many of the batches with these means do not count; empty if no steady state was seen. */
  static OptionalInt batches(double[] means) {
    int last = means.length / 2;
    int best = last;
    double least = Double.POSITIVE_INFINITY;
    double mean = 0;
    double squares = 0;
    for (int from = means.length - 1; from >= 0; from--) {
      int left = means.length - from;
      double apart = means[from] - mean;
      mean += apart / left;
      squares += apart * (means[from] - mean);
      double criterion = squares / left / left;
      if (from <= last && criterion <= least) {
        least = criterion;
        best = from;
      }
    }
    return best < last ? OptionalInt.of(best) : OptionalInt.empty();
  }
}
