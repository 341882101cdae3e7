package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.engine.Tables;
import org.fputlab.engine.Touches;
import org.fputlab.engine.sim.Choices;
import org.fputlab.engine.sim.Timing;

/**
 * The order of one schedule after another where somebody compares them by what each turn touches.
 * Tasks and timers take turns; what subsystems do belongs to the turn that asked them, and is done
 * at once ({@link Touches}).
 */
final class ReducedOrder extends Explorer {

  /** Who decides. */
  interface Turns {

    /** Who takes the next turn, by its place; or {@link #GIVE_UP}. */
    int choose(List<?> options);

    /** It was taken. */
    void taken(Touches.Turn turn);
  }

  private final Tables tables;
  private final Turns turns;
  private final List<String> choices = new ArrayList<>();
  private boolean begun;
  private boolean givenUp;

  ReducedOrder(Tables tables, Turns turns) {
    this.tables = tables;
    this.turns = turns;
    under(Timing.ANY);
    tables.touches().beginComparison();
  }

  /** The next schedule begins. */
  void begin() {
    tables.touches().recordNextRun();
    choices.clear();
    begun = false;
    givenUp = false;
  }

  @Override
  public int choose(Choices open) {
    endTurn();
    List<String> options = new ArrayList<>(open.size());
    for (int place = 0; place < open.size(); place++) {
      options.add(open.option(place).name());
    }
    int place = turns.choose(options);
    givenUp = place == GIVE_UP;
    if (!givenUp && open.size() > 1) {
      choices.add(options.get(place));
    }
    return place;
  }

  /** The turn before is over, as it is at the end of a run. */
  void endTurn() {
    Touches.Turn turn = tables.touches().endTurn();
    if (begun && !givenUp) {
      turns.taken(turn);
    }
    begun = true;
  }

  /** What was chosen, wherever there was a choice. */
  List<String> choices() {
    return List.copyOf(choices);
  }
}
