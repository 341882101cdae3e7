package org.fputlab.engine;

import akka.actor.typed.ActorRef;
import akka.actor.typed.MailboxSelector;
import akka.actor.typed.javadsl.ActorContext;

/**
 * What an emulated kernel needs of the engine that runs it; the same whether time is simulated or
 * real.
 */
public interface Engine {

  /** Nanoseconds since the run began. */
  long now();

  /** Sends {@code message} to {@code to} after {@code nanos} nanoseconds. */
  <M> void after(long nanos, ActorRef<M> to, M message);

  /** The run's seed, from which every stream of random numbers comes. */
  long seed();

  /** The tables that this run's actors publish. */
  Tables tables();

  /** Spawns an actor with a gated mailbox. */
  default MailboxSelector gated() {
    return MailboxSelector.fromConfig(GatedMailbox.ID);
  }

  /** The gate of the actor whose context this is. */
  default Gate gate(ActorContext<?> context) {
    return tables().mailboxes().of(context.getSelf().path().name());
  }

  /**
   * Whether others may come in between two steps of a task, as where a kernel preempts it. If not,
   * a task goes on until it sleeps.
   */
  boolean interruptsTasks();

  /** How many messages were sent so far. */
  long sent();

  /** Whether the run was stopped or has failed, so that nothing new need be begun. */
  boolean isOver();

  /** Ends the run as failed: the emulator is wrong, not the emulated kernel. */
  void fail(Throwable cause);
}
