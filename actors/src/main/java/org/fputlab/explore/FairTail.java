package org.fputlab.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/**
 * Gives every schedule a fair end: after so many turns of a strategy that may let somebody wait for
 * ever, any that can come next does. So nobody is called endless who was only never asked.
 */
final class FairTail extends Explorer {

  /** Turns that the strategy itself gives out: some ten times what small scenarios need. */
  static final long OWN_TURNS = 20_000;

  private static final int TOLD = 3;

  private final Explorer first;
  private final RandomOrder then;
  private final Map<String, Long> turnsInTail = new LinkedHashMap<>();
  private long turns;

  FairTail(Explorer first, long seed) {
    this.first = first;
    this.then = new RandomOrder(seed);
  }

  @Override
  public int choose(Choices open) {
    return turns++ < OWN_TURNS ? first.choose(open) : then.choose(open);
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    if (turns <= OWN_TURNS) {
      first.taken(chosen, message);
    } else {
      turnsInTail.merge(chosen.name(), 1L, Long::sum);
    }
  }

  /** Who took most turns of the tail: in a schedule without end, those that spin. */
  List<String> busiest() {
    List<String> names = new ArrayList<>(turnsInTail.keySet());
    names.sort((a, b) -> Long.compare(turnsOf(b), turnsOf(a)));
    return List.copyOf(names.subList(0, Math.min(TOLD, names.size())));
  }

  private long turnsOf(String name) {
    return turnsInTail.getOrDefault(name, 0L);
  }
}
