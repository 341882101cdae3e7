package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.RandomStream;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/** A call that was not answered yet, and how long things take for it. */
final class PendingCall {

  final RemoteServer.Call call;

  /** When it was made. */
  final long since;

  final RandomStream random;
  final long service;
  final long network;

  /** Who waits for the reply still, or null. */
  @Nullable ActorRef<? super RpcDone> replyTo;

  /**
   * A call that is made now.
   *
   * @param slowness how many times as long as the server says it takes
   */
  PendingCall(RemoteServer.Call call, KernelSpec.Server spec, long now, double slowness) {
    this.call = call;
    this.replyTo = call.replyTo();
    this.since = now;
    this.random = new RandomStream(call.key());
    long plain = spec.service().sample(random);
    this.service = slowness == 1 ? plain : Math.round(plain * slowness);
    this.network = spec.network().sample(random);
  }
}
