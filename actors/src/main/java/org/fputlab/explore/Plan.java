package org.fputlab.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * What the first schedules tell of those that follow. The first is in the order of a plain run. A
 * search that steers into circles runs a few more at random, until they have shown the parts of
 * one.
 *
 * @param endings what they came to, one after another
 * @param circles circles of waits that they have parts of, though these did not meet
 * @param actors how many actors took part in the first
 * @param turns how many turns it took
 */
public record Plan(List<Ending> endings, List<Circle> circles, int actors, long turns) {

  /** So many schedules learn at most. */
  private static final int MOST = 5;

  /**
   * Runs them.
   *
   * @param seed of the whole search
   */
  static Plan of(ScheduleRunner runner, Setting setting, Mix mix, long seed) {
    return of(runner, setting, seed, mix.steers() ? MOST : 1);
  }

  /** Runs the first alone. */
  static Plan ofFirst(ScheduleRunner runner, Setting setting, long seed) {
    return of(runner, setting, seed, 1);
  }

  private static Plan of(ScheduleRunner runner, Setting setting, long seed, long most) {
    Circles circles = new Circles();
    List<Ending> endings = new ArrayList<>();
    WaitsSeen first = seen(runner, setting, new InTimeOrder(), circles);
    endings.add(runner.run(setting, Schedules.seedOf(seed, 1), first));
    for (long number = 2; number <= most && learns(endings, circles); number++) {
      long own = Schedules.seedOf(seed, number);
      WaitsSeen next = seen(runner, setting, Mix.learning(own, setting), circles);
      endings.add(runner.run(setting, own, next));
    }
    return new Plan(List.copyOf(endings), circles.all(), first.actors(), first.turns());
  }

  private static WaitsSeen seen(
      ScheduleRunner runner, Setting setting, Explorer order, Circles circles) {
    WaitsSeen seen = new WaitsSeen(order.under(setting.timing()), runner.tables(), circles);
    seen.under(setting.timing());
    return seen;
  }

  private static boolean learns(List<Ending> endings, Circles circles) {
    return endings.get(endings.size() - 1).kind() == Ending.Kind.NOTHING && circles.all().isEmpty();
  }

  /** What the first came to. */
  public Ending first() {
    return endings.get(0);
  }
}
