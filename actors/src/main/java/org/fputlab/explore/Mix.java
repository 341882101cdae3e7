package org.fputlab.explore;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fputlab.engine.Tables;
import org.fputlab.locks.Cycle;

/**
 * Which strategy each schedule of a search follows: it depends on the schedule's number and on what
 * the first one, in the order of a plain run, told, and on nothing else.
 */
public enum Mix {
  /** All alike. */
  RANDOM,
  /** Priorities with change points. */
  PCT,
  /** A priority for each event. */
  POS,
  /** Into the circles that were seen, one after another. */
  DIRECTED,
  /** Into each circle once, and then random, pct and pos in turn. */
  MIXED;

  /** What the user writes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mix of this name; empty where there is none. */
  public static Optional<Mix> of(String word) {
    return List.of(values()).stream().filter(mix -> mix.word().equals(word)).findFirst();
  }

  /** Which of the single strategies the schedule of this number follows; the first is plain. */
  String of(long number, Plan plan) {
    if (number == 1) {
      return "plain";
    }
    if (this != MIXED) {
      return word();
    }
    long past = number - 2 - plan.cycles().size();
    if (past < 0) {
      return DIRECTED.word();
    }
    return List.of(RANDOM, PCT, POS).get((int) (past % 3)).word();
  }

  /** The strategy of the schedule of this number, with a fair end where it needs one. */
  FairTail strategy(long number, long seed, Setting setting, Plan plan, Tables tables) {
    Explorer own =
        switch (of(number, plan)) {
          case "plain" -> new InTimeOrder();
          case "random" -> new RandomOrder(seed);
          case "pct" -> new Pct(seed, Pct.DEPTH, plan.turns());
          case "pos" -> new Pos(seed);
          default -> new Directed(seed, tables, cycle(number, plan));
        };
    FairTail fair = new FairTail(own.under(setting.timing()), seed);
    fair.under(setting.timing());
    return fair;
  }

  private static Optional<Cycle> cycle(long number, Plan plan) {
    List<Cycle> cycles = plan.cycles();
    return cycles.isEmpty()
        ? Optional.empty()
        : Optional.of(cycles.get((int) ((number - 2) % cycles.size())));
  }
}
