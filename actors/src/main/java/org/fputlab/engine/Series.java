package org.fputlab.engine;

import java.util.Arrays;

/**
 * A long row of figures kept as the sums of equal batches, in the order in which they came: of
 * {@value #SMALLEST_BATCH} figures each at first, which is what MSER-5 asks for, and of twice as
 * many whenever {@value #MOST_BATCHES} are full. So thirty million figures take no more memory than
 * twenty thousand, and adding one costs an addition.
 */
public final class Series {

  /** Figures in a batch of a short series (White 1997). */
  public static final int SMALLEST_BATCH = 5;

  /** Enough for 20 batches of at least 100 each. */
  static final int MOST_BATCHES = 4096;

  private double[] sums;
  private int full;
  private long batch = SMALLEST_BATCH;
  private double sum;
  private long left = SMALLEST_BATCH;
  private double earlier;

  public Series() {
    sums = new double[8];
  }

  private Series(Series of) {
    sums = of.sums.clone();
    full = of.full;
    batch = of.batch;
    sum = of.sum;
    left = of.left;
    earlier = of.earlier;
  }

  /** Adds one figure at the end. */
  public void add(long figure) {
    sum += figure;
    if (--left == 0) {
      endBatch();
    }
  }

  private void endBatch() {
    if (full == sums.length) {
      sums = Arrays.copyOf(sums, 2 * full);
    }
    sums[full++] = sum;
    earlier += sum;
    sum = 0;
    if (full == MOST_BATCHES) {
      merge();
    }
    left = batch;
  }

  private void merge() {
    full /= 2;
    for (int i = 0; i < full; i++) {
      sums[i] = sums[2 * i] + sums[2 * i + 1];
    }
    batch *= 2;
  }

  /** How many figures there are. */
  public long count() {
    return full * batch + (batch - left);
  }

  /** The mean of all; not a number where there is none. */
  public double mean() {
    return (earlier + sum) / count();
  }

  /** How many figures each batch holds. */
  public long batchSize() {
    return batch;
  }

  /** The means of the full batches, in order. */
  public double[] batchMeans() {
    return batchMeans(batch);
  }

  /**
   * The means of batches of {@code size}, in order; what does not fill one at the end is left out.
   *
   * @param size this series' own batch size, or a multiple of it
   */
  public double[] batchMeans(long size) {
    int merged = Math.toIntExact(size / batch);
    double[] means = new double[full / merged];
    for (int i = 0; i < means.length * merged; i++) {
      means[i / merged] += sums[i];
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= size;
    }
    return means;
  }

  /** As it is now. */
  public Series copy() {
    return new Series(this);
  }
}
