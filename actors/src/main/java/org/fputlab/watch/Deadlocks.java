package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.LockOrder.Dependency;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * The proven deadlocks of a run.
 *
 * <p>A knot of locks is proven at one look: who holds a lock is a fact, whatever messages are on
 * their way. A knot in which somebody waits for a completion, a unit of a semaphore or any of a
 * pool is proven when it stands unmoved at the next look as well, because the answer to such a wait
 * may already be on its way; or at once where the machine is at rest and nothing is on its way.
 */
final class Deadlocks {

  private static final class Found {
    final long at;
    Knots.Knot knot;
    @Nullable Finding told;

    Found(long at, Knots.Knot knot) {
      this.at = at;
      this.knot = knot;
    }
  }

  private final List<Found> found = new ArrayList<>();
  private List<Sighting> lastStuck = List.of();
  private List<Sighting> unproven = List.of();
  private final Map<Integer, Found> byPid = new LinkedHashMap<>();

  /**
   * Looks for knots.
   *
   * @param atRest whether no message is on its way that could still wake somebody
   */
  void look(WaitForGraph graph, long now, boolean atRest) {
    List<Sighting> stuck = graph.stuck();
    if (stuck.equals(lastStuck) && unproven.isEmpty() && !atRest) {
      return;
    }
    lastStuck = stuck;
    List<Sighting> waiting = new ArrayList<>();
    for (Knots.Knot knot : Knots.of(graph)) {
      if (knot.isIdle() || !Sighting.stand(knot.proof())) {
        continue;
      }
      if (atRest || isOfLocks(knot) || new LinkedHashSet<>(unproven).containsAll(knot.proof())) {
        add(knot, now);
      } else {
        waiting.addAll(knot.proof());
      }
    }
    unproven = waiting;
  }

  /** Whether a knot was seen that only a second look can prove. */
  boolean wantsAnotherLook() {
    return !unproven.isEmpty();
  }

  private static boolean isOfLocks(Knots.Knot knot) {
    for (Sighting task : knot.proof()) {
      Wait wait = task.waitsFor();
      if (wait != null && (wait.group() != null || !isKeptByItsHolder(wait.resource().kind()))) {
        return false;
      }
    }
    return true;
  }

  /** Nobody else can have taken it since it was given to who waits for it. */
  private static boolean isKeptByItsHolder(Resource.Kind kind) {
    return kind.isLock() || kind == Resource.Kind.THREAD;
  }

  private void add(Knots.Knot knot, long now) {
    Found known = null;
    for (Sighting member : knot.members()) {
      known = known == null ? byPid.get(member.row().pid()) : known;
    }
    if (known == null) {
      known = new Found(now, knot);
      found.add(known);
    }
    known.knot = knot;
    known.told = null;
    for (Sighting member : knot.members()) {
      byPid.put(member.row().pid(), known);
    }
    keepStanding(knot);
  }

  /** From now on the run fails if one of those moves that cannot. */
  private static void keepStanding(Knots.Knot knot) {
    Set<Sighting> stuck = knot.proof();
    stuck.addAll(knot.behind());
    String why = "knot of " + TaskNames.compact(knot.members());
    for (Sighting task : stuck) {
      Wait wait = task.waitsFor();
      if (wait != null) {
        task.row().proveStuck("waits for " + wait.resource() + " in or behind a " + why);
      }
    }
  }

  /** Whether the task that asked for this lock then waits for it, in a knot. */
  boolean isStuckAt(Dependency asked) {
    for (Found one : new LinkedHashSet<>(byPid.values())) {
      for (Sighting member : one.knot.members()) {
        Wait wait = member.waitsFor();
        if (member.name().equals(asked.task()) && wait != null && wait.since() == asked.at()) {
          return true;
        }
      }
    }
    return false;
  }

  /** One finding for each knot. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Found one : found) {
      if (one.told == null) {
        one.told = new DeadlockReport(one.knot).finding(one.at);
      }
      findings.add(one.told);
    }
    return findings;
  }
}
