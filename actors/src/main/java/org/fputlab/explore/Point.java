package org.fputlab.explore;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A point of the present path where a turn was chosen: what else may still have to be tried there,
 * and the turn that came.
 */
final class Point {

  /** Who may take the turn here, by number, as far as a race or the first choice said so. */
  final BitSet wanted = new BitSet();

  /**
   * Who need not take the turn here, since all that can come of it was tried already; with what
   * their turn touches.
   */
  final Map<Integer, Touched> asleep = new LinkedHashMap<>();

  /** The turns before that the present one comes after in every order that is no different. */
  final BitSet before = new BitSet();

  /** Who takes the turn here now. */
  int taker;

  /** What their turn touched, or null as long as it has not been taken. */
  @Nullable Touched touched;

  Point(Map<Integer, Touched> asleep) {
    this.asleep.putAll(asleep);
  }

  void choose(int who) {
    taker = who;
    touched = null;
    before.clear();
    wanted.set(who);
  }

  /** Who of those wanted has not been tried, or -1. */
  int untried() {
    for (int who = wanted.nextSetBit(0); who >= 0; who = wanted.nextSetBit(who + 1)) {
      if (!asleep.containsKey(who)) {
        return who;
      }
    }
    return -1;
  }

  /** What need not be tried after the turn here: whose turn does not depend on it. */
  Map<Integer, Touched> asleepAfter(Touched turn) {
    Map<Integer, Touched> after = new LinkedHashMap<>();
    asleep.forEach(
        (who, theirs) -> {
          if (who != taker && theirs.commutesWith(turn)) {
            after.put(who, theirs);
          }
        });
    return after;
  }
}
