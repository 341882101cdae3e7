package org.fputlab.engine;

import akka.actor.ActorCell;
import akka.actor.typed.Behavior;
import akka.actor.typed.ExtensibleBehavior;
import akka.actor.typed.Signal;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.internal.adapter.ActorAdapter;
import akka.actor.typed.internal.adapter.ActorContextAdapter;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.util.control.NonFatal;

/**
 * What the actors of one class do with each message and signal, as Akka's own builder of behaviors
 * has it; but made once for all of them, and a message's handler is found by the number of its
 * class.
 *
 * <p>A turn goes to the handler straight away. On Akka's own way there each message is tested for
 * being one of several interfaces, which it mostly is not, and before JDK 23 that cost as much as
 * handling it. Whatever is more than the next message for an actor that goes on, Akka does itself.
 * The reasons and the price are in docs/decisions/0009-a-turn-goes-straight-to-its-handler.md.
 *
 * @param <A> the class that handles them
 * @param <M> what its actor can be told
 */
public final class ReceiveTable<A, M> {

  /**
   * Handles messages of one class.
   *
   * @param <A> the class that handles them
   * @param <T> their class
   * @param <M> what its actor can be told
   */
  @FunctionalInterface
  public interface Handler<A, T, M> {

    /** Handles one; returns how the actor goes on. */
    Behavior<M> handle(A actor, T message);
  }

  private static final Behavior<?> SAME = Behaviors.same();

  private record Row<A, M>(Class<?> type, Handler<A, Object, M> handler) {}

  private final List<Row<A, M>> messages;
  private final List<Row<A, M>> signals;
  private final Handler<A, Object, M> unhandled = (actor, message) -> Behaviors.unhandled();

  /** By the numbers of kinds, as far as they were asked for. */
  private volatile @Nullable Handler<A, Object, M>[] handlers = handlers(0);

  private ReceiveTable(Rows<A, M> rows) {
    this.messages = List.copyOf(rows.messages);
    this.signals = List.copyOf(rows.signals);
  }

  @SuppressWarnings("unchecked") // of an array that holds nothing yet
  private static <A, M> @Nullable Handler<A, Object, M>[] handlers(int room) {
    return (@Nullable Handler<A, Object, M>[]) new @Nullable Handler<?, ?, ?>[room];
  }

  /** A table without rows so far. */
  public static <A, M> Rows<A, M> rows() {
    return new Rows<>();
  }

  /**
   * The rows of a table in the making; of those that fit a message the first counts.
   *
   * @param <A> the class that handles them
   * @param <M> what its actor can be told
   */
  public static final class Rows<A, M> {

    private final List<Row<A, M>> messages = new ArrayList<>();
    private final List<Row<A, M>> signals = new ArrayList<>();

    private Rows() {}

    /** What is done with messages of this type. */
    public <T extends M> Rows<A, M> onMessage(Class<T> type, Handler<A, T, M> handler) {
      messages.add(row(type, handler));
      return this;
    }

    /** What is done with signals of this type. */
    public <T extends Signal> Rows<A, M> onSignal(Class<T> type, Handler<A, T, M> handler) {
      signals.add(row(type, handler));
      return this;
    }

    @SuppressWarnings("unchecked") // it is given nothing that is not of its row's type
    private static <A, T, M> Row<A, M> row(Class<T> type, Handler<A, T, M> handler) {
      return new Row<>(type, (Handler<A, Object, M>) handler);
    }

    /** The table. */
    public ReceiveTable<A, M> build() {
      return new ReceiveTable<>(this);
    }
  }

  /** An actor that does as this table says. */
  public Behavior<M> of(A actor) {
    return new Served<>(this, actor);
  }

  private Handler<A, Object, M> handler(MessageKind kind) {
    @Nullable Handler<A, Object, M>[] known = handlers;
    int number = kind.number();
    Handler<A, Object, M> handler = number < known.length ? known[number] : null;
    return handler == null ? find(kind) : handler;
  }

  private synchronized Handler<A, Object, M> find(MessageKind kind) {
    Handler<A, Object, M> found = first(messages, kind.type());
    @Nullable Handler<A, Object, M>[] more =
        Arrays.copyOf(handlers, Math.max(handlers.length, kind.number() + 1));
    more[kind.number()] = found;
    handlers = more;
    return found;
  }

  private Handler<A, Object, M> first(List<Row<A, M>> among, Class<?> type) {
    for (Row<A, M> row : among) {
      if (row.type().isAssignableFrom(type)) {
        return row.handler();
      }
    }
    return unhandled;
  }

  /**
   * Has an actor handle a message that its mailbox let through.
   *
   * @return whether that is done; else nothing of it is, and Akka is to have it handled
   */
  static boolean handle(ActorCell cell, Object message) {
    MessageKind kind = MessageKind.of(message);
    if (kind.isAkkas()
        || !(cell.actor() instanceof ActorAdapter<?> adapter)
        || !(adapter.currentBehavior() instanceof Served<?, ?> served)) {
      return false;
    }
    try {
      served.take(adapter, kind, message);
    } catch (Throwable failed) {
      if (!NonFatal.apply(failed)) {
        throw failed;
      }
      cell.handleInvokeFailure(scala.collection.immutable.List$.MODULE$.empty(), failed);
    }
    return true;
  }

  /** How an actor goes on after a message that it has handled: a message of its own, for Akka. */
  private record Handled(Object message, Behavior<?> next) {

    /** As it shows where nobody handles it. */
    @Override
    public String toString() {
      return message.toString();
    }
  }

  /** An actor that does as a table says. */
  private static final class Served<A, M> extends ExtensibleBehavior<M> {

    private final ReceiveTable<A, M> table;
    private final A actor;

    Served(ReceiveTable<A, M> table, A actor) {
      this.table = table;
      this.actor = actor;
    }

    @SuppressWarnings("unchecked") // the adapter's behavior is this one
    void take(ActorAdapter<?> adapter, MessageKind kind, Object message) {
      Behavior<M> next;
      ActorContextAdapter<?> context = adapter.ctx();
      context.setCurrentActorThread();
      try {
        next = table.handler(kind).handle(actor, message);
      } finally {
        context.clearCurrentActorThread();
      }
      if (next instanceof Served<?, M>) {
        ((ActorAdapter<M>) adapter)
            .akka$actor$typed$internal$adapter$ActorAdapter$$behavior_$eq(next);
      } else if (next != SAME) {
        adapter.aroundReceive(adapter.receive(), new Handled(message, next));
      }
    }

    @Override
    @SuppressWarnings("unchecked") // it is how this actor goes on
    public Behavior<M> receive(TypedActorContext<M> context, M message) {
      return (Object) message instanceof Handled done
          ? (Behavior<M>) done.next()
          : table.handler(MessageKind.of(message)).handle(actor, message);
    }

    @Override
    public Behavior<M> receiveSignal(TypedActorContext<M> context, Signal signal) {
      return table.first(table.signals, signal.getClass()).handle(actor, signal);
    }
  }
}
