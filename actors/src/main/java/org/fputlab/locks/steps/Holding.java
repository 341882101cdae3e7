package org.fputlab.locks.steps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.locks.Node;

/** What whoever runs a list of steps may hold at a place in it, and answers for. */
final class Holding {

  /**
   * One thing held.
   *
   * @param shared whether it is held as a reader at most
   * @param times how often
   * @param at where it was taken
   */
  record Held(Node node, boolean shared, int times, Frames at) {}

  /** What tells two places with the same steps before them apart; twice counts as often. */
  record Sign(Node node, boolean shared, boolean often) {}

  private final Map<Node, Held> held = new LinkedHashMap<>();

  Holding() {}

  Holding copy() {
    Holding copy = new Holding();
    copy.held.putAll(held);
    return copy;
  }

  void take(Node node, boolean shared, Frames at) {
    Held before = held.get(node);
    held.put(
        node,
        before == null
            ? new Held(node, shared, 1, at)
            : new Held(node, shared && before.shared(), before.times() + 1, before.at()));
  }

  /** Drops it once; returns whether it was held. */
  boolean drop(Node node) {
    Held before = held.get(node);
    if (before == null) {
      return false;
    }
    if (before.times() == 1) {
      held.remove(node);
    } else {
      held.put(node, new Held(node, before.shared(), before.times() - 1, before.at()));
    }
    return true;
  }

  int times(Node node) {
    Held one = held.get(node);
    return one == null ? 0 : one.times();
  }

  /** In the order in which they were taken. */
  Collection<Held> all() {
    return List.copyOf(held.values());
  }

  /** The things held of this kind. */
  List<Node> all(Node.Kind kind) {
    List<Node> some = new ArrayList<>();
    for (Node node : held.keySet()) {
      if (node.kind() == kind) {
        some.add(node);
      }
    }
    return some;
  }

  /** What is held, but not since where. */
  Set<Sign> signs() {
    Set<Sign> signs = new LinkedHashSet<>();
    held.values().forEach(one -> signs.add(new Sign(one.node(), one.shared(), one.times() > 1)));
    return signs;
  }

  /** After two ways that meet again whatever was held at the end of either may be held. */
  void join(Holding other) {
    other.held.forEach(
        (node, theirs) ->
            held.merge(
                node,
                theirs,
                (ours, also) ->
                    new Held(
                        node,
                        ours.shared() && also.shared(),
                        Math.max(ours.times(), also.times()),
                        ours.at())));
  }
}
