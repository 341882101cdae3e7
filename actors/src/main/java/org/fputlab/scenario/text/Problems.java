package org.fputlab.scenario.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fputlab.kernel.words.BadValue;

/** What has been found wrong with a scenario file so far; the same thing counts once. */
public final class Problems {
  private final String file;
  private final Set<Problem> found = new LinkedHashSet<>();

  /**
   * @param file the scenario file itself; files that it includes come after it
   */
  public Problems(String file) {
    this.file = file;
  }

  /** Enters one; see {@link Problem}. */
  public void add(Where where, String key, String value, String rule, String hint) {
    found.add(new Problem(where.file(), where.line(), key, value, rule, hint));
  }

  /** Enters a value that is refused. */
  public void add(Where where, String key, String value, BadValue bad) {
    add(where, key, value, bad.rule(), bad.hint());
  }

  /** Whether nothing is wrong so far. */
  public boolean none() {
    return found.isEmpty();
  }

  /** Ends the reading if anything was wrong. */
  public void refuseIfAny() throws ScenarioProblems {
    if (found.isEmpty()) {
      return;
    }
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((Problem problem) -> !problem.file().equals(file))
            .thenComparing(Problem::file)
            .thenComparingInt(Problem::line));
    throw new ScenarioProblems(sorted);
  }
}
