package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/**
 * {@code pct}: each actor has a random priority, the highest that can goes on, and at {@code depth
 * - 1} turns drawn beforehand whoever has just gone on falls below all others (Burckhardt, Kothari,
 * Musuvathi, Nagarakatte: A randomized scheduler with probabilistic guarantees of finding bugs,
 * ASPLOS 2010). A timer has the priority of the actor that it wakes.
 *
 * <p>Of {@code n} actors and {@code k} turns, a hang that {@code depth} orders of two events bring
 * about is found by each schedule with probability 1/(n k^(depth-1)) at least.
 */
final class Pct extends Explorer {

  /** The depth unless told otherwise: two orders make a circle of two, three one of three. */
  static final int DEPTH = 3;

  private final RandomStream random;
  private final long[] changes;
  private final List<Long> priorities = new ArrayList<>();
  private long turns;
  private long lowest = -1;

  /**
   * @param expected how many turns a schedule takes, as far as is known
   */
  Pct(long seed, int depth, long expected) {
    random = RandomStream.named(seed, "pct");
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
      if (priority(open.option(i)) > priority(open.option(best))) {
        best = i;
      }
    }
    return best;
  }

  private long priority(Option option) {
    int actor = option.actor() + 1;
    while (priorities.size() <= actor) {
      priorities.add(random.nextLong() >>> 1);
    }
    return priorities.get(actor);
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    for (long change : changes) {
      if (change == turns) {
        priority(chosen);
        priorities.set(chosen.actor() + 1, lowest--);
      }
    }
    turns++;
  }
}
