package org.fputlab.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fputlab.engine.Afflictions.Affliction;

/**
 * The faults at work, and those that ended while somebody waited who waits still: a call that began
 * while its server was slow is slow though the fault is over.
 */
final class FaultsSoFar {

  private record Ended(Affliction fault, long lastSeen) {}

  private final List<Ended> ended = new ArrayList<>();
  private List<Affliction> active = List.of();
  private long lastLook;

  /** Takes in what is at work now. */
  void look(List<Affliction> present, WaitForGraph graph, long now) {
    for (Affliction fault : active) {
      if (!present.contains(fault)) {
        ended.add(new Ended(fault, lastLook));
      }
    }
    active = present;
    lastLook = now;
    if (!ended.isEmpty()) {
      long oldest = oldest(graph, now);
      ended.removeIf(one -> one.lastSeen <= oldest);
    }
  }

  private static long oldest(WaitForGraph graph, long now) {
    long oldest = now;
    for (Sighting task : graph.blocked()) {
      oldest = LongWaits.counts(task) ? Math.min(oldest, task.blockedOn().since()) : oldest;
    }
    return oldest;
  }

  /** What was at work before is at work still. */
  void age(long now) {
    lastLook = now;
  }

  /** Those that were at work at some time after {@code moment}, the first to begin first. */
  List<Affliction> since(long moment) {
    if (ended.isEmpty()) {
      return active;
    }
    List<Affliction> faults = new ArrayList<>(active);
    for (Ended one : ended) {
      if (one.lastSeen > moment) {
        faults.add(one.fault);
      }
    }
    faults.sort(Comparator.comparingInt(Affliction::id));
    return faults;
  }
}
