package org.fputlab.cluster;

import java.util.concurrent.atomic.AtomicLong;

/** What a server that live runs ask has done so far. */
public final class ServerFigures {

  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();

  void comes() {
    runs.incrementAndGet();
  }

  void asked() {
    asked.incrementAndGet();
  }

  void answered() {
    answered.incrementAndGet();
  }

  /** How often a live run came, one that came again among them. */
  public long runs() {
    return runs.get();
  }

  /** Requests. */
  public long requests() {
    return asked.get();
  }

  /** How many of them were answered. */
  public long answers() {
    return answered.get();
  }
}
