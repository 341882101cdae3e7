package org.fputlab.explore;

import org.fputlab.engine.RandomStream;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/**
 * {@code pct}: each actor has a random priority, the highest that can goes on, and at {@code depth
 * - 1} turns drawn beforehand whoever has just gone on falls below all others (Burckhardt, Kothari,
 * Musuvathi, Nagarakatte: A randomized scheduler with probabilistic guarantees of finding bugs,
 * ASPLOS 2010).
 *
 * <p>Of {@code n} actors and {@code k} turns, a hang that {@code depth} orders of two events bring
 * about is found by each schedule with probability 1/(n k^(depth-1)) at least.
 */
final class Pct extends Explorer {

  /** The depth unless told otherwise: two orders make a circle of two, three one of three. */
  static final int DEPTH = 3;

  private final long[] changes;
  private final Priorities priorities;
  private long turns;

  /**
   * @param expected how many turns a schedule takes, as far as is known
   */
  Pct(long seed, int depth, long expected) {
    RandomStream random = RandomStream.named(seed, "pct");
    priorities = new Priorities(random);
    changes = new long[depth - 1];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = random.below((int) Math.max(1, Math.min(expected, Integer.MAX_VALUE)));
    }
  }

  /** The least probability that one schedule finds a hang of this depth. */
  static double bound(int actors, long turns, int depth) {
    return 1.0 / (actors * StrictMath.pow((double) Math.max(1, turns), depth - 1));
  }

  @Override
  public int choose(Choices open) {
    int best = 0;
    for (int i = 1; i < open.size(); i++) {
      if (priorities.of(open.option(i)) > priorities.of(open.option(best))) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    for (long change : changes) {
      if (change == turns) {
        priorities.lower(chosen);
      }
    }
    turns++;
  }
}
