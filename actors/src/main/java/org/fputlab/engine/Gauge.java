package org.fputlab.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A queue that is not a mailbox: how many came, how many went. Written by one actor, read by
 * watchers.
 */
public final class Gauge {

  private final String name;
  private final AtomicLong in = new AtomicLong();
  private final AtomicLong out = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  Gauge(String name) {
    this.name = name;
  }

  /** Counts arrivals. */
  public void add(long arrivals) {
    in.lazySet(in.get() + arrivals);
    if (depth() > peak.get()) {
      peak.lazySet(depth());
    }
  }

  /** Counts departures. */
  public void remove(long departures) {
    out.lazySet(out.get() + departures);
    if (depth() < 0) {
      throw new IllegalStateException(name + ": more went than came");
    }
  }

  public String name() {
    return name;
  }

  public long in() {
    return in.get();
  }

  public long out() {
    return out.get();
  }

  /** How many are there now. */
  public long depth() {
    return in.get() - out.get();
  }

  /** The most there ever were. */
  public long peak() {
    return peak.get();
  }
}
