package org.fputlab.kernel.locks;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Sleep;
import org.fputlab.kernel.task.Execution;
import org.fputlab.kernel.task.Freezing;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Signals;
import org.fputlab.kernel.task.Waits;
import org.fputlab.model.Dist;
import org.fputlab.model.LockKey;
import org.fputlab.model.LockName;
import org.fputlab.model.Sleeping;
import org.fputlab.model.Spelling;
import org.fputlab.model.Ticks;

/** How one task takes and drops locks, and waits for completions. */
public final class LockCalls {

  private final Locks locks;
  private final Execution execution;
  private final Signals signals;
  private final Freezing freezing;

  LockCalls(Running task, Locks locks) {
    this.locks = locks;
    this.execution = task.execution();
    this.signals = task.the(Signals.class);
    this.freezing = task.the(Freezing.class);
  }

  boolean acquire(LockName lock, boolean shared, Sleeping how, String word) {
    LockName name = execution.standIns().resolve(lock);
    ActorRef<? super LockRequest> owner = locks.ownerOf(name);
    owner.tell(new LockRequest.Acquire(name, shared, execution.self()));
    execution.block(resource(lock, name, word), shared, true, Waits.sleep(how), null);
    return signals.mayEnd(how, () -> owner.tell(new LockRequest.TakeBack(name, execution.self())));
  }

  /** Takes an rwsem for reading, and does not own it. */
  boolean acquireForAnybody(LockName lock) {
    LockName name = execution.standIns().resolve(lock);
    locks.ownerOf(name).tell(new LockRequest.Acquire(name, true, execution.self()));
    return execution.blockUnasked(
        resource(lock, name, "down_read"), true, false, Sleep.UNINTERRUPTIBLE, null);
  }

  /** Gives such a one back. */
  boolean releaseForAnybody(LockName lock) {
    LockName name = execution.standIns().resolve(lock);
    locks.ownerOf(name).tell(new LockRequest.Release(name, true));
    return true;
  }

  /** Takes a spinlock, and spins until it has it. */
  boolean spin(LockName lock, String word) {
    LockName name = execution.standIns().resolve(lock);
    locks.ownerOf(name).tell(new LockRequest.Acquire(name, false, execution.self()));
    return execution.block(resource(lock, name, word), false, true, Sleep.SPINNING, null);
  }

  /** Takes the lock if it is free; {@link Execution#callSucceeded} tells. */
  boolean attempt(LockName lock, boolean shared, String word) {
    LockName name = execution.standIns().resolve(lock);
    execution.callEnded(true);
    locks.ownerOf(name).tell(new LockRequest.Try(name, shared, execution.self()));
    return execution.tries(resource(lock, name, word), shared);
  }

  private Resource resource(LockName asked, LockName name, String word) {
    LockKey key = LockKey.of(name);
    if (!key.perType()) {
      return execution.waits().lock(name, key, "", word);
    }
    String type = execution.standIns().typeOf(asked);
    return execution
        .waits()
        .lock(name, key, type.isEmpty() ? execution.machine().typeOf(name) : type, word);
  }

  boolean release(LockName lock, boolean shared) {
    LockName name = execution.standIns().resolve(lock);
    if (execution.machine().spec().semaphores().containsKey(name.word())) {
      dropUnit(execution.waits().semaphore(name));
    } else {
      execution.row().drop(resource(lock, name, ""));
    }
    locks.ownerOf(name).tell(new LockRequest.Release(name, shared));
    return true;
  }

  /** {@code mutex_lock} of a mutex of which an area knows the class. */
  public boolean mutexLock(LockName name, LockKey key) {
    locks.ownerOf(name).tell(new LockRequest.Acquire(name, false, execution.self()));
    return execution.block(mutex(name, key), false, true, Sleep.UNINTERRUPTIBLE, null);
  }

  /** {@code mutex_lock_nested}: the same, which lockdep takes for another lock. */
  public boolean mutexLockAs(LockName name, LockKey key, Resource subclass) {
    execution.row().asks(subclass, false, execution.now());
    locks.ownerOf(name).tell(new LockRequest.Acquire(name, false, execution.self()));
    return execution.blockUnasked(mutex(name, key), false, true, Sleep.UNINTERRUPTIBLE, null);
  }

  private Resource mutex(LockName name, LockKey key) {
    return execution.waits().lock(name, key, "", "mutex_lock");
  }

  /** {@code mutex_unlock} of such a mutex. */
  public boolean mutexUnlock(LockName name) {
    execution.row().drop(execution.waits().known(name));
    locks.ownerOf(name).tell(new LockRequest.Release(name, false));
    return true;
  }

  /** A task that took no unit gives back one that another took, or one more. */
  private void dropUnit(Resource semaphore) {
    if (execution.row().isHolding(semaphore)) {
      execution.row().drop(semaphore);
    }
  }

  boolean waitFor(String completion, Sleeping how, boolean freezable) {
    locks.drivers().tell(new Drivers.WaitFor(completion, execution.self()));
    execution.block(execution.waits().completion(completion), false, false, Waits.sleep(how), null);
    return mayEnd(completion, how, freezable);
  }

  private boolean mayEnd(String completion, Sleeping how, boolean freezable) {
    if (freezable) {
      freezing.freezableSleep();
    }
    return signals.mayEnd(
        how, () -> locks.drivers().tell(new Drivers.TakeBack(completion, execution.self())));
  }

  /** The same, until a timer goes off; {@link Execution#callSucceeded} tells which it was. */
  boolean waitFor(String completion, Sleeping how, Dist limit, boolean freezable) {
    long now = execution.now();
    long delay =
        new Ticks(execution.machine().spec().jiffy()).delayOf(now, execution.draws().sample(limit));
    execution.callEnded(true);
    locks.drivers().tell(new Drivers.WaitAtMost(completion, delay, execution.self()));
    execution.block(execution.waits().completion(completion), false, false, Waits.sleep(how), null);
    execution.blockUntil(now + delay);
    return mayEnd(completion, how, freezable);
  }

  boolean complete(String completion, boolean all) {
    if (execution.row().isWatched()) {
      execution.row().brings(Spelling.completion(completion));
    }
    locks.drivers().tell(new Drivers.Complete(completion, all));
    return true;
  }

  /** Sleeps with nothing to wait for but the end of a fault. */
  public boolean park(String untilCompletion) {
    locks.drivers().tell(new Drivers.WaitFor(untilCompletion, execution.self()));
    return execution.block(
        execution.waits().pause(execution.seat().name()), false, false, Sleep.IDLE, null);
  }
}
