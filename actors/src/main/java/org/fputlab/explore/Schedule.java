package org.fputlab.explore;

import java.util.List;
import java.util.Map;
import org.fputlab.scenario.running.RunListener;

/**
 * One order of events, as data: with the scenario's texts it says all that happened.
 *
 * @param file what the scenario's file was called
 * @param texts the file and those it includes, as they were read
 * @param setting what was explored, and within which bounds
 * @param seed what durations and other random numbers come from
 * @param choices what came next, by name, wherever there was more than one way to go on
 * @param kind what it came to
 * @param hash a hash of every delivery
 */
public record Schedule(
    String file,
    Map<String, String> texts,
    Setting setting,
    long seed,
    List<String> choices,
    Ending.Kind kind,
    long hash) {

  /** A schedule cannot be replayed: it is no such schedule, or the program goes another way. */
  public static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  /** Runs a schedule and writes its choices down. */
  static Schedule record(ScheduleRunner runner, Setting setting, long seed, Explorer order) {
    Recorded recorded = new Recorded(order);
    Ending ending = runner.run(setting, seed, recorded.under(setting.timing()));
    return new Schedule(
        setting.scenario().file(),
        setting.scenario().texts(),
        setting,
        seed,
        recorded.choices(),
        ending.kind(),
        ending.hash());
  }

  /**
   * Runs it again.
   *
   * @param story hears what happens, or is told nothing where it is {@link Story#UNTOLD}
   * @throws Mismatch where it does not go the same way to the same end
   */
  public Ending replay(ScheduleRunner runner, Story story) {
    return replay(runner, story, RunListener.NONE);
  }

  /** The same with somebody who follows it from its beginning, and changes nothing in it. */
  Ending replay(ScheduleRunner runner, Story story, RunListener listener) {
    Written written = new Written(choices);
    Explorer told = story.around(written.under(setting.timing()), runner.tables());
    Ending ending = runner.run(setting, seed, told.under(setting.timing()), story, listener);
    written.checkEnd();
    if (ending.hash() != hash || ending.kind() != kind) {
      throw new Mismatch(
          "came to %s with trace %016x, and here comes to %s with trace %016x"
              .formatted(kind.word(), hash, ending.kind().word(), ending.hash()));
    }
    return ending;
  }
}
