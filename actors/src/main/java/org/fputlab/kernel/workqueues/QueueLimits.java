package org.fputlab.kernel.workqueues;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fputlab.engine.Agenda;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Tables;
import org.fputlab.kernel.task.Waits;
import org.fputlab.model.WorkItems;
import org.fputlab.model.WorkPool;
import org.jspecify.annotations.Nullable;

/**
 * The work queues with a {@code max_active}, as the tables publish them: whose worker has one of
 * the places, and which items wait for one.
 */
final class QueueLimits {

  private final Tables tables;
  private final Map<String, Integer> limits;

  /** The items that wait, and what is waited for where they are. */
  private final Map<String, Resource> waiting = new LinkedHashMap<>();

  /**
   * Queues of which no item waits.
   *
   * @param limits by queue
   */
  QueueLimits(Tables tables, Map<String, Integer> limits) {
    this.tables = tables;
    this.limits = limits;
  }

  /** Whether the queue runs one item at a time. */
  boolean isSingle(String queue) {
    return limits.getOrDefault(queue, 0) == 1;
  }

  /** What a worker holds of a pool as long as it runs one of its items; null without a limit. */
  @Nullable Resource place(@Nullable WorkPool pool) {
    return pool == null ? null : Waits.place(tables.tasks(), pool);
  }

  /**
   * Tells the agenda which items have begun to wait for others, and which do no more.
   *
   * @param news since the last time, with the pools that they wait for
   * @param run what a worker holds as long as it runs an item
   */
  void publish(Map<String, Optional<WorkPool>> news, Function<String, Resource> run) {
    news.forEach(
        (item, pool) -> {
          Resource waited = waiting.remove(item);
          if (waited != null) {
            tables.agenda().behindNone(waited);
          }
          pool.ifPresent(it -> begins(item, it, run.apply(item)));
        });
  }

  private void begins(String item, WorkPool pool, Resource awaited) {
    waiting.put(item, awaited);
    Resource places = Waits.place(tables.tasks(), pool);
    int limit = limits.getOrDefault(pool.queue(), 0);
    Resource takenBack = Waits.takenBack(tables.tasks(), WorkItems.workOf(item));
    tables.agenda().queuedBehind(awaited, new Agenda.Behind(places, limit, takenBack));
  }
}
