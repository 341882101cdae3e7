package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.fputlab.engine.Engine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.ServerHealth;
import org.jspecify.annotations.Nullable;

/**
 * The calls that were made to a server and are not answered, and the network that they go by: what
 * is lost is sent again, and what hears nothing for too long dies.
 */
final class OpenCalls {

  /**
   * rxrpc sends again after a second without an answer; NFS over TCP after sixty (fs/nfs/client.c,
   * v6.6).
   */
  private static final long RESEND_WITH_LIMIT = 1_000_000_000L;

  private static final long RESEND_HARD = 60_000_000_000L;

  private final Engine engine;
  private final KernelSpec.Server spec;
  private final ServerHealth health;
  private final ActorRef<Message> server;
  private final Map<Long, PendingCall> calls = new LinkedHashMap<>();
  private int outage;

  /** None so far. */
  OpenCalls(Engine engine, KernelSpec.Server spec, ServerHealth health, ActorRef<Message> server) {
    this.engine = engine;
    this.spec = spec;
    this.health = health;
    this.server = server;
  }

  void add(long id, RemoteServer.Call call, double slowness) {
    calls.put(id, new PendingCall(call, spec, engine.now(), slowness));
  }

  boolean isOpen(long id) {
    return calls.containsKey(id);
  }

  @Nullable PendingCall get(long id) {
    return calls.get(id);
  }

  @Nullable PendingCall remove(long id) {
    return calls.remove(id);
  }

  int size() {
    return calls.size();
  }

  void each(Consumer<RemoteServer.Call> what) {
    calls.values().forEach(pending -> what.accept(pending.call));
  }

  /** The same for those of them that have these numbers. */
  void each(List<Long> ids, Consumer<RemoteServer.Call> what) {
    for (long id : ids) {
      PendingCall pending = calls.get(id);
      if (pending != null) {
        what.accept(pending.call);
      }
    }
  }

  /** Nobody waits for it any more, though the server does what it was asked for. */
  void takeBack(ActorRef<? super Task.Answer> caller) {
    for (PendingCall pending : calls.values()) {
      if (caller.equals(pending.replyTo)) {
        pending.replyTo = null;
        caller.tell(Task.Refused.INSTANCE);
      }
    }
  }

  /** Sends a call, unless it has ended. */
  void transmit(long id) {
    PendingCall pending = calls.get(id);
    if (pending == null) {
      return;
    }
    if (!health.isReachable()) {
      limitSilence(id, engine.now());
    } else if (health.loses(pending.random::nextLong)) {
      engine.after(
          spec.silence() > 0 ? RESEND_WITH_LIMIT : RESEND_HARD,
          server,
          new RemoteServer.Resend(id));
    } else {
      engine.after(pending.network, server, new RemoteServer.Arrived(id));
    }
  }

  /** No packet comes any more, and none has come since {@code since}. */
  void unheardSince(long since) {
    outage++;
    calls.forEach((id, pending) -> limitSilence(id, Math.max(pending.since, since)));
  }

  private void limitSilence(long id, long since) {
    if (spec.silence() > 0) {
      long left = since + spec.silence() - engine.now();
      engine.after(left, server, new RemoteServer.Silent(id, outage));
    }
  }

  /** A call dies, unless something was heard since that outage began. */
  void silent(long id, int ofOutage) {
    if (!health.isReachable() && ofOutage == outage) {
      PendingCall pending = calls.remove(id);
      if (pending != null && pending.replyTo != null) {
        pending.replyTo.tell(new RpcDone(true));
      }
    }
  }

  /**
   * Packets come and go again. What arrived before is still there unless the server crashed;
   * everything else is sent again.
   */
  void sendAgainBut(Set<Long> there) {
    for (long id : List.copyOf(calls.keySet())) {
      if (!there.contains(id)) {
        transmit(id);
      }
    }
  }
}
