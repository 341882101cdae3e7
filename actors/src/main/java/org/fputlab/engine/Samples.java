package org.fputlab.engine;

import org.HdrHistogram.Histogram;

/**
 * Durations of one kind, in nanoseconds: how they are distributed, at three significant digits, and
 * how they came one after another.
 */
public final class Samples {

  private final String name;
  private final Histogram histogram = new Histogram(3);
  private final Series series = new Series();

  Samples(String name) {
    this.name = name;
    histogram.setAutoResize(true);
  }

  /** Adds one duration. */
  public synchronized void record(long nanos) {
    histogram.recordValue(nanos);
    series.add(nanos);
  }

  public String name() {
    return name;
  }

  /** A copy of all so far, by length. */
  public synchronized Histogram snapshot() {
    return histogram.copy();
  }

  /** A copy of all so far, by order. */
  public synchronized Series series() {
    return series.copy();
  }
}
