package org.fputlab.kernel.task;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;

/** Starts the actors of an area, as children of the kernel's guardian. */
public interface Spawner {

  /** An actor of this name, which reports show. */
  <M> ActorRef<M> spawn(Behavior<M> behavior, String name);
}
