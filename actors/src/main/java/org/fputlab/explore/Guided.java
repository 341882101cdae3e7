package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/**
 * An order in which tasks and timers take turns, as far as it can be kept: what cannot come next is
 * left out. Where the order is at its end whoever went on last goes on, or else the longest
 * waiting.
 */
final class Guided extends Explorer {

  private final List<String> order;
  private final List<String> kept = new ArrayList<>();
  private int next;
  private int last = Option.NOBODY;

  Guided(List<String> order) {
    this.order = order;
  }

  @Override
  public int choose(Choices open) {
    int place = wanted(open);
    return place < 0 ? unguided(open) : place;
  }

  private int wanted(Choices open) {
    while (next < order.size()) {
      String name = order.get(next++);
      for (int i = 0; i < open.size(); i++) {
        if (open.option(i).name().equals(name)) {
          kept.add(name);
          return i;
        }
      }
    }
    return -1;
  }

  private int unguided(Choices open) {
    for (int i = 0; i < open.size(); i++) {
      if (open.option(i).actor() == last) {
        return i;
      }
    }
    return 0;
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    last = chosen.actor();
  }

  /** The part of the order that could be kept. */
  List<String> kept() {
    return List.copyOf(kept);
  }
}
