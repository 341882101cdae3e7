package org.fputlab.explore;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/**
 * {@code pos}: each event gets a random priority when it becomes possible, the highest happens, and
 * what raced with it gets a new one (Yuan, Yang, Gu: Partial order aware concurrency sampling, CAV
 * 2018). What a turn will touch is not known before it; here it races with the same actor's timers
 * alone, and what it wakes gets a new priority in any case. Fair with probability one.
 */
final class Pos extends Explorer {

  private final RandomStream random;
  private final Map<Option, Long> priorities = new LinkedHashMap<>();

  Pos(long seed) {
    random = RandomStream.named(seed, "pos");
  }

  @Override
  public int choose(Choices open) {
    int best = 0;
    long highest = -1;
    for (int i = 0; i < open.size(); i++) {
      long priority = priorities.computeIfAbsent(open.option(i), fresh -> random.nextLong() >>> 1);
      if (priority > highest) {
        highest = priority;
        best = i;
      }
    }
    return best;
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    priorities.keySet().removeIf(other -> other.actor() == chosen.actor());
  }
}
