package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import org.fputlab.engine.RandomStream;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/** A call that a server has not answered yet, and how long each way of it takes. */
final class PendingCall {

  final RemoteServer.Call call;
  final RandomStream random;
  final long service;
  final long network;

  /** Who waits for the reply still, or null. */
  @Nullable ActorRef<? super RpcDone> replyTo;

  PendingCall(RemoteServer.Call call, KernelSpec.Server spec) {
    this.call = call;
    this.replyTo = call.replyTo();
    this.random = new RandomStream(call.key());
    this.service = spec.service().sample(random);
    this.network = spec.network().sample(random);
  }
}
