package org.fputlab.kernel.sockets;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.kernel.files.Vfs;
import org.fputlab.kernel.task.Batches;
import org.fputlab.kernel.task.Machine;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Items;
import org.fputlab.model.SocketQueues;
import org.jspecify.annotations.Nullable;

/**
 * Unix sockets: the files in flight in their queues, and the garbage collector.
 *
 * <p>Emulates {@code unix_release_sock} and {@code unix_gc} (net/unix/af_unix.c, garbage.c, v6.6):
 * the collector puts the files it found while {@code gc_in_progress} is set, and every sender waits
 * until it is clear; since 6.10 none does, unless very many are in flight ({@code
 * wait_for_unix_gc}, v6.10), which is left out. Leaves out peers, listeners, and that a sender
 * starts the collector where more than 16,000 sockets are in flight.
 */
public final class UnixSockets {

  /** What the sockets can be asked. */
  public sealed interface Command extends Message {}

  /** A file became a socket. */
  public record AddSocket(int file) implements Command {}

  /**
   * {@code sendmsg} with {@code SCM_RIGHTS}; {@link Task.Granted} follows when no collector runs.
   */
  public record Send(int file, int socket, ActorRef<? super Task.Granted> replyTo)
      implements Command {}

  /** Empties the queue of a socket being closed; {@link Batches.Batch} follows. */
  public record Purge(int socket, ActorRef<? super Batches.Batch> replyTo) implements Command {}

  /**
   * Starts the collector unless it runs already or no socket is in flight; {@link Garbage} follows.
   */
  public record StartGc(ActorRef<? super Garbage> replyTo) implements Command {}

  /** The collector has put all it found. */
  public record EndGc() implements Command {}

  private static final ReceiveTable<UnixSockets, Message> SERVING =
      ReceiveTable.<UnixSockets, Message>rows()
          .onMessage(AddSocket.class, UnixSockets::onAddSocket)
          .onMessage(Send.class, UnixSockets::onSend)
          .onMessage(Purge.class, UnixSockets::onPurge)
          .onMessage(StartGc.class, UnixSockets::onStartGc)
          .onMessage(Vfs.RefCounts.class, UnixSockets::onRefCounts)
          .onMessage(EndGc.class, UnixSockets::onEndGc)
          .build();

  private static final Garbage NOTHING_FOUND = new Garbage(false, new Batches.Batch(Items.NONE));

  private final Engine engine;
  private final ActorLog log;
  private final ActorRef<? super Vfs.Command> vfs;
  private final boolean sendersWait;
  private final ActorContext<Message> context;
  private final SocketQueues queues = new SocketQueues();
  private final Deque<Send> waiting = new ArrayDeque<>();
  private boolean collecting;
  private @Nullable ActorRef<? super Garbage> collector;

  private UnixSockets(
      Machine machine,
      ActorRef<? super Vfs.Command> vfs,
      Collection<Integer> sockets,
      ActorContext<Message> context) {
    this.engine = machine.engine();
    this.log = new ActorLog(engine, "unix", "unix");
    this.vfs = vfs;
    this.sendersWait = !machine.spec().version().isAtLeast(6, 10);
    this.context = context;
    sockets.forEach(queues::add);
  }

  /** Sockets, of which these files are some from the start. */
  static Behavior<Message> create(
      Machine machine, ActorRef<? super Vfs.Command> vfs, Collection<Integer> sockets) {
    return Behaviors.setup(context -> SERVING.of(new UnixSockets(machine, vfs, sockets, context)));
  }

  private Behavior<Message> onAddSocket(AddSocket news) {
    queues.add(news.file());
    return Behaviors.same();
  }

  private Behavior<Message> onSend(Send ask) {
    if (collecting && sendersWait) {
      waiting.add(ask);
    } else {
      send(ask);
    }
    return Behaviors.same();
  }

  private void send(Send ask) {
    if (log.isOn()) {
      log.debug("file " + ask.file() + " is queued at socket " + ask.socket());
    }
    if (queues.isSocket(ask.socket())) {
      queues.send(ask.file(), ask.socket());
    } else {
      String task = ask.replyTo().path().name();
      String what = "sends over socket " + ask.socket() + ", which is closed,";
      engine.tables().bugs().note(engine.now(), task, "unix_stream_sendmsg", what);
    }
    ask.replyTo().tell(Task.Granted.INSTANCE);
  }

  private Behavior<Message> onPurge(Purge ask) {
    if (log.isOn()) {
      log.debug("socket " + ask.socket() + " is closed, its queue is purged");
    }
    ask.replyTo().tell(new Batches.Batch(Items.of(queues.close(ask.socket()))));
    return Behaviors.same();
  }

  private Behavior<Message> onStartGc(StartGc ask) {
    if (collecting || queues.socketsInFlight().isEmpty()) {
      ask.replyTo().tell(NOTHING_FOUND);
      return Behaviors.same();
    }
    collecting = true;
    collector = ask.replyTo();
    vfs.tell(new Vfs.CountRefs(queues.socketsInFlight(), context.getSelf()));
    return Behaviors.same();
  }

  private Behavior<Message> onRefCounts(Vfs.RefCounts answer) {
    List<Integer> found =
        queues.collect(socket -> answer.counts().getOrDefault(socket, Integer.MAX_VALUE));
    if (log.isOn()) {
      log.debug("unix_gc found " + found.size() + " files, gc_in_progress is set");
    }
    if (collector != null) {
      collector.tell(new Garbage(true, new Batches.Batch(Items.of(found))));
    }
    return Behaviors.same();
  }

  private Behavior<Message> onEndGc(EndGc news) {
    collecting = false;
    collector = null;
    while (!waiting.isEmpty()) {
      send(waiting.remove());
    }
    return Behaviors.same();
  }
}
