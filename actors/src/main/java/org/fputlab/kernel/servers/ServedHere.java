package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Resource;
import org.fputlab.kernel.nfsd.Rpc;
import org.fputlab.kernel.task.Message;
import org.fputlab.model.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a server that tasks of this machine serve, nfsd's or a daemon's own: who serves
 * which, and which of them nobody but those tasks can answer.
 */
final class ServedHere {

  private final Engine engine;
  private final KernelSpec.Server spec;
  private final @Nullable ActorRef<? super Rpc> threads;
  private final @Nullable ActorRef<? super Daemon.Died> daemon;

  /** Which call it is, by the number that the threads have for it. */
  private final Map<Long, Long> tickets = new LinkedHashMap<>();

  private long given;

  /**
   * @param nfsd whom calls go to, or null where it is no loopback mount
   * @param daemon whom they go to where it is a daemon, or null
   */
  ServedHere(
      Engine engine,
      KernelSpec.Server spec,
      @Nullable ActorRef<? super Rpc> nfsd,
      @Nullable ActorRef<Message> daemon) {
    this.engine = engine;
    this.spec = spec;
    this.threads = nfsd == null ? daemon : nfsd;
    this.daemon = daemon;
  }

  /**
   * Gives a call to the threads, who answer with a number for {@link #answered}; returns whether
   * there are any. A call to nfsd keeps its number: nfsd forgets none.
   */
  boolean serve(long id, RemoteServer.Call call, ActorRef<? super Rpc.RpcReplied> replyTo) {
    if (threads == null) {
      return false;
    }
    handOver(call);
    long ticket = spec.isDaemon() ? given++ : id;
    tickets.put(ticket, id);
    threads.tell(
        new Rpc(
            spec.operation(call.operation()),
            0,
            call.key(),
            engine.now(),
            call.serves(),
            ticket,
            replyTo));
    return true;
  }

  /** The call that is answered, or null where the process that served it has died since. */
  @Nullable Long answered(long ticket) {
    return tickets.remove(ticket);
  }

  /** From now on only those tasks can answer it. */
  void handOver(RemoteServer.Call call) {
    Resource serves = call.serves();
    if (serves != null && !engine.tables().agenda().isInHands(serves)) {
      engine.tables().agenda().handOver(serves);
    }
  }

  /** The call is out of their hands, or may be: its caller may yet hear of it. */
  void takeBack(RemoteServer.Call call) {
    Resource serves = call.serves();
    if (serves != null) {
      engine.tables().agenda().takeBack(serves);
    }
  }

  /** The server's process has died: whoever waited for it may hear from the next one. */
  void died() {
    tickets.clear();
    if (daemon != null) {
      daemon.tell(Daemon.Died.INSTANCE);
      engine.tables().tasks().withdrawProofs();
    }
  }
}
