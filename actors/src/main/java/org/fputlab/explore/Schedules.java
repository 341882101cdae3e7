package org.fputlab.explore;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.fputlab.engine.RandomStream;

/**
 * The schedules of a search. Each follows from its number and from what stands here, and from
 * nothing else: whoever runs it comes to the same.
 *
 * @param setting what is explored
 * @param mix which strategies
 * @param seed where all schedules come from
 * @param plan what the first of them, which are run beforehand, told
 */
public record Schedules(Setting setting, Mix mix, long seed, Plan plan) {

  /** Prepares them: the first are run here. */
  public static Schedules of(ScheduleRunner runner, Setting setting, Mix mix, long seed) {
    return new Schedules(setting, mix, seed, Plan.of(runner, setting, mix, seed));
  }

  /** What durations and other random numbers of the schedule of this number come from. */
  static long seedOf(long seed, long number) {
    return RandomStream.key(RandomStream.key(seed, "explore"), number);
  }

  /** What one schedule came to, and who took most of its last turns, or "". */
  record Ended(Ending ending, String busiest) {}

  /** Runs the schedule of this number. */
  Ended run(ScheduleRunner runner, long number) {
    long own = seedOf(seed, number);
    FairTail order = mix.strategy(number, own, setting, plan, runner.tables());
    Ending ending = runner.run(setting, own, order);
    return new Ended(ending, String.join(", ", order.busiest()));
  }

  /**
   * Runs those of these numbers, one after another, until one fails.
   *
   * @param isWanted whether the one of this number is still wanted
   */
  public Part run(ScheduleRunner runner, Part.Range numbers, LongPredicate isWanted) {
    Map<Long, String> endless = new TreeMap<>();
    long number = numbers.from();
    while (number <= numbers.to() && isWanted.test(number)) {
      Ended ended = run(runner, number++);
      if (ended.ending().isFailing()) {
        return new Part(numbers, number - numbers.from(), OptionalLong.of(number - 1), endless);
      }
      if (ended.ending().kind() == Ending.Kind.ENDLESS) {
        endless.put(number - 1, ended.busiest());
      }
    }
    return new Part(numbers, number - numbers.from(), OptionalLong.empty(), endless);
  }

  /** Runs the schedule of this number, and writes it down. */
  Schedule record(ScheduleRunner runner, long number) {
    long own = seedOf(seed, number);
    FairTail order = mix.strategy(number, own, setting, plan, runner.tables());
    return Schedule.record(runner, setting, own, order);
  }
}
