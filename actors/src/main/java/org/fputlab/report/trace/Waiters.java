package org.fputlab.report.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.Resource;
import org.fputlab.engine.TaskRow;
import org.jspecify.annotations.Nullable;

/** How many tasks wait for each thing now, and who last gave what somebody waits for. */
final class Waiters {

  /** Who gave it, and when. */
  record Given(TaskRow by, long at) {}

  private static final class Queue {
    private final boolean lock;
    private int tasks;
    private @Nullable Given given;

    Queue(boolean lock) {
      this.lock = lock;
    }
  }

  private final Map<String, Queue> queues = new LinkedHashMap<>();

  void begins(Resource what) {
    queues.computeIfAbsent(what.name(), name -> new Queue(what.kind().isLock())).tasks++;
  }

  void ends(Resource what) {
    Queue queue = queues.get(what.name());
    if (queue != null && --queue.tasks == 0) {
      queues.remove(what.name());
    }
  }

  /** A task gave this; that nobody waits for it is forgotten at once. */
  void gives(TaskRow task, String what, long now) {
    Queue queue = queues.get(what);
    if (queue != null) {
      queue.given = new Given(task, now);
    }
  }

  /**
   * Who gave this last, at {@code since} or later, or null: a wait that ends at another time was
   * ended by something else.
   */
  @Nullable TaskRow giver(Resource what, long since) {
    Queue queue = queues.get(what.name());
    Given given = queue == null ? null : queue.given;
    return given != null && given.at >= since ? given.by : null;
  }

  /** The locks that somebody waits for, with how many do. */
  Map<String, Integer> ofLocks() {
    Map<String, Integer> locks = new LinkedHashMap<>();
    queues.forEach(
        (name, queue) -> {
          if (queue.lock) {
            locks.put(name, queue.tasks);
          }
        });
    return locks;
  }
}
