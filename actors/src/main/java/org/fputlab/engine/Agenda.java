package org.fputlab.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done and is no task's yet: work that is queued, lists of puts, caches of
 * files. Each owner publishes its own. A wait is proven endless only where all who could end it are
 * known and stuck: tasks, and what is on the agenda.
 */
public final class Agenda {

  /**
   * One matter.
   *
   * @param name as it shows in reports
   * @param prospects what may come of it
   * @param behind if not null, it is done only when whoever holds this has gone on
   * @param group if not null, only a task of this group does it
   */
  public record Matter(
      String name, Prospects prospects, @Nullable Resource behind, @Nullable String group) {}

  /**
   * A level of a superblock that is frozen.
   *
   * @param by who froze it and has gone on
   * @param thaw what whoever may thaw it has among its prospects
   */
  public record Frozen(String by, Resource thaw) {}

  /**
   * Work that is queued and waits until other work of its queue has ended.
   *
   * @param places what whoever runs work of that queue holds meanwhile
   * @param limit how much of it is given to workers at a time, whether they have begun or not
   * @param takenBack what whoever may take it back has among its prospects
   */
  public record Behind(Resource places, int limit, Resource takenBack) {}

  private final Map<String, Matter> matters = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Set<Resource> inHands = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Map<String, Frozen> frozen = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<Resource, Behind> behind = Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile IntSupplier unforeseen = () -> 0;
  private volatile int epoch;

  /** Puts a matter on the agenda, or changes it. */
  public void put(Matter matter) {
    if (!matter.prospects().isNothing() && !matter.equals(matters.put(matter.name(), matter))) {
      touch();
    }
  }

  /** It is done. */
  public void done(String name) {
    if (!matters.isEmpty() && matters.remove(name) != null) {
      touch();
    }
  }

  /** All that is still to be done, in the order in which it came up. */
  public List<Matter> matters() {
    synchronized (matters) {
      return new ArrayList<>(matters.values());
    }
  }

  /** A call has reached those who serve it: from now on only they can answer it. */
  public void handOver(Resource call) {
    inHands.add(call);
    touch();
  }

  /** The call is answered, or nobody knows any more who has it. */
  public void takeBack(Resource call) {
    if (inHands.remove(call)) {
      touch();
    }
  }

  /** Whether only those who serve it can answer this call. */
  public boolean isInHands(Resource call) {
    return inHands.contains(call);
  }

  /** A level of a superblock is frozen from now on: nobody owns it, anybody may thaw it. */
  public void freeze(String level, Frozen how) {
    frozen.put(level, how);
    touch();
  }

  /** It is thawed. */
  public void thaw(String level) {
    frozen.remove(level);
    touch();
  }

  /** Who froze this level and has gone on, or null where it is not frozen. */
  public @Nullable Frozen frozen(Resource level) {
    return frozen.isEmpty() ? null : frozen.get(level.name());
  }

  /** This work is queued, and waits for other work of its queue. */
  public void queuedBehind(Resource work, Behind others) {
    behind.put(work, others);
    touch();
  }

  /** It is given to a worker, or taken back. */
  public void behindNone(Resource work) {
    behind.remove(work);
    touch();
  }

  /** What this work waits for before it begins, or null where a worker can begin it. */
  public @Nullable Behind behind(Resource work) {
    return behind.isEmpty() ? null : behind.get(work);
  }

  /** Whether a timer is pending of which nobody says what may come of it. */
  public boolean isAnythingPossible() {
    return unforeseen.getAsInt() > 0;
  }

  /** Has the engine say how many such timers there are. */
  void unforeseen(IntSupplier timers) {
    unforeseen = timers;
  }

  /** Moves with every change. */
  public int epoch() {
    return 2 * epoch + (isAnythingPossible() ? 1 : 0);
  }

  private synchronized void touch() {
    epoch++;
  }

  void clear() {
    matters.clear();
    inHands.clear();
    frozen.clear();
    behind.clear();
  }
}
