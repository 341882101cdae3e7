package org.fputlab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Durations of one kind, in nanoseconds: how they are distributed, at three significant digits, and
 * how they came one after another.
 */
public final class Samples {

  private static final int FEW = 32;

  private final String name;
  private final long[] latest = new long[FEW];
  private int latests;
  private @Nullable Histogram earlier;
  private final Series series = new Series();
  private final List<Supplier<Unfinished>> begun = new ArrayList<>();

  Samples(String name) {
    this.name = name;
  }

  /** Adds one duration. */
  public synchronized void record(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException(name + ": " + nanos + " ns is no duration");
    }
    if (latests == FEW) {
      histogram();
    }
    latest[latests++] = nanos;
    series.add(nanos);
  }

  /** All so far, by length: a histogram is large, and most runs that are explored need none. */
  private Histogram histogram() {
    Histogram all = earlier;
    if (all == null) {
      all = new Histogram(3);
      all.setAutoResize(true);
      earlier = all;
    }
    for (int i = 0; i < latests; i++) {
      all.recordValue(latest[i]);
    }
    latests = 0;
    return all;
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
    return histogram().getMaxValue();
  }

  /** A copy of all so far, by length. */
  public synchronized Histogram snapshot() {
    return histogram().copy();
  }

  /** A copy of all so far, by order. */
  public synchronized Series series() {
    return series.copy();
  }
}
