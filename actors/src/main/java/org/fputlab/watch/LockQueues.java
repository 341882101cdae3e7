package org.fputlab.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Who stands before whom in the queues of rwsems. A reader does not pass a waiting writer, but when
 * the first waiting reader's turn comes all go with it, also those behind later writers ({@code
 * rwsem_mark_wake}, kernel/locking/rwsem.c, v6.6).
 */
final class LockQueues {

  /** Whether tasks stand in a lock's queue in the order in which they began to wait. */
  private final boolean known;

  private final Map<Resource, List<Sighting>> waiters = new LinkedHashMap<>();
  private final Map<Sighting, Sighting> directlyBefore = new LinkedHashMap<>();
  private final Map<Resource, Sighting> firstReaders = new LinkedHashMap<>();

  /**
   * Empty queues.
   *
   * @param known whether it is told who queued before whom; if not, nobody is before anybody
   */
  LockQueues(boolean known) {
    this.known = known;
  }

  /** A task that waits for something comes to its queue. */
  void add(Sighting task) {
    Resource resource = task.blockedOn().resource();
    if (!isQueued(resource)) {
      return;
    }
    List<Sighting> queue = waiters.computeIfAbsent(resource, none -> new ArrayList<>());
    if (!queue.isEmpty()) {
      directlyBefore.put(task, queue.get(queue.size() - 1));
    }
    if (task.blockedOn().shared()) {
      firstReaders.putIfAbsent(resource, task);
    }
    queue.add(task);
  }

  private boolean isQueued(Resource resource) {
    return known && resource.kind() == Resource.Kind.RWSEM;
  }

  /** Whose turn comes last before the task's, if anybody's does. */
  @Nullable Sighting directlyBefore(Sighting task) {
    return directlyBefore.get(firstToGo(task));
  }

  /** All who are before a task that waits, the first first. */
  List<Sighting> before(Sighting task) {
    Resource resource = task.blockedOn().resource();
    List<Sighting> queue = waiters.getOrDefault(resource, List.of());
    return queue.isEmpty()
        ? List.of()
        : List.copyOf(queue.subList(0, queue.indexOf(firstToGo(task))));
  }

  /** Whose turn is the task's too: for a reader, the first reader that waits. */
  private Sighting firstToGo(Sighting task) {
    Wait wait = task.blockedOn();
    return wait.shared() ? firstReaders.getOrDefault(wait.resource(), task) : task;
  }
}
