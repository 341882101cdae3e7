package org.fputlab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Durations of one kind, in nanoseconds: how they are distributed, at three significant digits, and
 * how they came one after another.
 */
public final class Samples {

  private final String name;
  private final Histogram histogram = new Histogram(3);
  private final Series series = new Series();
  private final List<Supplier<Unfinished>> begun = new ArrayList<>();

  Samples(String name) {
    this.name = name;
    histogram.setAutoResize(true);
  }

  /** Adds one duration. */
  public synchronized void record(long nanos) {
    histogram.recordValue(nanos);
    series.add(nanos);
  }

  /** Has {@code source} tell, when it is asked, what has begun and not ended. */
  public synchronized void begunIn(Supplier<Unfinished> source) {
    begun.add(source);
  }

  /** What has begun and not ended. To be asked only while no actor runs. */
  public synchronized Unfinished unfinished() {
    Unfinished all = Unfinished.NONE;
    for (Supplier<Unfinished> source : begun) {
      all = all.and(source.get());
    }
    return all;
  }

  public String name() {
    return name;
  }

  /** The longest so far, at three significant digits; 0 where there is none. */
  public synchronized long longest() {
    return histogram.getMaxValue();
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
