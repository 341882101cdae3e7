package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.sim.Option;

/** A random priority for each actor. A timer has that of the actor that it wakes. */
final class Priorities {

  private final RandomStream random;
  private final List<Long> byActor = new ArrayList<>();
  private long lowest = -1;

  Priorities(RandomStream random) {
    this.random = random;
  }

  /** That of whoever this is about. */
  long of(Option option) {
    int actor = option.actor() + 1;
    while (byActor.size() <= actor) {
      byActor.add(random.nextLong() >>> 1);
    }
    return byActor.get(actor);
  }

  /** Whoever this is about falls below all others. */
  void lower(Option option) {
    of(option);
    byActor.set(option.actor() + 1, lowest--);
  }
}
