package org.fputlab.explore;

import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.RandomStream;

/**
 * One policy's schedules, from 1 to a given number, until one fails. A schedule follows from seed
 * and number alone, so that the first that fails is the same for any number of threads.
 */
public final class Search {

  /** After so many that did not end, and none that failed, a search gives up. */
  private static final int MOST_ENDLESS = 3;

  private final Setting setting;
  private final Mix mix;
  private final long seed;
  private final long most;
  private final BooleanSupplier isToStop;
  private final Plan plan;
  private final AtomicLong next = new AtomicLong(2);
  private final AtomicLong last;
  private final AtomicLong done = new AtomicLong(1);
  private final ConcurrentSkipListMap<Long, Ending> failing = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Long, String> endless = new ConcurrentSkipListMap<>();

  /** Prepares it with the first schedule, which is run here. */
  Search(
      ScheduleRunner runner,
      Setting setting,
      Mix mix,
      long seed,
      long most,
      BooleanSupplier isToStop) {
    this.setting = setting;
    this.mix = mix;
    this.seed = seed;
    this.most = most;
    this.last = new AtomicLong(most);
    this.isToStop = isToStop;
    this.plan = Plan.of(runner, setting, seedOf(seed, 1));
    note(1, plan.first(), "");
  }

  /** What durations and other random numbers of this schedule come from. */
  static long seedOf(long seed, long number) {
    return RandomStream.key(RandomStream.key(seed, "explore"), number);
  }

  /** Runs schedule after schedule until there is no further; several threads may do so at once. */
  void work(ScheduleRunner runner) {
    while (!isToStop.getAsBoolean()) {
      long number = next.getAndIncrement();
      if (number > last.get()) {
        return;
      }
      long own = seedOf(seed, number);
      FairTail strategy = mix.strategy(number, own, setting, plan, runner.tables());
      Ending ending = runner.run(setting, own, strategy);
      done.incrementAndGet();
      note(number, ending, String.join(", ", strategy.busiest()));
    }
  }

  private void note(long number, Ending ending, String busiest) {
    if (ending.isFailing()) {
      failing.put(number, ending);
      last.accumulateAndGet(number, Math::min);
    } else if (ending.kind() == Ending.Kind.ENDLESS) {
      endless.put(number, busiest);
      endless.keySet().stream()
          .skip(MOST_ENDLESS - 1L)
          .findFirst()
          .ifPresent(third -> last.accumulateAndGet(third, Math::min));
    }
  }

  /** The schedules that have ended so far. */
  public long done() {
    return done.get();
  }

  long most() {
    return most;
  }

  Plan plan() {
    return plan;
  }

  Setting setting() {
    return setting;
  }

  /** The strategy of the schedule of this number. */
  String strategyOf(long number) {
    return mix.of(number, plan);
  }

  Mix mix() {
    return mix;
  }

  /** The number of the first that fails; empty where none did. */
  Optional<Long> firstFailing() {
    return failing.isEmpty() || failing.firstKey() > last.get()
        ? Optional.empty()
        : Optional.of(failing.firstKey());
  }

  /** Runs the schedule of this number once more, and writes it down. */
  Schedule record(ScheduleRunner runner, long number) {
    long own = seedOf(seed, number);
    FairTail order = mix.strategy(number, own, setting, plan, runner.tables());
    return Schedule.record(runner, setting, own, order);
  }

  /** How many did not end. */
  int unended() {
    return endless.size();
  }

  /** Whether it was given up for schedules without end. */
  boolean isGivenUp() {
    return firstFailing().isEmpty() && unended() >= MOST_ENDLESS;
  }

  /** The number of the schedule at which it was given up, where it was. */
  long givenUpAt() {
    return last.get();
  }

  /** Who took most of the last turns of a schedule without end; "" where nobody is known. */
  String spinners() {
    return endless.values().stream().filter(names -> !names.isEmpty()).findFirst().orElse("");
  }
}
