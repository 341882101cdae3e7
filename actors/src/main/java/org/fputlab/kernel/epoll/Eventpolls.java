package org.fputlab.kernel.epoll;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import org.fputlab.engine.ActorLog;
import org.fputlab.engine.Engine;
import org.fputlab.engine.ReceiveTable;
import org.fputlab.engine.Ungated;
import org.fputlab.kernel.locks.LockDesk;
import org.fputlab.kernel.locks.LockRequest;
import org.fputlab.kernel.task.Message;
import org.fputlab.kernel.task.Running;
import org.fputlab.kernel.task.Task;
import org.fputlab.model.Epitems;

/**
 * The eventpolls of a machine: what each watches, and their mutexes.
 *
 * <p>Owns what fs/eventpoll.c, v6.6, keeps under {@code ep->mtx}, and that lock; tasks ask with it
 * held. So all its messages are in one lane, as they come.
 */
public final class Eventpolls {

  /** What eventpolls can be asked; {@link Found} follows where there is somebody to answer. */
  public sealed interface Command extends Message, Ungated {}

  /** What the eventpoll watches, and whether an add of this file needs the full check. */
  public record Look(int eventpoll, Epitems.Watched file, ActorRef<? super Found> replyTo)
      implements Command {}

  /** Watches a file; found false: it did already. */
  public record Insert(int eventpoll, Epitems.Watched file, ActorRef<? super Found> replyTo)
      implements Command {}

  /** Watches a file no more; found false: it did not. */
  public record Remove(int eventpoll, int file, ActorRef<? super Found> replyTo)
      implements Command {}

  /** What the eventpoll watches. */
  public record Items(int eventpoll, ActorRef<? super Found> replyTo) implements Command {}

  /** An eventpoll that watches this file, if any does: the last that was told to. */
  public record Watcher(int file, ActorRef<? super Found> replyTo) implements Command {}

  /** The eventpoll is closed. */
  public record Clear(int eventpoll) implements Command {}

  /**
   * The answer.
   *
   * @param yes whether it is as asked for
   * @param watcher the eventpoll, or {@link Epitems#NONE}
   * @param watched files, in order
   */
  public record Found(boolean yes, int watcher, List<Epitems.Watched> watched)
      implements Task.Answer {
    @Override
    public void tell(Running task) {
      task.the(EpollItems.class).found(this);
    }
  }

  private static final ReceiveTable<Eventpolls, Message> SERVING =
      ReceiveTable.<Eventpolls, Message>rows()
          .onMessage(Look.class, Eventpolls::onLook)
          .onMessage(Insert.class, Eventpolls::onInsert)
          .onMessage(Remove.class, Eventpolls::onRemove)
          .onMessage(Items.class, Eventpolls::onItems)
          .onMessage(Watcher.class, Eventpolls::onWatcher)
          .onMessage(Clear.class, Eventpolls::onClear)
          .onMessage(LockRequest.class, Eventpolls::onLock)
          .build();

  private final ActorLog log;
  private final LockDesk locks;
  private final Epitems items = new Epitems();

  private Eventpolls(Engine engine) {
    this.log = new ActorLog(engine, "epoll", "epoll");
    this.locks = new LockDesk(log, engine.tables().touches());
  }

  static Behavior<Message> create(Engine engine) {
    return Behaviors.setup(context -> SERVING.of(new Eventpolls(engine)));
  }

  /** {@code do_epoll_ctl}: the full check is for what is nested, or is about to be. */
  private Behavior<Message> onLook(Look ask) {
    boolean full = ask.file().eventpoll() || items.isWatched(ask.eventpoll());
    ask.replyTo().tell(new Found(full, Epitems.NONE, items.watchedBy(ask.eventpoll())));
    return Behaviors.same();
  }

  private Behavior<Message> onInsert(Insert ask) {
    if (log.isOn()) {
      log.debug("eventpoll " + ask.eventpoll() + " watches file " + ask.file().file());
    }
    answer(ask.replyTo(), items.add(ask.eventpoll(), ask.file()));
    return Behaviors.same();
  }

  private Behavior<Message> onRemove(Remove ask) {
    if (log.isOn()) {
      log.debug("eventpoll " + ask.eventpoll() + " forgets file " + ask.file());
    }
    answer(ask.replyTo(), items.remove(ask.eventpoll(), ask.file()));
    return Behaviors.same();
  }

  private static void answer(ActorRef<? super Found> to, boolean yes) {
    to.tell(new Found(yes, Epitems.NONE, List.of()));
  }

  private Behavior<Message> onItems(Items ask) {
    ask.replyTo().tell(new Found(true, Epitems.NONE, items.watchedBy(ask.eventpoll())));
    return Behaviors.same();
  }

  private Behavior<Message> onWatcher(Watcher ask) {
    int watcher = items.watcherOf(ask.file());
    ask.replyTo().tell(new Found(watcher != Epitems.NONE, watcher, List.of()));
    return Behaviors.same();
  }

  private Behavior<Message> onClear(Clear news) {
    items.clear(news.eventpoll());
    return Behaviors.same();
  }

  private Behavior<Message> onLock(LockRequest ask) {
    locks.serve(ask);
    return Behaviors.same();
  }
}
