package org.fputlab.explore;

import java.util.List;
import org.fputlab.locks.Cycle;

/**
 * What the first schedule, in the order of a plain run, tells of those that follow.
 *
 * @param first what it came to
 * @param cycles circles of waits that it has parts of, though they did not meet
 * @param actors how many actors took part
 * @param turns how many turns it took
 */
public record Plan(Ending first, List<Cycle> cycles, int actors, long turns) {

  static Plan of(ScheduleRunner runner, Setting setting, long seed) {
    Explorer plain = new InTimeOrder().under(setting.timing());
    WaitsSeen seen = new WaitsSeen(plain, runner.tables());
    Ending first = runner.run(setting, seed, seen.under(setting.timing()));
    return new Plan(first, seen.cycles(), seen.actors(), seen.turns());
  }
}
