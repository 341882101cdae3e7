package org.fputlab.explore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.sim.Timing;

/**
 * One policy's schedules, from 1 to a given number, until one fails: which are still to be run, and
 * what came of those that were. A schedule follows from seed and number alone, so that the first
 * that fails is the same for any number of threads, here or elsewhere.
 */
public final class Search {

  /** After so many that did not end, and none that failed, a search gives up. */
  private static final int MOST_ENDLESS = 3;

  private final Schedules schedules;
  private final long most;
  private final BooleanSupplier isToStop;
  private final AtomicLong next;
  private final AtomicLong last;
  private final AtomicLong done;
  private final ConcurrentSkipListSet<Long> failing = new ConcurrentSkipListSet<>();
  private final ConcurrentSkipListMap<Long, String> endless = new ConcurrentSkipListMap<>();

  /** Prepares it with the first schedules, which are run here. */
  Search(
      ScheduleRunner runner,
      Setting setting,
      Mix mix,
      long seed,
      long most,
      BooleanSupplier isToStop) {
    this.schedules = Schedules.of(runner, setting, mix, seed);
    this.most = most;
    this.last = new AtomicLong(most);
    this.isToStop = isToStop;
    List<Ending> learned = plan().endings();
    this.next = new AtomicLong(learned.size() + 1L);
    this.done = new AtomicLong(Math.min(most, learned.size()));
    for (int i = 0; i < done.get(); i++) {
      note(i + 1L, learned.get(i), "");
    }
  }

  /** Runs schedule after schedule until there is no further; several threads may do so at once. */
  void work(ScheduleRunner runner) {
    while (!isToStop()) {
      long number = next.getAndIncrement();
      if (number > last.get()) {
        return;
      }
      Schedules.Ended ended = schedules.run(runner, number);
      done.incrementAndGet();
      note(number, ended.ending(), ended.busiest());
    }
  }

  private void note(long number, Ending ending, String busiest) {
    if (ending.isFailing()) {
      noteFailing(number);
    } else if (ending.kind() == Ending.Kind.ENDLESS) {
      noteEndless(number, busiest);
    }
  }

  private void noteFailing(long number) {
    failing.add(number);
    last.accumulateAndGet(number, Math::min);
  }

  private void noteEndless(long number, String busiest) {
    endless.put(number, busiest);
    endless.keySet().stream()
        .skip(MOST_ENDLESS - 1L)
        .findFirst()
        .ifPresent(third -> last.accumulateAndGet(third, Math::min));
  }

  /** Gives out the next numbers, so many at most, to somebody who runs them elsewhere. */
  public Optional<Part.Range> take(long size) {
    long from = next.getAndAdd(size);
    return from > last.get()
        ? Optional.empty()
        : Optional.of(new Part.Range(from, Math.min(last.get(), from + size - 1)));
  }

  /** Enters what came of numbers that were given out; each is to be entered once. */
  public void note(Part part) {
    done.addAndGet(part.ran());
    part.failing().ifPresent(this::noteFailing);
    part.endless().forEach(this::noteEndless);
  }

  /** Goes on from what came of all up to a number, in an earlier search of the same schedules. */
  public void resume(Part known) {
    next.set(known.numbers().to() + 1);
    done.set(known.numbers().to());
    known.failing().ifPresent(this::noteFailing);
    known.endless().forEach(this::noteEndless);
  }

  /** What came of all up to this number, and what is known besides. */
  public Part known(long to) {
    OptionalLong first =
        failing.isEmpty() ? OptionalLong.empty() : OptionalLong.of(failing.first());
    return new Part(new Part.Range(1, to), to, first, endless);
  }

  /** Whether it is to end where it is. */
  public boolean isToStop() {
    return isToStop.getAsBoolean();
  }

  /** The schedules that have ended so far. */
  public long done() {
    return done.get();
  }

  /** How many schedules at most. */
  public long most() {
    return most;
  }

  /**
   * The least probability that those of pct among the schedules that have ended would have shown a
   * hang of its depth; 0 where nothing is known, as where timers keep their order.
   */
  public double bound() {
    if (setting().timing() != Timing.ANY) {
      return 0;
    }
    long begun = givenOutTo();
    long ended = Math.max(0, mix().ofPct(begun, plan()) - (begun - done()));
    double each = Pct.bound(plan().actors(), plan().turns(), Pct.DEPTH);
    return 1 - StrictMath.pow(1 - each, (double) ended);
  }

  /** The number of the last that is still wanted, by what is known so far. */
  public long last() {
    return last.get();
  }

  /** The number up to which all were given out. */
  public long givenOutTo() {
    return Math.min(next.get() - 1, last.get());
  }

  /** Whether all that are wanted were given out. */
  public boolean isGivenOut() {
    return next.get() > last.get();
  }

  /** What it searches. */
  public Schedules schedules() {
    return schedules;
  }

  Plan plan() {
    return schedules.plan();
  }

  Setting setting() {
    return schedules.setting();
  }

  /** The strategy of the schedule of this number. */
  String strategyOf(long number) {
    return mix().of(number, plan());
  }

  Mix mix() {
    return schedules.mix();
  }

  /** The number of the first that fails; empty where none did. */
  Optional<Long> firstFailing() {
    return failing.isEmpty() || failing.first() > last.get()
        ? Optional.empty()
        : Optional.of(failing.first());
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
    return endless.headMap(last.get(), true).values().stream()
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse("");
  }
}
