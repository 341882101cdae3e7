package org.fputlab.explore;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.fputlab.engine.sim.Timing;

/**
 * What the exploration of one policy came to.
 *
 * @param setting what was explored
 * @param result what is known now
 * @param schedules how many schedules it rests on: up to the first that failed, or all
 * @param firstFailing the number of the first that failed
 * @param strategy the strategy of that one, or of all
 * @param classes how many orders that differ in what they do, where all were tried
 * @param found the schedule that failed, shrunk, and what it came to
 * @param plan what the first schedule told
 * @param why what ended it early, or else speaks against it; or ""
 */
public record Explored(
    Setting setting,
    Result result,
    long schedules,
    OptionalLong firstFailing,
    String strategy,
    OptionalLong classes,
    Optional<Shown> found,
    Plan plan,
    String why) {

  /** What is known. */
  public enum Result {
    /** It can happen: a schedule shows how. */
    FOUND,
    /** So many schedules did not show it. */
    NOT_FOUND,
    /** No order of events shows it, within the bounds. */
    PROVED_WITHIN_BOUNDS,
    /** Schedules without end, or an end from outside. */
    GAVE_UP;

    /** As JSON writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A schedule that failed, what it came to, and what each task did. */
  public record Shown(Schedule schedule, Ending ending, Story story) {}

  /** Whether all orders were to be tried. */
  public boolean isExhaustive() {
    return strategy.equals(Exhaustive.NAME);
  }

  /**
   * The least probability of each of pct's schedules to find a hang of its depth; 0 for none, as
   * where timers keep their order, whatever priorities say.
   */
  public double bound() {
    return strategy.equals(Mix.PCT.word()) && setting.timing() == Timing.ANY
        ? Pct.bound(plan.actors(), plan.turns(), Pct.DEPTH)
        : 0;
  }

  /** The same of all of them together; the first is in the order of a plain run. */
  public double boundOfAll() {
    return 1 - StrictMath.pow(1 - bound(), (double) schedules - 1);
  }

  /** What such a bound is for: how many orders of two events bring the hang about. */
  public static int boundDepth() {
    return Pct.DEPTH;
  }
}
