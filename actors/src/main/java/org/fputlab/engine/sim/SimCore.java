package org.fputlab.engine.sim;

import akka.actor.ActorRef;
import akka.dispatch.Mailbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.fputlab.engine.Carrier;
import org.jspecify.annotations.Nullable;

/**
 * The heart of the simulated engine: runnable mailboxes, pending timers, virtual time, and a hash
 * of everything that was delivered. All of it belongs to one thread; work that comes from another
 * ends the run loudly.
 */
final class SimCore implements Carrier {

  /**
   * Akka makes dispatchers and schedulers from configuration, which can carry no object: cores are
   * found by name.
   */
  private static final Map<String, SimCore> CORES = new ConcurrentHashMap<>();

  private static final long PRIME = 0x100000001B3L;

  private final String name;
  private final Thread owner = Thread.currentThread();
  private final RunQueue<Mailbox> runnable = new RunQueue<>();
  private final TimerHeap timers = new TimerHeap();
  private Strategy strategy = Strategy.fifo();
  private long now;
  private long steps;
  private long hash;
  private @Nullable Consumer<Object> listener;
  private volatile @Nullable Throwable failure;
  private volatile boolean stopping;

  SimCore(String name) {
    this.name = name;
    CORES.put(name, this);
  }

  static SimCore named(String name) {
    SimCore core = CORES.get(name);
    if (core == null) {
      throw new IllegalStateException("no simulated engine named " + name);
    }
    return core;
  }

  void forget() {
    CORES.remove(name);
  }

  /** Starts a run: time, hash and counts from zero. */
  void begin(Strategy chosen) {
    checkThread();
    timers.clear();
    strategy = chosen;
    now = 0;
    steps = 0;
    hash = 0;
    listener = null;
    failure = null;
    stopping = false;
  }

  void runnable(Mailbox mailbox) {
    checkThread();
    runnable.add(mailbox);
  }

  void at(long delayNanos, Object who, @Nullable Object what) {
    checkThread();
    timers.add(now + Math.max(0, delayNanos), who, what);
  }

  /** Handles messages until none is left or the run fails, without moving time. */
  void settle() {
    while (runnable.size() > 0 && failure == null) {
      runnable.take(strategy.choose(runnable.size())).run();
    }
  }

  /** Handles messages until none is left, whatever fails: nothing of a run may reach the next. */
  void drain() {
    while (runnable.size() > 0) {
      runnable.take(0).run();
    }
  }

  /**
   * Handles messages and timers until {@code until}; time passes even when nothing is left to do. A
   * run that is stopped or fails stays where it is.
   *
   * @return whether anything was still to come
   */
  boolean runUntil(long until) {
    while (true) {
      settle();
      if (failure != null || stopping) {
        return true;
      }
      if (timers.isEmpty() || timers.nextAt() > until) {
        now = Math.max(now, until);
        return !timers.isEmpty();
      }
      fire();
    }
  }

  private void fire() {
    now = timers.nextAt();
    Object who = timers.nextTarget();
    Object what = timers.nextMessage();
    timers.removeNext();
    if (what == null) {
      ((Runnable) who).run();
    } else {
      ((ActorRef) who).tell(what, ActorRef.noSender());
    }
  }

  void clearTimers() {
    timers.clear();
  }

  /** Ends the run as failed; the first cause counts. Safe from any thread. */
  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** Asks the run to end where it is. Safe from any thread. */
  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  void checkThread() {
    if (Thread.currentThread() != owner) {
      IllegalStateException foreign =
          new IllegalStateException(
              "work arrived from thread "
                  + Thread.currentThread().getName()
                  + " in a simulated run");
      fail(foreign);
      throw foreign;
    }
  }

  @Override
  public long now() {
    return now;
  }

  void listen(Consumer<Object> to) {
    listener = to;
  }

  @Override
  public void delivered(int mailbox, Object message) {
    if (listener != null) {
      listener.accept(message);
    }
    steps++;
    long what = message.getClass().getName().hashCode();
    hash = (hash ^ (now + ((long) mailbox << 40) + what)) * PRIME;
    hash ^= hash >>> 29;
  }

  long steps() {
    return steps;
  }

  long hash() {
    return hash;
  }
}
