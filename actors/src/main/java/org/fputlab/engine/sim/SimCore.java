package org.fputlab.engine.sim;

import akka.dispatch.Mailbox;
import java.util.function.Consumer;
import org.fputlab.engine.Core;
import org.fputlab.engine.EngineDispatcher;
import org.fputlab.engine.GatedQueue;
import org.fputlab.engine.Mailboxes;
import org.fputlab.engine.RecordingReader;
import org.jspecify.annotations.Nullable;

/**
 * The simulated engine's core: runnable mailboxes and virtual time. All of it belongs to one
 * thread, whose every doing is a turn.
 */
final class SimCore extends Core {

  private final Thread owner = Thread.currentThread();

  /** Of these one is chosen: in a run that is explored tasks' alone, in every other all. */
  private final RunQueue<Mailbox> runnable = new RunQueue<>();

  /** In a run that is explored, those of subsystems, whose turns nobody chooses. */
  private final RunQueue<Mailbox> subsystems = new RunQueue<>();

  /** In a run that is explored, those with what is Akka's own affair. */
  private final RunQueue<Mailbox> housekeeping = new RunQueue<>();

  private final Openings open = new Openings(runnable, this::now);
  private Strategy strategy = Strategy.fifo();

  /** Timers of a run under any timing; null in every other. */
  private @Nullable FreeTimers free;

  private boolean explores;
  private int turnOf = FreeTimers.OUTSIDE;

  /** Starts a run: time, hash and counts from zero. */
  void begin(Strategy chosen, Mailboxes mailboxes) {
    strategy = chosen;
    Timing timing = chosen.explores();
    explores = timing != null;
    free = timing == Timing.ANY ? new FreeTimers(mailboxes, this::now, () -> turnOf) : null;
    open.begin(free);
    if (free == null) {
      beginRun();
    } else {
      beginRun(free);
    }
  }

  @Override
  public void runnable(Mailbox mailbox, EngineDispatcher dispatcher) {
    checkTurn();
    queueFor(mailbox).add(mailbox);
  }

  private RunQueue<Mailbox> queueFor(Mailbox mailbox) {
    if (!explores) {
      return runnable;
    }
    if (EngineDispatcher.isHousekeeping(mailbox)) {
      return housekeeping;
    }
    boolean isTasks = mailbox.messageQueue() instanceof GatedQueue queue && queue.isTasks();
    return isTasks ? runnable : subsystems;
  }

  /** Handles messages until none is left or the run is over, without moving time. */
  void settle() {
    if (explores) {
      explore(Long.MAX_VALUE);
      return;
    }
    while (runnable.size() > 0 && !isOver()) {
      EngineDispatcher.turn(runnable.take(strategy.choose(open)));
    }
  }

  /**
   * Takes turns, and under any timing fires timers, until nothing of that is left, the run is over,
   * or so many turns were taken.
   *
   * @return how many turns were taken
   */
  private long explore(long most) {
    long turns = keepHouse(most);
    while (open.size() > 0 && !isOver() && turns < most) {
      int place = strategy.choose(open);
      if (place == Strategy.GIVE_UP) {
        stop();
        return turns;
      }
      take(place);
      turns++;
      turns += keepHouse(most - turns);
    }
    return turns;
  }

  private void take(int place) {
    Option chosen = open.option(place);
    Object message = open.message(place);
    if (place < runnable.size()) {
      turn(runnable.take(place), EngineDispatcher::turn);
    } else if (free != null) {
      free.choose(place - runnable.size());
      fire();
    }
    strategy.taken(chosen, message);
  }

  private void turn(Mailbox mailbox, Consumer<Mailbox> what) {
    if (mailbox.messageQueue() instanceof GatedQueue queue) {
      turnOf = queue.number();
    }
    what.accept(mailbox);
    turnOf = FreeTimers.OUTSIDE;
  }

  /**
   * Does what is nobody's choice: what Akka itself has to do, what was set for no time at all, and
   * what subsystems do. These never block, so what a task asks of one is done in the task's own
   * time, as where a kernel thread calls a function.
   *
   * @return how many turns of subsystems it took, no more than {@code most}
   */
  private long keepHouse(long most) {
    long turns = 0;
    while (!isOver()) {
      if (housekeeping.size() > 0) {
        turn(housekeeping.take(0), EngineDispatcher::keepHouse);
      } else if (subsystems.size() > 0 && turns < most) {
        turn(subsystems.take(0), EngineDispatcher::turn);
        turns++;
      } else if (free != null && free.isDue()) {
        fire();
      } else {
        return turns;
      }
    }
    return turns;
  }

  /**
   * Explores the run to its end: until no message is on its way and no timer pending.
   *
   * @param most how many turns it may take
   * @return whether it came to its end
   */
  boolean toEnd(long most) {
    long left = most;
    while (left > 0 && !isOver()) {
      left -= explore(left);
      if (open.size() > 0 || subsystems.size() > 0 || isOver()) {
        return false;
      }
      if (!hasTimers()) {
        return true;
      }
      fire();
      left--;
    }
    return false;
  }

  /** Whether no message is on its way. */
  boolean isAtRest() {
    return runnable.size() == 0 && subsystems.size() == 0;
  }

  /** Handles messages until none is left, whatever fails: nothing of a run may reach the next. */
  void drain() {
    while (drainOne(housekeeping) || drainOne(subsystems) || drainOne(runnable)) {
      // each may have sent to another
    }
  }

  private static boolean drainOne(RunQueue<Mailbox> queue) {
    if (queue.size() == 0) {
      return false;
    }
    EngineDispatcher.turn(queue.take(0));
    return true;
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
      if (isOver()) {
        return true;
      }
      if (!hasTimers() || nextTimerAt() > until) {
        passTo(until);
        return hasTimers();
      }
      fire();
    }
  }

  /**
   * Takes the recorded turns, and no others.
   *
   * @return whether no message is on its way any more
   */
  boolean replay(RecordingReader turns, RecordingReader.Outside outside) {
    while (failure() == null) {
      switch (turns.next()) {
        case HANDLED -> EngineDispatcher.turn(runnable.take(recorded(turns)));
        case TIMER -> fireAgain(turns);
        case OUTSIDE -> {
          passTo(turns.at());
          outside.again(turns.what());
        }
        case ENDED -> {
          passTo(turns.at());
          return runnable.size() == 0;
        }
        case CUT -> {
          stop();
          return false;
        }
      }
    }
    return false;
  }

  private int recorded(RecordingReader turns) {
    int place = runnable.find(turns::isOf);
    if (place < 0) {
      throw new RecordingReader.Mismatch(
          "turn " + turns.turns() + " is one of a mailbox that has nothing to handle here");
    }
    return place;
  }

  private void fireAgain(RecordingReader turns) {
    if (runnable.size() > 0 || !hasTimers()) {
      throw new RecordingReader.Mismatch(
          "turn " + turns.turns() + " is a timer's, which is not due here");
    }
    fire();
  }

  @Override
  protected boolean interruptsTasks() {
    return explores;
  }

  @Override
  public boolean usesThreads() {
    return false;
  }

  @Override
  public void checkTurn() {
    if (Thread.currentThread() != owner) {
      throw foreign("in a simulated run");
    }
  }
}
