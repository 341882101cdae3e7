package org.fputlab.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fputlab.engine.Access;

/**
 * Goes through all orders of a system's turns, depth first, and leaves out those that differ from
 * one that it has tried only in the order of turns that do not depend on each other.
 *
 * <p>Source sets with sleep sets, by Abdulla, Aronis, Jonsson and Sagonas: Optimal Dynamic Partial
 * Order Reduction (POPL 2014). Two turns depend on each other where the same taker takes them,
 * where one is a cause of the other, and where both touch the same thing and not both only look or
 * only add. Orders that agree on the order of all dependent turns are one class; at least one
 * schedule of each class is run to its end, and no more than one. Schedules of which it turns out
 * on the way that their class was tried are abandoned.
 *
 * <p>It asks of the system:
 *
 * <ul>
 *   <li>that the same choices make the same run;
 *   <li>that who can take a turn can take it until they do: turns of others may give somebody a
 *       turn and never take one away (a task that waits has no turn; what it waits for is a
 *       message);
 *   <li>that two turns that were both possible and do not depend on each other come to the same in
 *       either order, and that each is the same turn in both.
 * </ul>
 *
 * <p>The first two are checked as it goes; the third rests on what the system says of each turn.
 */
public final class Reduction {

  /** All that can still come was tried already: the run is to be given up. */
  public static final int ABANDON = -1;

  /** Thrown where a run did not repeat, or somebody lost a turn that they had. */
  public static final class NotRepeatable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NotRepeatable(String what) {
      super(what);
    }
  }

  private final Numbers takers = new Numbers();
  private final Numbers things = new Numbers();
  private final Before before = new Before();
  private final List<Point> path = new ArrayList<>();
  private final BitSet waiting = new BitSet();
  private int depth;
  private boolean abandoned;
  private long classes;
  private long redundant;

  /**
   * Chooses who takes the next turn of the present run.
   *
   * @param options who can, at least one, each called the same in every run
   * @return a place in the list, or {@link #ABANDON}
   */
  public int choose(List<?> options) {
    BitSet able = new BitSet();
    for (Object option : options) {
      able.set(takers.of(option));
    }
    checkNobodyLost(able);
    if (depth == path.size() && !addPoint(options)) {
      abandoned = true;
      return ABANDON;
    }
    int taker = path.get(depth).taker;
    if (!able.get(taker)) {
      throw new NotRepeatable(
          "turn " + depth + " was " + takers.name(taker) + "'s, who has none: " + options);
    }
    return options.indexOf(takers.name(taker));
  }

  private void checkNobodyLost(BitSet able) {
    BitSet lost = (BitSet) waiting.clone();
    lost.andNot(able);
    if (!lost.isEmpty()) {
      throw new NotRepeatable(takers.name(lost.nextSetBit(0)) + " lost a turn at " + depth);
    }
    waiting.clear();
    waiting.or(able);
  }

  /** Returns whether anything is left to be tried here. */
  private boolean addPoint(List<?> options) {
    Point last = depth == 0 ? null : path.get(depth - 1);
    Point point =
        new Point(last == null ? Map.of() : last.asleepAfter(Objects.requireNonNull(last.touched)));
    for (Object option : options) {
      int taker = takers.of(option);
      if (!point.asleep.containsKey(taker)) {
        point.choose(taker);
        path.add(point);
        return true;
      }
    }
    return false;
  }

  /**
   * The chosen turn was taken.
   *
   * @param causes the earlier turns of this run, counted from 0, without which it would not have
   *     come
   * @param accesses all that it touched
   */
  public void taken(List<Integer> causes, Map<?, Access> accesses) {
    Point point = path.get(depth);
    Touched touched = Touched.of(accesses, things);
    waiting.clear(point.taker);
    if (point.touched == null) {
      point.touched = touched;
      addTurn(point, causes);
    } else if (!point.touched.isSameAs(touched)) {
      throw new NotRepeatable(
          "turn " + depth + ", " + takers.name(point.taker) + "'s, touched other things this time");
    }
    depth++;
  }

  private void addTurn(Point point, List<Integer> causes) {
    Touched touched = Objects.requireNonNull(point.touched);
    int last = before.lastOf(point.taker);
    if (last >= 0) {
      comesAfter(point, last);
    }
    for (int cause : causes) {
      comesAfter(point, cause);
    }
    List<Integer> races = new ArrayList<>();
    BitSet dependent = before.dependentOn(touched);
    for (int at = dependent.length() - 1; at >= 0; at = dependent.previousSetBit(at - 1)) {
      if (!point.before.get(at)) {
        races.add(at);
        comesAfter(point, at);
      }
    }
    before.add(depth, point.taker, touched);
    races.forEach(this::reverse);
  }

  private void comesAfter(Point point, int earlier) {
    point.before.set(earlier);
    point.before.or(path.get(earlier).before);
  }

  /**
   * The turn just taken could have come before {@code earlier}: unless that is on the list already,
   * somebody who can begin what leads there is to take the turn instead.
   */
  private void reverse(int earlier) {
    BitSet between = new BitSet();
    for (int at = earlier + 1; at < depth; at++) {
      if (!path.get(at).before.get(earlier)) {
        between.set(at);
      }
    }
    between.set(depth);
    Point point = path.get(earlier);
    int candidate = -1;
    for (int at = between.nextSetBit(0); at >= 0; at = between.nextSetBit(at + 1)) {
      Point begins = path.get(at);
      if (!begins.before.intersects(between)) {
        if (point.wanted.get(begins.taker) || point.asleep.containsKey(begins.taker)) {
          return;
        }
        candidate = begins.taker;
      }
    }
    point.wanted.set(candidate);
  }

  /**
   * The present run is over.
   *
   * @return whether there is another to try
   */
  public boolean next() {
    if (abandoned) {
      redundant++;
    } else {
      classes++;
    }
    abandoned = false;
    depth = 0;
    waiting.clear();
    while (!path.isEmpty()) {
      Point point = path.get(path.size() - 1);
      forget(point);
      int untried = point.untried();
      if (untried >= 0) {
        point.choose(untried);
        return true;
      }
      path.remove(path.size() - 1);
    }
    return false;
  }

  private void forget(Point point) {
    Touched touched = point.touched;
    if (touched == null) {
      throw new IllegalStateException(takers.name(point.taker) + " never took its turn");
    }
    before.remove(path.size() - 1, point.taker, touched);
    point.asleep.put(point.taker, touched);
  }

  /** The runs that came to their end: as many classes were seen. */
  public long classes() {
    return classes;
  }

  /** The runs that were abandoned. */
  public long redundant() {
    return redundant;
  }
}
