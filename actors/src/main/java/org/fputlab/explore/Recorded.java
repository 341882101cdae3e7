package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/** Writes down what another order chooses, wherever there is a choice. */
final class Recorded extends Explorer {

  private final Explorer order;
  private final List<String> choices = new ArrayList<>();

  Recorded(Explorer order) {
    this.order = order;
  }

  @Override
  public int choose(Choices open) {
    int chosen = order.choose(open);
    if (open.size() > 1) {
      choices.add(open.option(chosen).name());
    }
    return chosen;
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    order.taken(chosen, message);
  }

  List<String> choices() {
    return List.copyOf(choices);
  }
}
