package org.fputlab.cluster;

import java.util.Locale;
import java.util.Map;
import org.fputlab.engine.sim.Timing;
import org.fputlab.explore.Mix;
import org.fputlab.explore.Schedules;
import org.fputlab.explore.Setting;
import org.fputlab.model.ClosePolicy;
import org.fputlab.model.RunLimits;
import org.fputlab.scenario.ScenarioLoader;
import org.fputlab.scenario.text.ScenarioProblems;

/**
 * A search as it is sent: all that its schedules follow from.
 *
 * @param id which one it is of those that a coordinator hands out
 * @param file the scenario's name
 * @param texts the scenario file and those it includes
 * @param close the policy
 * @param timing how far timers bind a schedule
 * @param runs how often each task runs
 * @param mix which strategies
 * @param seed where all schedules come from
 * @param trace the hash of every delivery of the first schedule: whoever comes to another one runs
 *     another program or another scenario
 */
public record SearchText(
    String id,
    String file,
    Map<String, String> texts,
    String close,
    String timing,
    long runs,
    String mix,
    long seed,
    long trace)
    implements Wire {

  static SearchText of(String id, Schedules schedules) {
    Setting setting = schedules.setting();
    return new SearchText(
        id,
        setting.scenario().file(),
        setting.scenario().texts(),
        setting.close().word(),
        setting.timing().name(),
        setting.limits().each(),
        schedules.mix().word(),
        schedules.seed(),
        trace(schedules));
  }

  static long trace(Schedules schedules) {
    return schedules.plan().first().hash();
  }

  /** What is to be explored. */
  Setting setting() throws ScenarioProblems {
    return new Setting(
        ScenarioLoader.again(file, texts),
        ClosePolicy.of(close),
        Timing.valueOf(timing.toUpperCase(Locale.ROOT)),
        new RunLimits(runs, Map.of()));
  }

  Mix strategies() {
    return Mix.of(mix).orElseThrow();
  }
}
