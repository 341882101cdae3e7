package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/** Writes down what another order chooses. */
final class Recorded extends Explorer {

  private final Explorer order;
  private final List<String> choices = new ArrayList<>();
  private final List<String> turns = new ArrayList<>();

  Recorded(Explorer order) {
    this.order = order;
  }

  @Override
  public int choose(Choices open) {
    int chosen = order.choose(open);
    String name = open.option(chosen).name();
    turns.add(name);
    if (open.size() > 1) {
      choices.add(name);
    }
    return chosen;
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    order.taken(chosen, message);
  }

  /** What came next, wherever there was a choice. */
  List<String> choices() {
    return List.copyOf(choices);
  }

  /** The same, also where there was none. */
  List<String> turns() {
    return List.copyOf(turns);
  }
}
