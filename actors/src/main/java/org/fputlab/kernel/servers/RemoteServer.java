package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.nfsd.Rpc;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Loss;
import org.fputlab.model.ServerHealth;
import org.jspecify.annotations.Nullable;

/**
 * A remote server and the network to it: an AFS or NFS server, or a user-space daemon.
 *
 * <p>Emulates what a client of it can notice: so many requests served at a time, a service time, a
 * network time, and for AFS the limits of rxrpc (net/rxrpc/call_object.c, v6.6: a call dies when no
 * packet has come for 20 s; a server that hangs but answers pings holds it for ever). A call that
 * was lost is sent again. Leaves out what the requests do, and busy answers. A server that is this
 * machine's own nfsd passes calls on to it, and one that is a daemon with steps of its own to its
 * threads; what waits for one of those is in their hands.
 */
public final class RemoteServer {

  /** What the server can be asked. */
  public sealed interface Command extends Message permits Call, TakeBack, OfCall, Started, Fault {}

  /**
   * A call; {@link RpcDone} follows unless {@code replyTo} is null.
   *
   * @param operation its name, for the log
   * @param key what its service and network times come from
   * @param serves what the caller waits for, where this machine's nfsd serves the call
   */
  public record Call(
      String operation,
      long key,
      @Nullable Resource serves,
      @Nullable ActorRef<? super RpcDone> replyTo)
      implements Command {}

  /** Waits for its call no more; {@link Task.Refused} follows unless the reply is on its way. */
  public record TakeBack(ActorRef<? super Task.Answer> replyTo) implements Command {}

  /** What happens to one call at its time: calls are not bound to one another's order. */
  private sealed interface OfCall extends Command, Ungated, Foreseen, Chained
      permits Arrived, Served, Silent, Resend {

    long id();

    @Override
    default long chain() {
      return id() + 1;
    }
  }

  private record Arrived(long id) implements OfCall {}

  private record Served(long id, int life) implements OfCall {}

  private record Silent(long id, int outage) implements OfCall {}

  private record Resend(long id) implements OfCall {}

  /** The server's process is up. */
  enum Started implements Command, Ungated {
    INSTANCE
  }

  /** A fault, by its number, or the end of one. */
  public sealed interface Fault extends Command, Ungated
      permits Hang, Slow, CutOff, Crash, Lose, Lift {}

  /** Requests stay where they are, though pings are answered. */
  public record Hang(int fault) implements Fault {}

  /** Every request that starts from now on takes {@code factor} times as long. */
  public record Slow(int fault, double factor) implements Fault {}

  /** No packet comes or goes; after a crash the server has also forgotten its requests. */
  public record CutOff(int fault, boolean forgets) implements Fault {}

  /**
   * The server's process dies, with its requests, and is started again by its supervisor; that ends
   * the fault.
   */
  public record Crash(int fault) implements Fault {}

  /** Some requests are lost on the way; the figures are those of {@link Loss}. */
  public record Lose(int fault, double probability, long interval, long times) implements Fault {}

  /** The end of that fault. */
  public record Lift(int fault) implements Fault {}

  /**
   * rxrpc sends again after a second without an answer; NFS over TCP after sixty (fs/nfs/client.c,
   * v6.6).
   */
  private static final ReceiveTable<RemoteServer, Message> SERVING =
      ReceiveTable.<RemoteServer, Message>rows()
          .onMessage(Call.class, RemoteServer::onCall)
          .onMessage(TakeBack.class, RemoteServer::onTakeBack)
          .onMessage(Arrived.class, RemoteServer::onArrived)
          .onMessage(Served.class, RemoteServer::onServed)
          .onMessage(Rpc.RpcReplied.class, RemoteServer::onReplied)
          .onMessage(Silent.class, RemoteServer::onSilent)
          .onMessage(Resend.class, RemoteServer::onResend)
          .onMessage(Hang.class, RemoteServer::onHang)
          .onMessage(Slow.class, RemoteServer::onSlow)
          .onMessage(CutOff.class, RemoteServer::onCutOff)
          .onMessage(Crash.class, RemoteServer::onCrash)
          .onMessage(Started.class, RemoteServer::onStarted)
          .onMessage(Lose.class, RemoteServer::onLose)
          .onMessage(Lift.class, RemoteServer::onLift)
          .onSignal(ChildFailed.class, RemoteServer::onProcessFailed)
          .build();

  private static final long RESEND_WITH_LIMIT = 1_000_000_000L;

  private static final long RESEND_HARD = 60_000_000_000L;

  private final Engine engine;
  private final ActorLog log;
  private final ServedHere here;
  private final KernelSpec.Server spec;
  private final ActorContext<Message> context;
  private final Map<Long, PendingCall> calls = new LinkedHashMap<>();
  private final Deque<Long> queue = new ArrayDeque<>();
  private final Set<Long> serving = new LinkedHashSet<>();
  private final Deque<Long> done = new ArrayDeque<>();
  private long ids;
  private final ServerHealth health = new ServerHealth();
  private final SupervisedProcess process;
  private int life;
  private int outage;

  private RemoteServer(
      Engine engine, ServedHere here, KernelSpec.Server spec, ActorContext<Message> context) {
    this.engine = engine;
    this.log = new ActorLog(engine, "afs", spec.name());
    this.here = here;
    this.spec = spec;
    this.context = context;
    this.process = new SupervisedProcess(engine, spec.name(), context);
  }

  /** A server; with {@code nfsd} or {@code daemon} it passes calls on to those. */
  static Behavior<Message> create(
      Engine engine,
      @Nullable ActorRef<? super Rpc> nfsd,
      @Nullable ActorRef<Message> daemon,
      KernelSpec.Server spec) {
    return Behaviors.setup(
        context -> {
          ServedHere here = new ServedHere(engine, spec, nfsd, daemon);
          return SERVING.of(new RemoteServer(engine, here, spec, context));
        });
  }

  private Behavior<Message> onCall(Call call) {
    long id = ids++;
    calls.put(id, new PendingCall(call, spec));
    if (log.isOn()) {
      log.debug(call.operation() + " #" + id + " sent, " + calls.size() + " calls open");
    }
    transmit(id);
    return Behaviors.same();
  }

  /** The server does what it was asked for nevertheless. */
  private Behavior<Message> onTakeBack(TakeBack ask) {
    for (PendingCall pending : calls.values()) {
      if (ask.replyTo().equals(pending.replyTo)) {
        pending.replyTo = null;
        ask.replyTo().tell(Task.Refused.INSTANCE);
      }
    }
    return Behaviors.same();
  }

  private void transmit(long id) {
    PendingCall pending = calls.get(id);
    if (pending == null) {
      return;
    }
    if (!health.isReachable()) {
      limitSilence(id);
    } else if (health.loses(pending.random::nextLong)) {
      engine.after(
          spec.silence() > 0 ? RESEND_WITH_LIMIT : RESEND_HARD, context.getSelf(), new Resend(id));
    } else {
      engine.after(pending.network, context.getSelf(), new Arrived(id));
    }
  }

  private Behavior<Message> onResend(Resend again) {
    transmit(again.id());
    return Behaviors.same();
  }

  private Behavior<Message> onArrived(Arrived news) {
    PendingCall pending = calls.get(news.id());
    if (pending == null || !health.isReachable()) {
      return Behaviors.same();
    }
    queue.add(news.id());
    startNext();
    return Behaviors.same();
  }

  private void startNext() {
    while (answersNow() && hasFreeWorker() && !queue.isEmpty()) {
      long id = queue.remove();
      PendingCall pending = calls.get(id);
      if (pending != null && serving.add(id)) {
        serve(id, pending);
      }
    }
    if (spec.isDaemon() && answersNow()) {
      eachQueued(here::handOver);
    }
  }

  private boolean answersNow() {
    return !health.isHung() && health.isReachable();
  }

  private boolean hasFreeWorker() {
    return spec.nfsd() || serving.size() < spec.workers();
  }

  private void serve(long id, PendingCall pending) {
    if (!here.serve(id, pending.call, context.getSelf())) {
      long takes = health.stretched(pending.service);
      engine.after(takes, context.getSelf(), new Served(id, life));
    }
  }

  private void eachQueued(Consumer<Call> what) {
    for (long id : queue) {
      PendingCall pending = calls.get(id);
      if (pending != null) {
        what.accept(pending.call);
      }
    }
  }

  private Behavior<Message> onServed(Served news) {
    if (news.life() == life) {
      served(news.id());
    }
    return Behaviors.same();
  }

  private Behavior<Message> onReplied(Rpc.RpcReplied news) {
    Long id = here.answered(news.id());
    if (id != null) {
      served(id);
    }
    return Behaviors.same();
  }

  private void served(long id) {
    PendingCall pending = calls.get(id);
    if (pending != null) {
      here.takeBack(pending.call);
    }
    if (answersNow()) {
      answer(id);
    } else {
      done.add(id);
    }
  }

  private void answer(long id) {
    if (log.isOn()) {
      log.debug("#" + id + " answered");
    }
    serving.remove(id);
    PendingCall pending = calls.remove(id);
    if (pending != null && pending.replyTo != null) {
      engine.after(pending.network, pending.replyTo, new RpcDone(false));
    }
    startNext();
  }

  private void limitSilence(long id) {
    if (spec.silence() > 0) {
      engine.after(spec.silence(), context.getSelf(), new Silent(id, outage));
    }
  }

  private Behavior<Message> onSilent(Silent news) {
    if (!health.isReachable() && news.outage() == outage) {
      PendingCall pending = calls.remove(news.id());
      if (pending != null && pending.replyTo != null) {
        pending.replyTo.tell(new RpcDone(true));
      }
    }
    return Behaviors.same();
  }

  private Behavior<Message> onHang(Hang fault) {
    health.hang(fault.fault());
    eachQueued(here::takeBack);
    return Behaviors.same();
  }

  private Behavior<Message> onSlow(Slow fault) {
    health.slow(fault.fault(), fault.factor());
    return Behaviors.same();
  }

  private Behavior<Message> onLose(Lose fault) {
    Loss rule = new Loss(fault.probability(), fault.interval(), fault.times());
    health.lose(fault.fault(), rule);
    return Behaviors.same();
  }

  private Behavior<Message> onCutOff(CutOff fault) {
    if (fault.forgets() && !spec.nfsd()) {
      life++;
      queue.clear();
      serving.clear();
      done.clear();
      here.died();
    }
    calls.values().forEach(pending -> here.takeBack(pending.call));
    boolean silentFromNow = health.isReachable();
    health.cutOff(fault.fault());
    if (silentFromNow) {
      outage++;
      List.copyOf(calls.keySet()).forEach(this::limitSilence);
    }
    return Behaviors.same();
  }

  private Behavior<Message> onCrash(Crash fault) {
    process.crash(fault.fault(), spec.nfsd() ? 0 : queue.size() + serving.size());
    return onCutOff(new CutOff(fault.fault(), true));
  }

  private Behavior<Message> onStarted(Started news) {
    for (int crash : process.started()) {
      engine.tables().afflictions().endsByItself(crash);
      onLift(new Lift(crash));
    }
    return Behaviors.same();
  }

  private Behavior<Message> onProcessFailed(ChildFailed failed) {
    engine.fail(failed.getCause());
    return Behaviors.same();
  }

  private Behavior<Message> onLift(Lift end) {
    boolean wasCutOff = !health.isReachable();
    health.lift(end.fault());
    if (wasCutOff && health.isReachable()) {
      sendLostAgain();
    }
    while (!done.isEmpty() && answersNow()) {
      answer(done.remove());
    }
    startNext();
    return Behaviors.same();
  }

  /**
   * What arrived before the outage is still there unless the server crashed; everything else is
   * sent again.
   */
  private void sendLostAgain() {
    Set<Long> there = new LinkedHashSet<>(queue);
    there.addAll(serving);
    for (long id : List.copyOf(calls.keySet())) {
      if (!there.contains(id)) {
        transmit(id);
      }
    }
  }
}
