package org.fputlab.explore;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fputlab.engine.Tables;

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
  /** Into the circles that were seen, one after another, and now and then into none. */
  DIRECTED,
  /** Into each circle once, and then random, pct, pos and directed in turn. */
  MIXED;

  /** Those that {@link #MIXED} takes in turn. */
  private static final List<Mix> TURNS = List.of(RANDOM, PCT, POS, DIRECTED);

  /** What the user writes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mix of this name; empty where there is none. */
  public static Optional<Mix> of(String word) {
    return List.of(values()).stream().filter(mix -> mix.word().equals(word)).findFirst();
  }

  /** Whether it steers into circles, and so has to learn which there are. */
  boolean steers() {
    return this == DIRECTED || this == MIXED;
  }

  /** Which of the single strategies the schedule of this number follows; the first is plain. */
  String of(long number, Plan plan) {
    if (number == 1) {
      return "plain";
    }
    if (number <= plan.endings().size()) {
      return RANDOM.word();
    }
    if (this != MIXED) {
      return word();
    }
    long past = steered(number, plan) - plan.circles().size();
    return past < 0 ? DIRECTED.word() : TURNS.get((int) (past % TURNS.size())).word();
  }

  /** The strategy of the schedule of this number, with a fair end where it needs one. */
  FairTail strategy(long number, long seed, Setting setting, Plan plan, Tables tables) {
    return fair(
        switch (of(number, plan)) {
          case "plain" -> new InTimeOrder();
          case "random" -> new RandomOrder(seed);
          case "pct" -> new Pct(seed, Pct.DEPTH, plan.turns());
          case "pos" -> new Pos(seed);
          default -> new Directed(seed, tables, circle(number, plan));
        },
        seed,
        setting);
  }

  /** That of a schedule which learns what circles there are. */
  static FairTail learning(long seed, Setting setting) {
    return fair(new RandomOrder(seed), seed, setting);
  }

  private static FairTail fair(Explorer own, long seed, Setting setting) {
    FairTail fair = new FairTail(own.under(setting.timing()), seed);
    fair.under(setting.timing());
    return fair;
  }

  /** How many of the first so many schedules are pct's, at least. */
  long ofPct(long schedules, Plan plan) {
    long past = Math.max(0, schedules - plan.endings().size());
    return switch (this) {
      case PCT -> past;
      case MIXED -> Math.max(0, past - plan.circles().size()) / TURNS.size();
      case RANDOM, POS, DIRECTED -> 0;
    };
  }

  /** How many come before it of those that are steered, or could be. */
  private static long steered(long number, Plan plan) {
    return number - 1 - plan.endings().size();
  }

  /** Each in turn, and then none: what stands in the way of a hang may be the steering. */
  private Optional<Circle> circle(long number, Plan plan) {
    List<Circle> circles = plan.circles();
    long before = steered(number, plan);
    if (this == MIXED && before >= circles.size()) {
      before = (before - circles.size()) / TURNS.size();
      return circles.isEmpty()
          ? Optional.empty()
          : Optional.of(circles.get((int) (before % circles.size())));
    }
    int place = (int) (before % (circles.size() + 1));
    return place == circles.size() ? Optional.empty() : Optional.of(circles.get(place));
  }
}
