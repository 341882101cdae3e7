package org.fputlab.engine;

import org.HdrHistogram.Histogram;

/** Durations of one kind, in nanoseconds, at three significant digits. */
public final class Samples {

  private final String name;
  private final Histogram histogram = new Histogram(3);

  Samples(String name) {
    this.name = name;
    histogram.setAutoResize(true);
  }

  /** Adds one duration. */
  public synchronized void record(long nanos) {
    histogram.recordValue(nanos);
  }

  public String name() {
    return name;
  }

  /** A copy of all so far. */
  public synchronized Histogram snapshot() {
    return histogram.copy();
  }
}
