package org.fputlab.explore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.fputlab.engine.Touches;
import org.fputlab.engine.sim.Strategy;
import org.fputlab.engine.sim.Timing;

/**
 * Tries all orders of a setting's events, one schedule of each class ({@link Reduction}), until one
 * fails or none is left. One thread, one after another: which comes next depends on those before.
 */
final class Exhaustive {

  /** What the search is called where a strategy's name stands. */
  static final String NAME = "exhaustive";

  /**
   * How many turns of tasks and timers a schedule may take: some ten times what small scenarios
   * need. A schedule that takes more is taken to spin, and nothing is proved then.
   */
  static final int MOST_TURNS = 3_000;

  private final ScheduleRunner runner;
  private final Setting setting;
  private final long seed;
  private final Plan plan;
  private final long most;
  private final BooleanSupplier isToStop;
  private final Reduction reduction = new Reduction();
  private final ReducedOrder order;
  private final AtomicLong done = new AtomicLong();
  private int turns;
  private boolean spins;
  private boolean abandoned;

  /**
   * @param most how many schedules at most
   */
  Exhaustive(
      ScheduleRunner runner, Setting setting, long seed, long most, BooleanSupplier isToStop) {
    if (setting.timing() != Timing.ANY) {
      throw new IllegalArgumentException("an exhaustive search is one under any timing");
    }
    this.runner = runner;
    this.setting = setting;
    this.seed = Schedules.seedOf(seed, 1);
    this.plan = Plan.ofFirst(runner, setting, seed);
    this.most = most;
    this.isToStop = isToStop;
    this.order = new ReducedOrder(runner.tables(), new PresentTurns());
  }

  private final class PresentTurns implements ReducedOrder.Turns {
    @Override
    public int choose(List<?> options) {
      spins = ++turns > MOST_TURNS;
      int place = spins ? Strategy.GIVE_UP : reduction.choose(options);
      abandoned = place == Strategy.GIVE_UP;
      return place;
    }

    @Override
    public void taken(Touches.Turn turn) {
      reduction.taken(turn.causes(), turn.accesses());
    }
  }

  /** The schedules that were run so far, those that were abandoned among them. */
  long done() {
    return done.get();
  }

  /** Searches to the end. */
  Explored search() {
    if (plan.first().isFailing()) {
      Explorer plain = new InTimeOrder();
      return found(Schedule.record(runner, setting, seed, plain.under(Timing.ANY)));
    }
    do {
      if (isToStop.getAsBoolean()) {
        return gaveUp("stopped before all were tried");
      }
      if (done.get() == most) {
        return gaveUp("so many schedules were not all");
      }
      Ending ending = next();
      done.incrementAndGet();
      if (!abandoned && ending.isFailing()) {
        Explorer written = new Written(order.choices());
        return found(Schedule.record(runner, setting, seed, written.under(Timing.ANY)));
      }
      if (spins || (!abandoned && ending.kind() == Ending.Kind.ENDLESS)) {
        return gaveUp("a schedule without end: it took " + MOST_TURNS + " turns");
      }
    } while (reduction.next());
    return explored(Explored.Result.PROVED_WITHIN_BOUNDS, Optional.empty(), "");
  }

  private Ending next() {
    turns = 0;
    order.begin();
    Ending ending = runner.run(setting, seed, order);
    order.endTurn();
    return ending;
  }

  private Explored found(Schedule schedule) {
    Explored.Shown shown = Exploration.shown(runner, Shrink.of(runner, schedule));
    return explored(Explored.Result.FOUND, Optional.of(shown), "");
  }

  private Explored gaveUp(String why) {
    return explored(Explored.Result.GAVE_UP, Optional.empty(), why);
  }

  private Explored explored(Explored.Result result, Optional<Explored.Shown> found, String why) {
    boolean all = result == Explored.Result.PROVED_WITHIN_BOUNDS;
    long tried = Math.max(1, done.get());
    return new Explored(
        setting,
        result,
        tried,
        found.isPresent() ? OptionalLong.of(tried) : OptionalLong.empty(),
        NAME,
        all ? OptionalLong.of(reduction.classes()) : OptionalLong.empty(),
        found,
        plan,
        why);
  }
}
