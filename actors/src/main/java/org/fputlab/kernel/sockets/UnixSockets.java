package org.fputlab.kernel.sockets;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.files.Vfs;
import org.fputlab.kernel.task.Directory;
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

  /** Empties the queue of a socket being closed; {@link Task.Batch} follows. */
  public record Purge(int socket, ActorRef<? super Task.Batch> replyTo) implements Command {}

  /**
   * Starts the collector unless it runs already or no socket is in flight; {@link Task.Garbage}
   * follows.
   */
  public record StartGc(ActorRef<? super Task.Garbage> replyTo) implements Command {}

  /** The collector has put all it found. */
  public record EndGc() implements Command {}

  /** The VFS's answer to {@link Vfs.CountRefs}. */
  public record RefCounts(Map<Integer, Integer> counts) implements Command, Ungated {}

  private static final Task.Garbage NOTHING_FOUND =
      new Task.Garbage(false, new Task.Batch(Items.NONE));

  private final Engine engine;
  private final ActorLog log;
  private final Directory directory;
  private final ActorContext<Command> context;
  private final SocketQueues queues = new SocketQueues();
  private final Deque<Send> waiting = new ArrayDeque<>();
  private boolean collecting;
  private @Nullable ActorRef<? super Task.Garbage> collector;

  private UnixSockets(Engine engine, Directory directory, ActorContext<Command> context) {
    this.engine = engine;
    this.log = new ActorLog(engine, "unix", "unix");
    this.directory = directory;
    this.context = context;
    for (int file = 0; file < directory.spec.files().size(); file++) {
      if (directory.isSocket(directory.spec.files().get(file))) {
        queues.add(file);
      }
    }
  }

  public static Behavior<Command> create(Engine engine, Directory directory) {
    return Behaviors.setup(context -> new UnixSockets(engine, directory, context).serving());
  }

  private Behavior<Command> serving() {
    return Behaviors.receive(Command.class)
        .onMessage(AddSocket.class, this::onAddSocket)
        .onMessage(Send.class, this::onSend)
        .onMessage(Purge.class, this::onPurge)
        .onMessage(StartGc.class, this::onStartGc)
        .onMessage(RefCounts.class, this::onRefCounts)
        .onMessage(EndGc.class, this::onEndGc)
        .build();
  }

  private Behavior<Command> onAddSocket(AddSocket news) {
    queues.add(news.file());
    return Behaviors.same();
  }

  private Behavior<Command> onSend(Send ask) {
    if (collecting && !directory.spec.version().isAtLeast(6, 10)) {
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

  private Behavior<Command> onPurge(Purge ask) {
    if (log.isOn()) {
      log.debug("socket " + ask.socket() + " is closed, its queue is purged");
    }
    ask.replyTo().tell(new Task.Batch(Items.of(queues.close(ask.socket()))));
    return Behaviors.same();
  }

  private Behavior<Command> onStartGc(StartGc ask) {
    if (collecting || queues.socketsInFlight().isEmpty()) {
      ask.replyTo().tell(NOTHING_FOUND);
      return Behaviors.same();
    }
    collecting = true;
    collector = ask.replyTo();
    directory.vfs().tell(new Vfs.CountRefs(queues.socketsInFlight(), context.getSelf()));
    return Behaviors.same();
  }

  private Behavior<Command> onRefCounts(RefCounts answer) {
    List<Integer> found =
        queues.collect(socket -> answer.counts().getOrDefault(socket, Integer.MAX_VALUE));
    if (log.isOn()) {
      log.debug("unix_gc found " + found.size() + " files, gc_in_progress is set");
    }
    if (collector != null) {
      collector.tell(new Task.Garbage(true, new Task.Batch(Items.of(found))));
    }
    return Behaviors.same();
  }

  private Behavior<Command> onEndGc(EndGc news) {
    collecting = false;
    collector = null;
    while (!waiting.isEmpty()) {
      send(waiting.remove());
    }
    return Behaviors.same();
  }
}
