package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.engine.Wait;

/**
 * Tasks that slept longer than the limit, by what they waited for in the end and by the fault that
 * held it up. Of each such cause the longest wait is told, with those who waited beside it. A wait
 * that ended before the run did counts as long as it was last seen, so a duration may be short by
 * one sample.
 *
 * <p>Idle sleeps and sleeps by choice do not count, nor does who merely waits for work, and neither
 * do tasks in a deadlock: nothing ends those. A wait that was long before a fault and is then held
 * up by it is told with the fault only.
 */
final class LongWaits {

  private record Cause(String root, int fault) {}

  private final long limit;
  private final FaultsSoFar faults = new FaultsSoFar();
  private final Map<Cause, LongestWait> longest = new LinkedHashMap<>();

  LongWaits(long limit) {
    this.limit = limit;
  }

  /** Whether it is a sleep that should end: not one by choice, and not one for want of work. */
  static boolean counts(Sighting task) {
    return !task.waitsForWork() && counts(task.row().name(), task.blockedOn());
  }

  /** The same of a row's wait. */
  static boolean counts(String task, Wait wait) {
    Resource awaited = wait.resource();
    boolean paused = awaited.name().equals(task);
    return wait.sleep() != Sleep.IDLE && (awaited.kind() != Resource.Kind.TIMER || paused);
  }

  /** Takes in a new state of the machine. */
  void look(WaitForGraph graph, List<Affliction> active, long now) {
    faults.look(active, graph, now);
    Map<Cause, LongestWait.Crowd> crowds = new LinkedHashMap<>();
    Map<List<Affliction>, WaitRoots> roots = new LinkedHashMap<>();
    for (Sighting task : graph.blocked()) {
      if (isLong(task, now) && graph.isLive(task)) {
        List<Affliction> meanwhile = faults.since(task.blockedOn().since());
        WaitRoot root =
            roots.computeIfAbsent(meanwhile, some -> new WaitRoots(graph, some)).of(task);
        crowds.computeIfAbsent(cause(root), none -> new LongestWait.Crowd(root, graph)).add(task);
      }
    }
    Set<LongestWait.OneWait> faulted = faulted(crowds);
    longest.forEach(
        (cause, one) ->
            one.look(
                crowds.remove(cause), now, wait -> cause.fault == 0 && faulted.contains(wait)));
    crowds.forEach((cause, crowd) -> longest.put(cause, new LongestWait(crowd, now)));
    age(now);
  }

  /** The waits that a fault holds up now, which it need not have begun. */
  private static Set<LongestWait.OneWait> faulted(Map<Cause, LongestWait.Crowd> crowds) {
    Set<LongestWait.OneWait> waits = new LinkedHashSet<>();
    crowds.forEach(
        (cause, crowd) -> {
          if (cause.fault != 0) {
            crowd.tasks().forEach(task -> waits.add(LongestWait.OneWait.of(task)));
          }
        });
    return waits;
  }

  private boolean isLong(Sighting task, long now) {
    return counts(task) && now - task.blockedOn().since() > limit;
  }

  private static Cause cause(WaitRoot root) {
    Affliction fault = root.fault();
    return new Cause(root.label(), fault == null ? 0 : fault.id());
  }

  /** Lets the waits of the last look grow older. */
  void age(long now) {
    faults.age(now);
    longest.values().forEach(one -> one.age(now));
  }

  /** One finding for each cause. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    longest.values().stream()
        .filter(LongestWait::isTold)
        .forEach(one -> findings.add(one.finding()));
    return findings;
  }
}
