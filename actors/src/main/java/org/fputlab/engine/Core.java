package org.fputlab.engine;

import akka.actor.ActorRef;
import akka.dispatch.Mailbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The heart of an engine: the time of the run, pending timers, and a hash of everything that was
 * delivered. Whatever changes it happens in a <em>turn</em>: one at a time, in an order that the
 * engine chooses; what comes from outside a turn ends the run loudly.
 */
public abstract class Core implements Carrier {

  /**
   * Akka makes dispatchers and schedulers from configuration, which can carry no object: cores are
   * found by name.
   */
  private static final Map<String, Core> CORES = new ConcurrentHashMap<>();

  private static final long PRIME = 0x100000001B3L;

  private final TimerHeap byTime = new TimerHeap();
  private Timers timers = byTime;
  private long now;
  private long steps;
  private long underWay;
  private long sent;
  private @Nullable Standstill standstill;
  private long hash;
  private @Nullable Consumer<Object> listener;
  private volatile @Nullable Throwable failure;
  private volatile boolean stopping;

  /** Lets Akka find this core by the engine's name. */
  final void register(String name) {
    CORES.put(name, this);
  }

  static Core named(String name) {
    Core core = CORES.get(name);
    if (core == null) {
      throw new IllegalStateException("no engine named " + name);
    }
    return core;
  }

  /** Has turns counted from now on. */
  final void count(Standstill turns) {
    standstill = turns;
    turns.clear(this::stop);
  }

  /** Forgets the engine of this name. */
  static void forget(String name) {
    CORES.remove(name);
  }

  /** Starts a run: time, hash and counts from zero. Timers fire in order of time. */
  protected final void beginRun() {
    beginRun(byTime);
  }

  /** The same where {@code pending} says which timer is the next. */
  protected final void beginRun(Timers pending) {
    checkTurn();
    timers.clear();
    timers = pending;
    timers.clear();
    now = 0;
    steps = 0;
    underWay = 0;
    sent = 0;
    if (standstill != null) {
      standstill.clear(this::stop);
    }
    hash = 0;
    listener = null;
    failure = null;
    stopping = false;
  }

  /** Fails the run loudly where this is no turn of it. */
  public abstract void checkTurn();

  /** Takes in a mailbox that has something to handle. */
  public abstract void runnable(Mailbox mailbox, EngineDispatcher dispatcher);

  /** Whether mailboxes are run by the dispatcher's own threads. */
  public abstract boolean usesThreads();

  /** Fails the run because {@code what} came from a thread that has no turn. */
  protected final IllegalStateException foreign(String what) {
    IllegalStateException foreign =
        new IllegalStateException(
            "work arrived from thread " + Thread.currentThread().getName() + " " + what);
    fail(foreign);
    return foreign;
  }

  /**
   * Sets a timer.
   *
   * @param who an actor that is to be told {@code what}, or a task to run where that is null
   */
  public final void at(long delayNanos, Object who, @Nullable Object what) {
    checkTurn();
    timers.add(now + Math.max(0, delayNanos), who, what);
  }

  protected final boolean hasTimers() {
    return !timers.isEmpty();
  }

  /** Of how many pending timers nobody says what may come of them. */
  final int unforeseenTimers() {
    return timers.unforeseen();
  }

  /** When the next timer is due, in nanoseconds of the run. */
  protected final long nextTimerAt() {
    return timers.nextAt();
  }

  /** Moves time to the next timer, if it is not past that already, and has it fire. */
  protected final void fire() {
    passTo(timers.nextAt());
    Object who = timers.nextTarget();
    Object what = timers.nextMessage();
    timers.removeNext();
    if (what == null) {
      ((Runnable) who).run();
    } else {
      ((ActorRef) who).tell(what, ActorRef.noSender());
    }
  }

  /** Lets time pass until {@code until}, if that is not past already. */
  protected final void passTo(long until) {
    moveTo(Math.max(now, until));
  }

  private void moveTo(long when) {
    if (when != now) {
      now = when;
      if (standstill != null) {
        standstill.timePassed(when, underWay + timers.size());
      }
    }
  }

  /** Ends the run as failed; the first cause counts. Safe from any thread. */
  public final void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** Asks the run to end where it is. Safe from any thread. */
  public final void stop() {
    stopping = true;
  }

  public final boolean isStopping() {
    return stopping;
  }

  public final @Nullable Throwable failure() {
    return failure;
  }

  /** Whether the run was stopped or has failed. */
  public final boolean isOver() {
    return stopping || failure != null;
  }

  @Override
  public final long now() {
    return now;
  }

  /** Calls {@code to} with every message from now on, before it is handled. */
  public final void listen(Consumer<Object> to) {
    listener = to;
  }

  @Override
  public final void arrived() {
    underWay++;
    sent++;
  }

  @Override
  public final void delivered(int mailbox, Object message) {
    underWay--;
    if (standstill != null) {
      standstill.turn(mailbox);
    }
    if (listener != null) {
      listener.accept(message);
    }
    steps++;
    MessageKind kind = MessageKind.of(message);
    long what = kind.nameHash() ^ kind.content(message);
    hash = (hash ^ (now + ((long) mailbox << 40) + what)) * PRIME;
    hash ^= hash >>> 29;
  }

  /** Messages sent so far. */
  final long sent() {
    return sent;
  }

  /** Whether others may come in between two steps of a task. */
  protected boolean interruptsTasks() {
    return false;
  }

  /** Messages handled so far. */
  public final long steps() {
    return steps;
  }

  /** A hash of every delivery so far: which mailbox, which message, what it said, when. */
  public final long hash() {
    return hash;
  }
}
