package org.fputlab.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Exploration;
import org.fputlab.explore.Mix;
import org.fputlab.explore.ScheduleRunner;
import org.fputlab.explore.Setting;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;
import org.fputlab.watch.Verdict;

/**
 * How many schedules each strategy needs to find each deadlock of the shipped scenarios: the page
 * docs/find-rate.md.
 */
final class FindRate {

  private static final int SEEDS = 50;
  private static final long MOST = 200;

  /** Where two runs of each task are too few: the file of each says why. */
  private static final Map<String, Long> MORE_RUNS =
      Map.of("vfs/pending-closes-hold-all-slots", 3L);

  private final PrintStream out;
  private final ScheduleRunner runner;

  FindRate(PrintStream out, ScheduleRunner runner) {
    this.out = out;
    this.runner = runner;
  }

  /** Prints the page. */
  void run(int smaller) throws ScenarioProblems {
    int seeds = Math.max(1, SEEDS / smaller);
    out.printf(
        """
        # How soon a deadlock is found

        `bench/find-rate` makes this page. It has every shipped scenario that expects a
        deadlock or a crash, with the first policy under which it does. For each strategy it
        shows the number of the first schedule that hangs or crashes: the median over %d seeds,
        with the minimum and the maximum.

        The first schedule of every strategy has the order of a plain run, so a 1 means that
        this order hangs. Timing is `any`, and each task runs as often as the column `runs` says.
        `>%d` means not found in %d schedules.

        | scenario | close | runs |""",
        seeds, MOST, MOST);
    for (Mix mix : Mix.values()) {
      out.printf(" %s |", mix.word());
    }
    out.printf("%n|---|---|--:|%s%n", "---|".repeat(Mix.values().length));
    for (String name : ScenarioLoader.shipped()) {
      row(name, seeds);
    }
  }

  private void row(String name, int seeds) throws ScenarioProblems {
    Scenario scenario = ScenarioLoader.loadShipped(name);
    for (ClosePolicy policy : ClosePolicy.values()) {
      Verdict verdict = scenario.expect().get(policy);
      if (verdict == Verdict.DEADLOCK || verdict == Verdict.CRASHES) {
        long runs = MORE_RUNS.getOrDefault(name, Setting.RUNS);
        Setting setting = new Setting(scenario, policy, Timing.ANY, new RunLimits(runs, Map.of()));
        out.printf("| %s | %s | %d |", name, policy.word(), runs);
        for (Mix mix : Mix.values()) {
          out.printf(" %s |", cell(setting, mix, seeds));
        }
        out.println();
        out.flush();
        return;
      }
    }
  }

  private String cell(Setting setting, Mix mix, int seeds) {
    List<Long> found = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      OptionalLong first =
          Exploration.firstFailing(runner, setting, new Exploration.Order(mix, seed, MOST));
      found.add(first.orElse(MOST + 1));
    }
    Collections.sort(found);
    long median = found.get((found.size() - 1) / 2);
    String all = text(found.get(0)) + " to " + text(found.get(found.size() - 1));
    return found.get(0).equals(found.get(found.size() - 1))
        ? text(median)
        : text(median) + " (" + all + ")";
  }

  private static String text(long number) {
    return number > MOST ? ">" + MOST : Long.toString(number);
  }
}
