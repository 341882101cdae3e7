package org.fputlab.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.explore.Schedules;
import org.fputlab.scenario.text.ScenarioProblems;

/** The searches that a worker has prepared, each with its first schedule. Used by many threads. */
final class Known {

  private static final int MOST = 64;

  /** That a search comes to something else here than where it was sent from. */
  static final class Differs extends Exception {
    private static final long serialVersionUID = 1L;

    Differs(String why) {
      super(why);
    }
  }

  private final Map<String, Schedules> searches =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Schedules> eldest) {
          return size() > MOST;
        }
      };

  /** The schedules of a search; the first is run here if it is new. */
  synchronized Schedules of(SearchText text, ScheduleRunner runner) throws Differs {
    Schedules known = searches.get(text.id());
    if (known == null) {
      known = prepared(text, runner);
      searches.put(text.id(), known);
    }
    return known;
  }

  private static Schedules prepared(SearchText text, ScheduleRunner runner) throws Differs {
    try {
      Schedules schedules = Schedules.of(runner, text.setting(), text.strategies(), text.seed());
      long here = SearchText.trace(schedules);
      if (here != text.trace()) {
        throw new Differs(
            "%s: its first schedule has trace %016x there, and %016x here"
                .formatted(text.file(), text.trace(), here));
      }
      return schedules;
    } catch (ScenarioProblems problems) {
      throw new Differs("the scenario is refused: " + problems.problems().get(0).text());
    }
  }
}
