package org.fputlab.kernel.locks;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.Access;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Touches;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.LockName;
import org.fputlab.model.SleepLock;

/** The locks that one subsystem owns, made at first use. */
public final class LockDesk {

  private final Map<LockName, SleepLock<ActorRef<? super Task.Granted>>> locks =
      new LinkedHashMap<>();
  private final ActorLog log;
  private final Touches touches;
  private final Map<String, Integer> counts;

  public LockDesk(ActorLog log, Touches touches) {
    this(log, touches, Map.of());
  }

  /**
   * Locks of which none is taken.
   *
   * @param log where the owner tells of its locks
   * @param touches where it is told which lock a message touches
   * @param counts how many holders a counting semaphore of this name has room for
   */
  public LockDesk(ActorLog log, Touches touches, Map<String, Integer> counts) {
    this.log = log;
    this.touches = touches;
    this.counts = counts;
  }

  public void serve(LockRequest request) {
    touches.part("lock", request.lock(), Access.CHANGES);
    SleepLock<ActorRef<? super Task.Granted>> lock =
        locks.computeIfAbsent(
            request.lock(), name -> new SleepLock<>(counts.getOrDefault(name.word(), 1)));
    if (log.isOn()) {
      log.debug(told(request) + ", " + lock.waiting() + " waiting");
    }
    if (request instanceof LockRequest.Acquire acquire) {
      if (lock.acquire(acquire.replyTo(), acquire.shared(), LockDesk::grant)) {
        grant(acquire.replyTo());
      }
    } else if (request instanceof LockRequest.Try attempt) {
      boolean taken = lock.tryAcquire(attempt.shared());
      attempt.replyTo().tell(taken ? Task.Granted.INSTANCE : Task.Refused.INSTANCE);
    } else if (request instanceof LockRequest.TakeBack withdrawn) {
      if (lock.giveUp(withdrawn.replyTo()::equals, LockDesk::grant)) {
        withdrawn.replyTo().tell(Task.Refused.INSTANCE);
      }
    } else if (request instanceof LockRequest.Release release) {
      if (counts.containsKey(request.lock().word())) {
        lock.give(LockDesk::grant);
      } else {
        lock.release(release.shared(), LockDesk::grant);
      }
    }
  }

  private static String told(LockRequest request) {
    String who = "somebody gives back ";
    if (request instanceof LockRequest.Acquire acquire) {
      who = acquire.replyTo().path().name() + " asks for ";
    } else if (request instanceof LockRequest.Try attempt) {
      who = attempt.replyTo().path().name() + " tries ";
    } else if (request instanceof LockRequest.TakeBack withdrawn) {
      who = withdrawn.replyTo().path().name() + " no longer asks for ";
    }
    return who + request.lock();
  }

  private static void grant(ActorRef<? super Task.Granted> to) {
    to.tell(Task.Granted.INSTANCE);
  }
}
