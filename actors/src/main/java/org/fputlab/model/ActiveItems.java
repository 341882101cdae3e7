package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which work items are active, and which wait until one of their queue has ended, because as many
 * as may be active are.
 *
 * <p>Mirrors {@code pwq->nr_active} and {@code pwq->inactive_works} (kernel/workqueue.c, v6.6): the
 * limit, {@code max_active}, is per queue and processor, of an unbound queue per node, of which a
 * machine here has one. An item is active from when it is given to the workers until its run has
 * ended, also while it waits for a worker or for a run of its own. Where processors are not told
 * apart all items of a queue count together.
 */
final class ActiveItems {

  private final Map<String, Integer> limits;
  private final Map<WorkPool, Integer> active = new LinkedHashMap<>();
  private final Map<WorkPool, Deque<String>> waiting = new LinkedHashMap<>();
  private final Map<String, WorkPool> poolOf = new LinkedHashMap<>();
  private final Set<String> inactive = new LinkedHashSet<>();

  /**
   * What became of items since somebody last asked: the pool they wait for, or that they do not.
   */
  private final Map<String, Optional<WorkPool>> news = new LinkedHashMap<>();

  /**
   * Nothing is queued.
   *
   * @param limits how many items may be active, by queue; one that is not there has no limit
   */
  ActiveItems(Map<String, Integer> limits) {
    this.limits = limits;
  }

  /** An item is queued ({@code __queue_work}). */
  void queued(String item, String queue, int cpu) {
    Integer limit = limits.get(queue);
    if (limit == null) {
      return;
    }
    WorkPool pool = new WorkPool(queue, cpu);
    poolOf.put(item, pool);
    if (active.getOrDefault(pool, 0) < limit) {
      active.merge(pool, 1, Integer::sum);
    } else {
      waiting.computeIfAbsent(pool, first -> new ArrayDeque<>()).add(item);
      inactive.add(item);
      news.put(item, Optional.of(pool));
    }
  }

  /** A run has ended ({@code pwq_dec_nr_active}): the next becomes active. */
  void ended(String item) {
    WorkPool pool = poolOf.get(item);
    if (pool == null) {
      return;
    }
    Deque<String> next = waiting.getOrDefault(pool, new ArrayDeque<>());
    if (next.isEmpty()) {
      active.merge(pool, -1, Integer::sum);
    } else {
      String activated = next.remove();
      inactive.remove(activated);
      news.put(activated, Optional.empty());
    }
  }

  /** A queued item is taken back. */
  void takenBack(String item) {
    if (inactive.remove(item)) {
      news.put(item, Optional.empty());
      waiting.values().forEach(behind -> behind.remove(item));
    } else {
      ended(item);
    }
  }

  /** It is neither queued nor runs. */
  void forget(String item) {
    poolOf.remove(item);
  }

  boolean isInactive(String item) {
    return !inactive.isEmpty() && inactive.contains(item);
  }

  /** Those that wait, and the pools that they wait for. */
  Map<String, WorkPool> inactive() {
    Map<String, WorkPool> all = new LinkedHashMap<>();
    inactive.forEach(item -> all.put(item, Objects.requireNonNull(poolOf.get(item))));
    return all;
  }

  /** Those that have begun to wait since this was last asked, with their pools, or have ceased. */
  Map<String, Optional<WorkPool>> news() {
    Map<String, Optional<WorkPool>> since = new LinkedHashMap<>(news);
    news.clear();
    return since;
  }

  /** The pool of an item, or null where its queue has no limit. */
  @Nullable WorkPool pool(String item) {
    return poolOf.get(item);
  }
}
