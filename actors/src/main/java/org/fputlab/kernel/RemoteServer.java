package org.fputlab.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fputlab.engine.Engine;
import org.fputlab.engine.RandomStream;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Ungated;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Loss;
import org.jspecify.annotations.Nullable;

/**
 * A remote server and the network to it: an AFS or NFS server, or a user-space daemon.
 *
 * <p>Emulates what a client of it can notice: so many requests served at a time, a service time, a
 * network time, and for AFS the limits of rxrpc (net/rxrpc/call_object.c, v6.6: a call dies when no
 * packet has come for 20 s; a server that hangs but answers pings holds it for ever). A call that
 * was lost is sent again. Leaves out what the requests do, and busy answers. A server that is this
 * machine's own nfsd passes calls on to it.
 */
public final class RemoteServer {

  /** What the server can be asked. */
  public sealed interface Command
      permits Call, Arrived, Served, Silent, Resend, Rpc.RpcReplied, Hang, Slow, Reach, Lose {}

  /**
   * A call; {@link Task.RpcDone} follows unless {@code replyTo} is null.
   *
   * @param operation its name, for the log
   * @param key what its service and network times come from
   * @param serves what the caller waits for, where this machine's nfsd serves the call
   */
  public record Call(
      String operation,
      long key,
      @Nullable Resource serves,
      @Nullable ActorRef<? super Task.RpcDone> replyTo)
      implements Command {}

  private record Arrived(long id) implements Command, Ungated {}

  private record Served(long id, int life) implements Command, Ungated {}

  private record Silent(long id, int outage) implements Command, Ungated {}

  private record Resend(long id) implements Command, Ungated {}

  /** A fault: requests stay where they are, though pings are answered. */
  public record Hang(boolean on) implements Command, Ungated {}

  /** A fault: every request takes {@code factor} times as long. */
  public record Slow(double factor) implements Command, Ungated {}

  /** A fault: no packet comes or goes; after a crash the server has also forgotten its requests. */
  public record Reach(boolean reachable, boolean forgets) implements Command, Ungated {}

  /** A fault: some requests are lost on the way. */
  public record Lose(Loss rule) implements Command, Ungated {}

  private static final class Pending {
    final Call call;
    final long service;
    final long network;
    long sent;

    Pending(Call call, KernelSpec.Server spec) {
      this.call = call;
      RandomStream random = new RandomStream(call.key());
      this.service = spec.service().sample(random);
      this.network = spec.network().sample(random);
    }
  }

  /**
   * rxrpc sends again after a second without an answer; NFS over TCP after sixty (fs/nfs/client.c,
   * v6.6).
   */
  private static final long RESEND_WITH_LIMIT = 1_000_000_000L;

  private static final long RESEND_HARD = 60_000_000_000L;

  private final Engine engine;
  private final Directory directory;
  private final KernelSpec.Server spec;
  private final ActorContext<Command> context;
  private final Map<Long, Pending> calls = new LinkedHashMap<>();
  private final Deque<Long> queue = new ArrayDeque<>();
  private final Set<Long> serving = new LinkedHashSet<>();
  private final Deque<Long> done = new ArrayDeque<>();
  private long ids;
  private boolean hung;
  private boolean reachable = true;
  private double factor = 1;
  private int life;
  private int outage;
  private Loss loss = Loss.NONE;

  private RemoteServer(
      Engine engine, Directory directory, KernelSpec.Server spec, ActorContext<Command> context) {
    this.engine = engine;
    this.directory = directory;
    this.spec = spec;
    this.context = context;
  }

  static Behavior<Command> create(Engine engine, Directory directory, KernelSpec.Server spec) {
    return Behaviors.setup(context -> new RemoteServer(engine, directory, spec, context).serving());
  }

  private Behavior<Command> serving() {
    return Behaviors.receive(Command.class)
        .onMessage(Call.class, this::onCall)
        .onMessage(Arrived.class, this::onArrived)
        .onMessage(Served.class, this::onServed)
        .onMessage(Rpc.RpcReplied.class, this::onReplied)
        .onMessage(Silent.class, this::onSilent)
        .onMessage(Resend.class, this::onResend)
        .onMessage(Hang.class, this::onHang)
        .onMessage(Slow.class, this::onSlow)
        .onMessage(Reach.class, this::onReach)
        .onMessage(Lose.class, this::onLose)
        .build();
  }

  private Behavior<Command> onCall(Call call) {
    long id = ids++;
    calls.put(id, new Pending(call, spec));
    transmit(id);
    return Behaviors.same();
  }

  private void transmit(long id) {
    Pending pending = calls.get(id);
    if (pending == null) {
      return;
    }
    if (!reachable) {
      limitSilence(id);
    } else if (loss.takes(RandomStream.key(pending.call.key(), pending.sent++))) {
      engine.after(
          spec.silence() > 0 ? RESEND_WITH_LIMIT : RESEND_HARD, context.getSelf(), new Resend(id));
    } else {
      engine.after(pending.network, context.getSelf(), new Arrived(id));
    }
  }

  private Behavior<Command> onResend(Resend again) {
    transmit(again.id());
    return Behaviors.same();
  }

  private Behavior<Command> onArrived(Arrived news) {
    Pending pending = calls.get(news.id());
    if (pending == null || !reachable) {
      return Behaviors.same();
    }
    if (spec.nfsd() && !serving.add(news.id())) {
      return Behaviors.same();
    }
    if (spec.nfsd()) {
      Call call = pending.call;
      directory
          .nfsd()
          .tell(
              new Rpc(
                  spec.operation(),
                  0,
                  call.key(),
                  engine.now(),
                  call.serves(),
                  news.id(),
                  context.getSelf()));
    } else {
      queue.add(news.id());
      startNext();
    }
    return Behaviors.same();
  }

  private void startNext() {
    while (!hung && reachable && serving.size() < spec.workers() && !queue.isEmpty()) {
      long id = queue.remove();
      Pending pending = calls.get(id);
      if (pending != null && serving.add(id)) {
        engine.after(Math.round(pending.service * factor), context.getSelf(), new Served(id, life));
      }
    }
  }

  private Behavior<Command> onServed(Served news) {
    if (news.life() != life) {
      return Behaviors.same();
    }
    if (hung || !reachable) {
      done.add(news.id());
      return Behaviors.same();
    }
    answer(news.id());
    return Behaviors.same();
  }

  private Behavior<Command> onReplied(Rpc.RpcReplied news) {
    answer(news.id());
    return Behaviors.same();
  }

  private void answer(long id) {
    serving.remove(id);
    Pending pending = calls.remove(id);
    if (pending != null && pending.call.replyTo() != null) {
      engine.after(pending.network, pending.call.replyTo(), new Task.RpcDone(false));
    }
    startNext();
  }

  private void limitSilence(long id) {
    if (spec.silence() > 0) {
      engine.after(spec.silence(), context.getSelf(), new Silent(id, outage));
    }
  }

  private Behavior<Command> onSilent(Silent news) {
    if (!reachable && news.outage() == outage) {
      Pending pending = calls.remove(news.id());
      if (pending != null && pending.call.replyTo() != null) {
        pending.call.replyTo().tell(new Task.RpcDone(true));
      }
    }
    return Behaviors.same();
  }

  private Behavior<Command> onHang(Hang fault) {
    hung = fault.on();
    if (!hung) {
      goOn();
    }
    return Behaviors.same();
  }

  private void goOn() {
    while (!done.isEmpty() && !hung && reachable) {
      answer(done.remove());
    }
    startNext();
  }

  private Behavior<Command> onSlow(Slow fault) {
    factor = fault.factor();
    return Behaviors.same();
  }

  private Behavior<Command> onReach(Reach fault) {
    reachable = fault.reachable();
    if (fault.forgets()) {
      life++;
      queue.clear();
      serving.clear();
      done.clear();
    }
    if (reachable) {
      sendLostAgain();
    } else {
      outage++;
      List.copyOf(calls.keySet()).forEach(this::limitSilence);
    }
    return Behaviors.same();
  }

  /**
   * What arrived before the outage is still there unless the server crashed; everything else is
   * sent again.
   */
  private void sendLostAgain() {
    for (long id : List.copyOf(calls.keySet())) {
      if (!queue.contains(id) && !serving.contains(id)) {
        transmit(id);
      }
    }
    goOn();
  }

  private Behavior<Command> onLose(Lose fault) {
    loss = fault.rule();
    return Behaviors.same();
  }
}
