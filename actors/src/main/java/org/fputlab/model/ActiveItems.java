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
 * <p>Mirrors {@code pwq->nr_active} and {@code pwq->inactive_works} (kernel/workqueue.c, v6.12). An
 * item is active from when it is given to the workers until its run has ended, also while it waits
 * for a worker or for a run of its own. The limit, {@code max_active}, is per queue and processor.
 * Of an unbound queue it is per node, of which a machine here has one; but since 6.6 each processor
 * has a {@code pool_workqueue} of its own there too (636b927eba5b), with a list of what was queued
 * on it. Until 6.8 each of them had the limit for itself. Since 6.9 they share it (5797b1c18919):
 * when a run has ended they take turns ({@code node_activate_pending_pwq}), so that items are not
 * activated in the order in which they were queued.
 *
 * <p>Where processors are not told apart all items of a queue count together. A queue with room for
 * one counts as ordered, which has a single list.
 */
final class ActiveItems {

  private final Map<String, Integer> limits;
  private final boolean hasOwnLists;
  private final boolean sharesLimit;
  private final Map<WorkPool, Integer> active = new LinkedHashMap<>();

  /** By the processor that they were queued on; the first list has its turn. */
  private final Map<WorkPool, Map<Integer, Deque<String>>> waiting = new LinkedHashMap<>();

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
  ActiveItems(Map<String, Integer> limits, KernelVersion version) {
    this.limits = limits;
    this.hasOwnLists = version.isAtLeast(6, 6);
    this.sharesLimit = version.isAtLeast(6, 9);
  }

  /**
   * An item is queued ({@code __queue_work}); returns whether it is active.
   *
   * @param cpu the processor that it is to run on, or {@link RunQueues#UNBOUND}
   * @param queuedOn the one that it is queued on
   */
  boolean queued(String item, String queue, int cpu, int queuedOn) {
    Integer limit = limits.get(queue);
    if (limit == null) {
      return true;
    }
    int list = hasOwnLists && limit > 1 ? queuedOn : RunQueues.UNBOUND;
    WorkPool pool = new WorkPool(queue, cpu == RunQueues.UNBOUND && !sharesLimit ? list : cpu);
    poolOf.put(item, pool);
    if (active.getOrDefault(pool, 0) < limit) {
      active.merge(pool, 1, Integer::sum);
      return true;
    }
    waiting
        .computeIfAbsent(pool, first -> new LinkedHashMap<>())
        .computeIfAbsent(list, first -> new ArrayDeque<>())
        .add(item);
    inactive.add(item);
    news.put(item, Optional.of(pool));
    return false;
  }

  /** A run has ended ({@code pwq_dec_nr_active}): returns who becomes active now, or null. */
  @Nullable String ended(String item) {
    WorkPool pool = poolOf.get(item);
    if (pool == null) {
      return null;
    }
    String next = next(waiting.getOrDefault(pool, new LinkedHashMap<>()));
    if (next == null) {
      active.merge(pool, -1, Integer::sum);
    } else {
      inactive.remove(next);
      news.put(next, Optional.empty());
    }
    return next;
  }

  /** The first of the list that has its turn, which goes behind the others. */
  private static @Nullable String next(Map<Integer, Deque<String>> lists) {
    while (!lists.isEmpty()) {
      int turn = lists.keySet().iterator().next();
      Deque<String> list = Objects.requireNonNull(lists.remove(turn));
      String next = list.poll();
      if (!list.isEmpty()) {
        lists.put(turn, list);
      }
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  /** A queued item is taken back; returns who becomes active by that, or null. */
  @Nullable String takenBack(String item) {
    if (inactive.remove(item)) {
      news.put(item, Optional.empty());
      waiting.values().forEach(lists -> lists.values().forEach(list -> list.remove(item)));
      return null;
    }
    return ended(item);
  }

  /** It is neither queued nor runs. */
  void forget(String item) {
    poolOf.remove(item);
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
