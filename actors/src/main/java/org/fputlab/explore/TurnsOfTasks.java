package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Tables;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.jspecify.annotations.Nullable;

/** The order in which a schedule has tasks and timers take turns, without the subsystems' turns. */
final class TurnsOfTasks extends Explorer {

  private final Explorer order;
  private final TaskRows rows;
  private final List<String> turns = new ArrayList<>();

  TurnsOfTasks(Explorer order, Tables tables) {
    this.order = order;
    this.rows = new TaskRows(tables);
  }

  @Override
  public int choose(Choices open) {
    return order.choose(open);
  }

  @Override
  public void taken(Option chosen, @Nullable Object message) {
    order.taken(chosen, message);
    if (chosen.isTimer() || rows.of(chosen.actor()) != null) {
      turns.add(chosen.name());
    }
  }

  List<String> turns() {
    return List.copyOf(turns);
  }
}
