package org.fputlab.report;

import org.fputlab.engine.Figures;
import org.fputlab.model.ClosePolicy;
import org.fputlab.scenario.Scenario;
import org.fputlab.scenario.running.LiveEnd;
import org.fputlab.scenario.running.RunOptions;
import org.fputlab.scenario.running.RunResult;

/** The command that runs the same again. */
public final class Replay {

  private static final String PLAIN_WORD = "[A-Za-z0-9_./:@%+=,-]+";

  private Replay() {}

  /** The command for {@code scenario} under {@code options}. */
  public static String command(Scenario scenario, RunOptions options) {
    return command(scenario, options.close(), options.seed(), options.duration());
  }

  /** The command for a run that has been; one that was interrupted is replayed as far as it got. */
  public static String command(RunResult result, RunOptions options) {
    String recording = result.live().map(LiveEnd::recording).orElse("");
    if (!recording.isEmpty()) {
      return schedule(recording);
    }
    long duration = result.interrupted() ? result.simulated() : options.duration();
    return command(result.scenario(), result.close(), result.seed(), duration);
  }

  private static String command(Scenario scenario, ClosePolicy close, long seed, long duration) {
    String command =
        "./fputlab run %s --close %s --seed %d"
            .formatted(quoted(scenario.file()), close.word(), seed);
    return duration == scenario.duration()
        ? command
        : command + " --duration " + Figures.exactDuration(duration);
  }

  /** {@code word} as a shell takes it for one word. */
  static String quoted(String word) {
    return word.matches(PLAIN_WORD) ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * The command that repeats a saved schedule, or a recorded live run.
   *
   * @param file where it is saved
   */
  public static String schedule(String file) {
    return "./fputlab replay " + quoted(file);
  }
}
