package org.fputlab.engine.sim;

import org.fputlab.engine.RandomStream;
import org.jspecify.annotations.Nullable;

/** Chooses what comes next, at each point where a run could go on in several ways. */
public interface Strategy {

  /** Chosen where a run that is explored need not go on. */
  int GIVE_UP = -1;

  /**
   * Chooses one.
   *
   * @return its place, from 0 to {@code open.size() - 1}; where the run is explored perhaps {@link
   *     #GIVE_UP}
   */
  int choose(Choices open);

  /**
   * How the run is explored; null in a plain run, whose only choices are runnable mailboxes, those
   * of Akka's own actors among them. Where a run is explored only tasks and timers are chosen; what
   * Akka's own actors have to do, and subsystems, is done before any choice.
   */
  default @Nullable Timing explores() {
    return null;
  }

  /**
   * What was chosen has happened. Told only where a run is explored.
   *
   * @param chosen whose turn it was, or which timer fired
   * @param message what was handled, or what the timer brought
   */
  default void taken(Option chosen, @Nullable Object message) {}

  /** First come, first served: one order per scenario and seed. */
  static Strategy fifo() {
    return open -> 0;
  }

  /** Any of them, from a seed. */
  static Strategy random(long seed) {
    RandomStream stream = RandomStream.named(seed, "strategy");
    return open -> open.size() == 1 ? 0 : stream.below(open.size());
  }
}
