package org.fputlab.kernel.servers;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Chained;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Foreseen;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Resource;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.nfsd.Rpc;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.KernelSpec;
import org.fputlab.model.Loss;
import org.fputlab.model.ServerHealth;
import org.fputlab.model.ServerRequest;
import org.fputlab.model.ServerRequests;
import org.jspecify.annotations.Nullable;

/**
 * A remote server and the network to it: an AFS or NFS server, or a user-space daemon.
 *
 * <p>Emulates what a client of it can notice: so many requests served at a time, a service time, a
 * network time, and for AFS the limits of rxrpc (net/rxrpc/call_object.c, v6.6: a call dies when no
 * packet has come for 20 s; a server that hangs but answers pings holds it forever). A call that
 * was lost is sent again. Leaves out what the requests do, and busy answers. A server that is this
 * machine's own nfsd passes calls on to it, and one that is a daemon with steps of its own to its
 * threads; what waits for one of those is in their hands.
 */
public final class RemoteServer {

  /** What the server can be asked. */
  public sealed interface Command extends Message
      permits Call, TakeBack, Asked, OfCall, Started, Fault {}

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

  /** What another program's kernel asks of this server; what hears of answers hears of its end. */
  public record Asked(ServerRequest request) implements Command, Ungated {}

  /** What happens to one call at its time: calls are not bound to one another's order. */
  public sealed interface OfCall extends Command, Ungated, Foreseen, Chained
      permits Arrived, Served, Silent, Resend {

    long id();

    @Override
    default long chain() {
      return id() + 1;
    }
  }

  record Arrived(long id) implements OfCall {}

  /** A call is served, by the server in this life of it, here or in another program. */
  public record Served(long id, int life) implements OfCall {}

  record Silent(long id, int outage) implements OfCall {}

  record Resend(long id) implements OfCall {}

  /** The server's process is up. */
  enum Started implements Command, Ungated {
    INSTANCE
  }

  /** A fault, by its number, or the end of one. */
  public sealed interface Fault extends Command, Ungated
      permits Hang, Slow, CutOff, Unheard, Crash, Lose, Lift {}

  /** Requests stay where they are, though pings are answered. */
  public record Hang(int fault) implements Fault {}

  /** Every request that starts from now on takes {@code factor} times as long. */
  public record Slow(int fault, double factor) implements Fault {}

  /** No packet comes or goes; after a crash the server has also forgotten its requests. */
  public record CutOff(int fault, boolean forgets) implements Fault {}

  /** No packet has come since {@code since}, which is past. */
  public record Unheard(int fault, long since) implements Fault {}

  /**
   * The server's process dies, with its requests, and is started again by its supervisor; that ends
   * the fault.
   */
  public record Crash(int fault) implements Fault {}

  /** Some requests are lost on the way; the figures are those of {@link Loss}. */
  public record Lose(int fault, double probability, long interval, long times) implements Fault {}

  /** The end of that fault. */
  public record Lift(int fault) implements Fault {}

  private static final ReceiveTable<RemoteServer, Message> SERVING =
      ReceiveTable.<RemoteServer, Message>rows()
          .onMessage(Call.class, RemoteServer::onCall)
          .onMessage(TakeBack.class, RemoteServer::onTakeBack)
          .onMessage(Asked.class, RemoteServer::onAsked)
          .onMessage(Arrived.class, RemoteServer::onArrived)
          .onMessage(Served.class, RemoteServer::onServed)
          .onMessage(Rpc.RpcReplied.class, RemoteServer::onReplied)
          .onMessage(Silent.class, RemoteServer::onSilent)
          .onMessage(Resend.class, RemoteServer::onResend)
          .onMessage(Hang.class, RemoteServer::onHang)
          .onMessage(Slow.class, RemoteServer::onSlow)
          .onMessage(CutOff.class, RemoteServer::onCutOff)
          .onMessage(Unheard.class, RemoteServer::onUnheard)
          .onMessage(Crash.class, RemoteServer::onCrash)
          .onMessage(Started.class, RemoteServer::onStarted)
          .onMessage(Lose.class, RemoteServer::onLose)
          .onMessage(Lift.class, RemoteServer::onLift)
          .onSignal(ChildFailed.class, RemoteServer::onProcessFailed)
          .build();

  private final Engine engine;
  private final ActorLog log;
  private final ServedHere here;
  private final KernelSpec.Server spec;
  private final ActorContext<Message> context;
  private final Consumer<ServerRequest> elsewhere;
  private final LongConsumer answered;
  private final OpenCalls calls;
  private final ServerRequests requests = new ServerRequests();
  private long ids;
  private final ServerHealth health = new ServerHealth();
  private final SupervisedProcess process;
  private int life;

  private RemoteServer(
      Engine engine,
      ServedHere here,
      KernelSpec.Server spec,
      Consumer<ServerRequest> elsewhere,
      LongConsumer answered,
      ActorContext<Message> context) {
    this.engine = engine;
    this.log = new ActorLog(engine, "afs", spec.name());
    this.here = here;
    this.spec = spec;
    this.elsewhere = elsewhere;
    this.answered = answered;
    this.context = context;
    this.calls = new OpenCalls(engine, spec, health, context.getSelf());
    this.process = new SupervisedProcess(engine, spec.name(), context);
  }

  /** A server; with {@code nfsd} or {@code daemon} it passes calls on to those. */
  static Behavior<Message> create(
      Machine machine,
      @Nullable ActorRef<? super Rpc> nfsd,
      @Nullable ActorRef<Message> daemon,
      KernelSpec.Server spec) {
    ServedHere here = new ServedHere(machine.engine(), spec, nfsd, daemon);
    return made(machine.engine(), here, spec, machine.elsewhere(), id -> {});
  }

  /**
   * A server without a machine, which other programs' kernels ask.
   *
   * @param answered is told of each request that is answered, in a turn of the engine
   */
  public static Behavior<Message> alone(
      Engine engine, KernelSpec.Server spec, LongConsumer answered) {
    ServedHere nobody = new ServedHere(engine, spec, null, null);
    return made(engine, nobody, spec.itself(), asked -> {}, answered);
  }

  private static Behavior<Message> made(
      Engine engine,
      ServedHere here,
      KernelSpec.Server spec,
      Consumer<ServerRequest> elsewhere,
      LongConsumer answered) {
    return Behaviors.setup(
        context -> SERVING.of(new RemoteServer(engine, here, spec, elsewhere, answered, context)));
  }

  private Behavior<Message> onCall(Call call) {
    long id = ids++;
    calls.add(id, call, 1);
    if (log.isOn()) {
      log.debug(call.operation() + " #" + id + " sent, " + calls.size() + " calls open");
    }
    calls.transmit(id);
    return Behaviors.same();
  }

  private Behavior<Message> onTakeBack(TakeBack ask) {
    calls.takeBack(ask.replyTo());
    return Behaviors.same();
  }

  private Behavior<Message> onAsked(Asked asked) {
    ServerRequest request = asked.request();
    Call call = new Call(request.operation(), request.key(), null, null);
    calls.add(request.id(), call, request.slowness());
    requests.add(request.id());
    startNext();
    return Behaviors.same();
  }

  private Behavior<Message> onResend(Resend again) {
    calls.transmit(again.id());
    return Behaviors.same();
  }

  private Behavior<Message> onArrived(Arrived news) {
    PendingCall pending = calls.get(news.id());
    if (pending == null || !health.isReachable()) {
      return Behaviors.same();
    }
    requests.add(news.id());
    startNext();
    return Behaviors.same();
  }

  private void startNext() {
    for (OptionalLong next = nextToServe(); next.isPresent(); next = nextToServe()) {
      serve(next.getAsLong());
    }
    if (spec.isDaemon() && answersNow()) {
      calls.each(requests.queued(), here::handOver);
    }
  }

  private OptionalLong nextToServe() {
    boolean elseLimits = spec.nfsd() || spec.elsewhere();
    return answersNow()
        ? requests.next(elseLimits ? Integer.MAX_VALUE : spec.workers(), calls::isOpen)
        : OptionalLong.empty();
  }

  private boolean answersNow() {
    return !health.isHung() && health.isReachable();
  }

  private void serve(long id) {
    PendingCall pending = Objects.requireNonNull(calls.get(id));
    Call call = pending.call;
    if (spec.elsewhere()) {
      elsewhere.accept(
          new ServerRequest(
              spec.name(), life, id, call.operation(), call.key(), health.slowness()));
    } else if (!here.serve(id, call, context.getSelf())) {
      long takes = health.stretched(pending.service);
      engine.after(takes, context.getSelf(), new Served(id, life));
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
      requests.served(id);
    }
  }

  private void answer(long id) {
    if (log.isOn()) {
      log.debug("#" + id + " answered");
    }
    requests.answered(id);
    PendingCall pending = calls.remove(id);
    if (pending != null && pending.replyTo != null) {
      engine.after(pending.network, pending.replyTo, new RpcDone(false));
    }
    answered.accept(id);
    startNext();
  }

  private Behavior<Message> onSilent(Silent news) {
    calls.silent(news.id(), news.outage());
    return Behaviors.same();
  }

  private Behavior<Message> onHang(Hang fault) {
    health.hang(fault.fault());
    calls.each(requests.queued(), here::takeBack);
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

  private Behavior<Message> onUnheard(Unheard fault) {
    cutOff(fault.fault(), fault.since());
    return Behaviors.same();
  }

  private Behavior<Message> onCutOff(CutOff fault) {
    if (fault.forgets() && !spec.nfsd()) {
      life++;
      requests.forget();
      here.died();
    }
    cutOff(fault.fault(), engine.now());
    return Behaviors.same();
  }

  private void cutOff(int fault, long since) {
    calls.each(here::takeBack);
    boolean silentFromNow = health.isReachable();
    health.cutOff(fault);
    if (silentFromNow) {
      calls.unheardSince(since);
    }
  }

  private Behavior<Message> onCrash(Crash fault) {
    process.crash(fault.fault(), spec.nfsd() ? 0 : requests.all().size());
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
      calls.sendAgainBut(requests.all());
    }
    for (OptionalLong next = nextServed(); next.isPresent(); next = nextServed()) {
      answer(next.getAsLong());
    }
    startNext();
    return Behaviors.same();
  }

  private OptionalLong nextServed() {
    return answersNow() ? requests.nextServed() : OptionalLong.empty();
  }
}
