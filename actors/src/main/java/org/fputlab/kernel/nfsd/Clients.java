package org.fputlab.kernel.nfsd;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.model.Dist;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.RunLimits;
import org.jspecify.annotations.Nullable;

/**
 * Clients of one kind, all together: either they call at a rate, whatever the server does, or each
 * waits for its reply, thinks, and calls again.
 */
public final class Clients {

  /** What the clients are told. */
  public sealed interface Command extends Message permits MoreCalls {}

  private enum MoreCalls implements Command, Ungated, Foreseen {
    INSTANCE
  }

  private static final ReceiveTable<Clients, Message> CALLING =
      ReceiveTable.<Clients, Message>rows()
          .onMessage(MoreCalls.class, Clients::onMoreCalls)
          .onMessage(Rpc.RpcReplied.class, Clients::onReplied)
          .build();

  /** Calls scheduled at a time in an open loop. */
  private static final int AHEAD = 64;

  private final Engine engine;
  private final RunLimits limits;
  private final ActorLog log;
  private final KernelSpec.Client spec;
  private final int mount;
  private final ActorRef<? super Rpc> service;
  private final ActorContext<Message> context;
  private final RandomStream arrivals;
  private final long callKey;
  private final long[] sent;
  private long calls;

  private Clients(
      Machine machine,
      KernelSpec.Client spec,
      int mount,
      ActorRef<? super Rpc> service,
      ActorContext<Message> context) {
    this.engine = machine.engine();
    this.limits = machine.limits();
    this.sent = new long[spec.count()];
    this.log = new ActorLog(engine, "clients", spec.name());
    this.spec = spec;
    this.mount = mount;
    this.service = service;
    this.context = context;
    this.arrivals = RandomStream.named(engine.seed(), "arrivals " + spec.name());
    this.callKey = RandomStream.key(engine.seed(), "calls " + spec.name());
  }

  /**
   * Clients of this kind.
   *
   * @param mount the number of the mount that the calls are about
   * @param service whom they call
   */
  static Behavior<Message> create(
      Machine machine, KernelSpec.Client spec, int mount, ActorRef<? super Rpc> service) {
    return Behaviors.setup(
        context -> new Clients(machine, spec, mount, service, context).calling());
  }

  private Behavior<Message> calling() {
    if (spec.arrival().isPresent()) {
      callAhead(spec.arrival().get());
    } else {
      for (int client = 0; client < spec.count(); client++) {
        callAfterThinking(client);
      }
    }
    return CALLING.of(this);
  }

  private Behavior<Message> onMoreCalls(MoreCalls more) {
    spec.arrival().ifPresent(this::callAhead);
    return Behaviors.same();
  }

  private Behavior<Message> onReplied(Rpc.RpcReplied reply) {
    callAfterThinking(reply.id());
    return Behaviors.same();
  }

  private void callAhead(Dist arrival) {
    long wait = 0;
    for (int i = 0; i < AHEAD; i++) {
      if (limits.rests(spec.name(), calls / spec.count())) {
        return;
      }
      wait += arrival.sample(arrivals);
      call(wait, 0, null);
    }
    engine.after(wait, context.getSelf(), MoreCalls.INSTANCE);
    if (log.isOn()) {
      log.debug(calls + " calls so far, the next " + AHEAD + " within " + wait / 1000 + " us");
    }
  }

  private void callAfterThinking(long client) {
    if (!limits.rests(spec.name(), sent[(int) client]++)) {
      spec.think().ifPresent(think -> call(think.sample(arrivals), client, context.getSelf()));
    }
  }

  private void call(long wait, long client, @Nullable ActorRef<? super Rpc.RpcReplied> replyTo) {
    long key = RandomStream.key(callKey, calls++);
    engine.after(
        wait, service, new Rpc(spec.op(), mount, key, engine.now() + wait, null, client, replyTo));
  }
}
