package org.fputlab.engine;

import akka.actor.typed.ActorRef;
import java.util.function.Consumer;

/**
 * One run under way.
 *
 * @param <M> what its guardian can be told
 */
public interface Run<M> extends AutoCloseable {

  /** The guardian. */
  ActorRef<M> kernel();

  /**
   * Calls {@code what} every {@code period} nanoseconds of the run, the first time after one
   * period.
   */
  void every(long period, Runnable what);

  /** Calls {@code what} at {@code nanos} after the start. */
  void at(long nanos, Runnable what);

  /** Calls {@code listener} with every message from now on, before it is handled. */
  void onDelivery(Consumer<Object> listener);

  /** Messages handled so far. */
  long steps();

  /** A hash of every delivery so far: which mailbox, which message, when. */
  long traceHash();

  /** Asks the run to end where it is; may be called from any thread. */
  void stop();

  /** Whether the run was stopped or has failed. */
  boolean isOver();

  /** Ends the run and all its actors, and throws what made it fail, if anything did. */
  @Override
  void close();
}
