package org.fputlab.kernel.locks;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.LockName;

/** What every subsystem that owns locks can be asked. */
public sealed interface LockRequest extends Message, Ungated {

  LockName lock();

  /** Takes the lock, or queues for it; {@link Task.Granted} follows when it is taken. */
  record Acquire(LockName lock, boolean shared, ActorRef<? super Task.Granted> replyTo)
      implements LockRequest {}

  /** Takes the lock if it is free: {@link Task.Granted} follows, or else {@link Task.Refused}. */
  record Try(LockName lock, boolean shared, ActorRef<? super Task.Answer> replyTo)
      implements LockRequest {}

  /** Asks no more; {@link Task.Refused} follows unless the lock was given already. */
  record TakeBack(LockName lock, ActorRef<? super Task.Answer> replyTo) implements LockRequest {}

  /** Gives the lock back. */
  record Release(LockName lock, boolean shared) implements LockRequest {}
}
