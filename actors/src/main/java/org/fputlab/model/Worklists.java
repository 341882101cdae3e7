package org.fputlab.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queued work items by the pool of workers that is to run them, each list first come, first served:
 * {@code pool->worklist} (kernel/workqueue.c, v6.6). A pool is that of a processor, or the unbound
 * one, {@link RunQueues#UNBOUND}.
 */
final class Worklists {

  private final Map<Integer, Deque<String>> lists = new TreeMap<>();
  private final Map<String, Integer> poolOf = new LinkedHashMap<>();

  void add(String item, int pool) {
    list(item, pool).add(item);
  }

  /** It is the next to run. */
  void addFirst(String item, int pool) {
    list(item, pool).addFirst(item);
  }

  private Deque<String> list(String item, int pool) {
    poolOf.put(item, pool);
    return lists.computeIfAbsent(pool, first -> new ArrayDeque<>());
  }

  void remove(String item) {
    Integer pool = poolOf.remove(item);
    if (pool != null) {
      lists.getOrDefault(pool, new ArrayDeque<>()).remove(item);
    }
  }

  /** The first in a pool's list that may run, or null. */
  @Nullable String first(int pool, Predicate<String> mayRun) {
    for (String item : lists.getOrDefault(pool, new ArrayDeque<>())) {
      if (mayRun.test(item)) {
        return item;
      }
    }
    return null;
  }

  /** Those that ever had an item. */
  List<Integer> pools() {
    return List.copyOf(lists.keySet());
  }
}
