package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The workers of each pool that have nothing to do, and who of them is woken.
 *
 * <p>Mirrors {@code pool->idle_list} (kernel/workqueue.c, v6.12): who became idle last is the first
 * to be woken ({@code kick_pool}), and stays on the list until it comes to run ({@code
 * worker_leave_idle}). As long as it is the first nobody else is woken; but another that becomes
 * idle meanwhile is before it, and the next to be woken.
 */
public final class IdleWorkers {

  private final Map<Integer, Deque<Integer>> lists = new LinkedHashMap<>();
  private final Set<Integer> woken = new LinkedHashSet<>();

  private Deque<Integer> list(int pool) {
    return lists.computeIfAbsent(pool, first -> new ArrayDeque<>());
  }

  /** Whether a pool has none. */
  public boolean isEmpty(int pool) {
    return list(pool).isEmpty();
  }

  /** {@code worker_enter_idle}. */
  public void add(int pool, int worker) {
    list(pool).addFirst(worker);
  }

  /** The first of a pool, if it is still asleep: it is the one that a kick wakes. */
  public OptionalInt asleep(int pool) {
    Integer first = list(pool).peekFirst();
    return first == null || woken.contains(first) ? OptionalInt.empty() : OptionalInt.of(first);
  }

  /** One is woken, and does not run yet. */
  public void wakes(int worker) {
    woken.add(worker);
  }

  /** The first, which is to work at once. */
  public int take(int pool) {
    return list(pool).removeFirst();
  }

  /** A worker runs: if it was woken for that it is no longer idle. */
  public void runs(int pool, int worker) {
    if (woken.remove(worker)) {
      list(pool).remove(worker);
    }
  }

  /** A worker has ended itself. */
  public void remove(int pool, int worker) {
    woken.remove(worker);
    list(pool).remove(worker);
  }
}
