package org.fputlab.engine;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;

/**
 * Fails the run when its guardian fails: above a guardian there is nobody else who would tell.
 *
 * @param <M> what the guardian can be told
 */
final class LoudGuardian<M> extends BehaviorInterceptor<M, M> {

  private final Core core;

  @SuppressWarnings("unchecked") // every message is to be intercepted, whatever its class
  private LoudGuardian(Core core) {
    super((Class<M>) Object.class);
    this.core = core;
  }

  static <M> Behavior<M> around(Behavior<M> guardian, Core core) {
    return Behaviors.intercept(() -> new LoudGuardian<>(core), guardian);
  }

  @Override
  public Behavior<M> aroundStart(TypedActorContext<M> context, PreStartTarget<M> guardian) {
    try {
      return guardian.start(context);
    } catch (RuntimeException broken) {
      throw reported(broken);
    }
  }

  @Override
  public Behavior<M> aroundReceive(
      TypedActorContext<M> context, M message, ReceiveTarget<M> guardian) {
    try {
      return guardian.apply(context, message);
    } catch (RuntimeException broken) {
      throw reported(broken);
    }
  }

  @Override
  public Behavior<M> aroundSignal(
      TypedActorContext<M> context, Signal signal, SignalTarget<M> guardian) {
    try {
      return guardian.apply(context, signal);
    } catch (RuntimeException broken) {
      throw reported(broken);
    }
  }

  private RuntimeException reported(RuntimeException broken) {
    core.fail(broken);
    return broken;
  }
}
