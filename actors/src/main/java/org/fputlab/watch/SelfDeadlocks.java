package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Moments;

/**
 * A task that waits for a lock it holds itself is one story: what lockdep has to say of that lock
 * belongs to the deadlock, and is no finding beside it.
 */
final class SelfDeadlocks {

  private SelfDeadlocks() {}

  /** Both kinds, with those lock orders taken in that came true as a deadlock of one task. */
  static List<Finding> joined(List<Finding> deadlocks, List<Finding> lockOrders) {
    List<Finding> left = new ArrayList<>(lockOrders);
    List<Finding> all = new ArrayList<>();
    for (Finding deadlock : deadlocks) {
      Finding told = deadlock;
      for (Finding order : lockOrders) {
        if (isOneStory(deadlock, order) && left.remove(order)) {
          told = joined(told, order);
        }
      }
      all.add(told);
    }
    all.addAll(left);
    return all;
  }

  private static boolean isOneStory(Finding deadlock, Finding order) {
    Map<String, Object> figures = order.figures();
    return Integer.valueOf(1).equals(deadlock.figures().get("tasks"))
        && Integer.valueOf(1).equals(figures.get("locks"))
        && deadlock.subject().equals(figures.get("deadlocked"));
  }

  private static Finding joined(Finding deadlock, Finding order) {
    List<String> details = new ArrayList<>(deadlock.details());
    details.add("");
    details.add("lockdep reports it at " + Moments.moment(order.at()));
    details.addAll(order.details());
    Map<String, Object> figures = new LinkedHashMap<>(deadlock.figures());
    figures.put("lockdep", true);
    return new Finding(
        deadlock.kind(),
        deadlock.subject(),
        deadlock.headline(),
        deadlock.since(),
        deadlock.at(),
        details,
        figures,
        deadlock.implies());
  }
}
