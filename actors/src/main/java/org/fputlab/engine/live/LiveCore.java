package org.fputlab.engine.live;

import akka.dispatch.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.fputlab.engine.Core;
import org.fputlab.engine.EngineDispatcher;
import org.fputlab.engine.Pace;
import org.fputlab.engine.Turns;
import org.jspecify.annotations.Nullable;

/**
 * The live engine's core. Mailboxes are run by the dispatcher's threads, in the order in which
 * those come to it, one at a time: a turn. A timer fires when its time has come by the wall clock
 * and no message is on its way any more; time moves then and only then. So a step of 20 us takes 20
 * us of the run whatever the operating system's timers can do, and the order of turns is all there
 * is to record.
 */
final class LiveCore extends Core {

  private static final String OUTSIDE_A_TURN = "outside a turn of a live run";

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition quiet = turn.newCondition();
  private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
  private final List<Runnable> afterTheEnd = new ArrayList<>();
  private final Wakes wakes;
  private WallClock clock;
  private double speed = 1;
  private boolean ticking;
  private Turns turns = Turns.UNHEARD;
  private int runnable;
  private long quietMoments;
  private boolean running;
  private CountDownLatch over = new CountDownLatch(1);

  LiveCore(Wakes wakes) {
    this.wakes = wakes;
    this.clock = new WallClock(System::nanoTime, speed);
  }

  /**
   * Starts a run: time, hash and counts from zero. The clock starts when all actors have started.
   * To be called in a turn.
   */
  void begin(double wanted, Turns heardBy) {
    beginRun();
    speed = wanted;
    ticking = false;
    turns = heardBy;
    over = new CountDownLatch(1);
    running = true;
  }

  /** Ends a run: what its actors still have to do is done, and time stands still. */
  void end() {
    beginRun();
    turns = Turns.UNHEARD;
    running = false;
    afterTheEnd.forEach(Runnable::run);
    afterTheEnd.clear();
  }

  @Override
  public void runnable(Mailbox mailbox, EngineDispatcher dispatcher) {
    checkTurn();
    runnable++;
    dispatcher.executorService().execute(() -> take(mailbox, dispatcher));
  }

  private void take(Mailbox mailbox, EngineDispatcher dispatcher) {
    turn.lock();
    try {
      if (running && isOver()) {
        afterTheEnd.add(
            () -> dispatcher.executorService().execute(() -> take(mailbox, dispatcher)));
        return;
      }
      orFail(
          () -> {
            turns.handled(mailbox);
            EngineDispatcher.turn(mailbox);
          });
      runnable--;
      if (runnable == 0) {
        quietMoments++;
        quiet.signalAll();
        advance();
      }
    } finally {
      leave();
    }
  }

  /** What goes wrong in a turn ends the run; whoever waits for a turn must not wait forever. */
  private void orFail(Runnable what) {
    try {
      what.run();
    } catch (Throwable broken) {
      fail(broken);
    }
  }

  /** Has timers fire whose time has come, until one gives somebody something to handle. */
  private void advance() {
    if (!ticking) {
      clock = new WallClock(System::nanoTime, speed);
      ticking = running;
    }
    while (running && runnable == 0 && !isOver() && hasTimers()) {
      long due = nextTimerAt();
      if (due > clock.now()) {
        wakes.wakeIn(clock.until(due), this::wake);
        return;
      }
      clock.behind(due);
      orFail(
          () -> {
            turns.timerFired();
            fire();
          });
    }
  }

  private void wake() {
    turn.lock();
    try {
      advance();
    } finally {
      leave();
    }
  }

  /** Gives others their turn; nobody who asked for one in the meantime is forgotten. */
  private void leave() {
    do {
      serveRequests();
      if (running && isOver()) {
        over.countDown();
        quiet.signalAll();
      }
      turn.unlock();
    } while (!requests.isEmpty() && turn.tryLock());
  }

  private void serveRequests() {
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
      advance();
    }
  }

  /** Does {@code what} in a turn of its own and waits for what comes of it. */
  <T extends @Nullable Object> T inTurn(Supplier<T> what) {
    if (turn.isHeldByCurrentThread()) {
      return what.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    request(
        () -> {
          try {
            answer.complete(what.get());
          } catch (Throwable failed) {
            answer.completeExceptionally(failed);
          }
        });
    try {
      return answer.join();
    } catch (java.util.concurrent.CompletionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /** Does {@code what} in a turn of its own, without waiting for it; not after the end of a run. */
  void soon(Runnable what) {
    request(
        () -> {
          if (running && !isOver()) {
            orFail(what);
          }
        });
  }

  private void request(Runnable what) {
    requests.add(what);
    if (turn.tryLock()) {
      leave();
    }
  }

  /** Takes note of what somebody outside is about to do; time moves to now. */
  void fromOutside(String what) {
    checkTurn();
    if (runnable == 0) {
      passTo(hasTimers() ? Math.min(clock.now(), nextTimerAt()) : clock.now());
    }
    turns.fromOutside(now(), what);
  }

  /** Waits for a moment at which no message is on its way, or the end of the run. */
  void awaitQuiet() {
    turn.lock();
    try {
      long before = quietMoments;
      while (runnable > 0 && quietMoments == before && !(running && isOver())) {
        quiet.awaitUninterruptibly();
      }
    } finally {
      leave();
    }
  }

  /** Waits until the run is over. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Tells the turns' listener of the end; returns whether no message was on its way. */
  boolean ended() {
    checkTurn();
    turns.ended(now());
    return runnable == 0;
  }

  /** How the run keeps up. To be called in a turn. */
  Pace pace() {
    long due = runnable == 0 && hasTimers() ? nextTimerAt() : now();
    return clock.pace(now(), isOver() ? Long.MAX_VALUE : due);
  }

  @Override
  public boolean usesThreads() {
    return true;
  }

  @Override
  public void checkTurn() {
    if (!turn.isHeldByCurrentThread()) {
      IllegalStateException foreign = foreign(OUTSIDE_A_TURN);
      request(() -> {});
      throw foreign;
    }
  }
}
