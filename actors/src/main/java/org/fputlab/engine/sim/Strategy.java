package org.fputlab.engine.sim;

import org.fputlab.engine.RandomStream;

/** Chooses which of the runnable mailboxes handles its next message. */
public interface Strategy {

  /**
   * Chooses one.
   *
   * @param runnable how many are runnable, at least 1, the longest waiting first
   * @return a number from 0 to {@code runnable - 1}
   */
  int choose(int runnable);

  /** First come, first served: one order per scenario and seed. */
  static Strategy fifo() {
    return runnable -> 0;
  }

  /** Any of them, from a seed. */
  static Strategy random(long seed) {
    RandomStream stream = RandomStream.named(seed, "strategy");
    return runnable -> runnable == 1 ? 0 : stream.below(runnable);
  }
}
