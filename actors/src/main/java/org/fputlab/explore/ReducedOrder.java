package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Tables;
import org.fputlab.engine.Touches;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Option;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.engine.sim.Timing;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of an exhaustive search, one after another: one of each class, as {@link Reduction}
 * chooses them. Tasks and timers take turns; what subsystems do belongs to the turn that asked them
 * ({@link Touches}).
 */
final class ReducedOrder implements Strategy {

  private final Tables tables;
  private final Turns turns;
  private boolean begun;
  private boolean givenUp;

  ReducedOrder(Tables tables, Turns turns) {
    this.tables = tables;
    this.turns = turns;
    tables.touches().beginComparison();
  }

  /** Who decides. */
  interface Turns {
    int choose(List<?> options);

    void taken(Touches.Turn turn);
  }

  /** The next run begins. */
  void begin() {
    tables.touches().recordNextRun();
    begun = false;
    givenUp = false;
  }

  @Override
  public @Nullable Timing explores() {
    return Timing.ANY;
  }

  @Override
  public int choose(Choices open) {
    List<String> options = new ArrayList<>(open.size());
    for (int place = 0; place < open.size(); place++) {
      Option option = open.option(place);
      if (isSubsystems(option)) {
        return place;
      }
      options.add(option.name());
    }
    endTurn();
    int place = turns.choose(options);
    givenUp = place == GIVE_UP;
    return place;
  }

  private boolean isSubsystems(Option option) {
    return !option.isTimer()
        && (option.actor() == Option.NOBODY
            || !tables.mailboxes().all().get(option.actor()).isTasks());
  }

  /** The turn before is over, as it is at the end of a run. */
  void endTurn() {
    Touches.Turn turn = tables.touches().endTurn();
    if (begun && !givenUp) {
      turns.taken(turn);
    }
    begun = true;
  }
}
