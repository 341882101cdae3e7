package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.model.LockName;
import org.fputlab.model.SleepLock;

/** The locks that one subsystem owns, made at first use. */
final class LockDesk {

  private final Map<LockName, SleepLock<ActorRef<? super Task.Granted>>> locks =
      new LinkedHashMap<>();
  private final Map<String, Integer> counts;

  LockDesk() {
    this(Map.of());
  }

  /**
   * @param counts how many holders a counting semaphore of this name has room for
   */
  LockDesk(Map<String, Integer> counts) {
    this.counts = counts;
  }

  void serve(LockRequest request) {
    SleepLock<ActorRef<? super Task.Granted>> lock =
        locks.computeIfAbsent(
            request.lock(), name -> new SleepLock<>(counts.getOrDefault(name.word(), 1)));
    if (request instanceof LockRequest.Acquire acquire) {
      if (lock.acquire(acquire.replyTo(), acquire.shared())) {
        grant(acquire.replyTo());
      }
    } else if (request instanceof LockRequest.Release release) {
      lock.release(release.shared(), LockDesk::grant);
    } else if (request instanceof LockRequest.Cancel cancel) {
      lock.cancel(cancel.replyTo(), LockDesk::grant);
    }
  }

  private static void grant(ActorRef<? super Task.Granted> to) {
    to.tell(Task.Granted.INSTANCE);
  }
}
