package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fputlab.engine.Afflictions.Affliction;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * The roots of the waits of one moment. Ways that join have one root, so that each part of a way is
 * followed once, however many tasks wait along it.
 */
final class WaitRoots {

  private final WaitForGraph graph;
  private final List<Affliction> faults;
  private final Map<Sighting, WaitRoot> known = new LinkedHashMap<>();

  WaitRoots(WaitForGraph graph, List<Affliction> faults) {
    this.graph = graph;
    this.faults = faults;
  }

  /** Follows the wait of {@code task}. */
  WaitRoot of(Sighting task) {
    Set<Sighting> passed = new LinkedHashSet<>();
    Sighting at = task;
    while (at != null && !known.containsKey(at) && passed.add(at)) {
      at = WaitRoot.next(at, graph);
    }
    List<Sighting> way = new ArrayList<>(passed);
    if (at != null && passed.contains(at)) {
      int entry = way.indexOf(at);
      enterCircle(way.subList(entry, way.size()));
      way = way.subList(0, entry);
    }
    enter(way, at == null ? null : known.get(at));
    return Objects.requireNonNull(known.get(task));
  }

  /** The tasks of a way, all of which have the root behind it unless a fault comes first. */
  private void enter(List<Sighting> way, @Nullable WaitRoot behind) {
    WaitRoot root = behind;
    for (int i = way.size() - 1; i >= 0; i--) {
      WaitRoot blamed = WaitRoot.blame(way.get(i), faults);
      if (blamed != null) {
        root = blamed;
      } else if (root == null) {
        root = WaitRoot.end(way.get(i), graph);
      }
      known.put(way.get(i), root);
    }
  }

  /**
   * Round a circle a way goes to the first fault, or to a wait that a timer ends, or until it would
   * come back to its start.
   */
  private void enterCircle(List<Sighting> circle) {
    int size = circle.size();
    WaitRoot root = bounded(circle);
    for (int i = 2 * size - 1; i >= 0; i--) {
      WaitRoot blamed = WaitRoot.blame(circle.get(i % size), faults);
      root = blamed == null ? root : blamed;
      if (i < size) {
        Sighting last = circle.get((i + size - 1) % size);
        known.put(circle.get(i), root == null ? WaitRoot.end(last, graph) : root);
      }
    }
  }

  /** Where a circle comes undone by itself, or null. */
  private @Nullable WaitRoot bounded(List<Sighting> circle) {
    for (Sighting task : circle) {
      Wait wait = task.waitsFor();
      if (wait != null && wait.isBounded()) {
        return WaitRoot.end(task, graph);
      }
    }
    return null;
  }
}
