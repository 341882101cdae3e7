package org.fputlab.engine.sim;

import akka.dispatch.Mailbox;
import org.fputlab.engine.Core;
import org.fputlab.engine.EngineDispatcher;
import org.fputlab.engine.RecordingReader;

/**
 * The simulated engine's core: runnable mailboxes and virtual time. All of it belongs to one
 * thread, whose every doing is a turn.
 */
final class SimCore extends Core {

  private final Thread owner = Thread.currentThread();
  private final RunQueue<Mailbox> runnable = new RunQueue<>();
  private Strategy strategy = Strategy.fifo();

  /** Starts a run: time, hash and counts from zero. */
  void begin(Strategy chosen) {
    beginRun();
    strategy = chosen;
  }

  @Override
  public void runnable(Mailbox mailbox, EngineDispatcher dispatcher) {
    checkTurn();
    runnable.add(mailbox);
  }

  /** Handles messages until none is left or the run is over, without moving time. */
  void settle() {
    while (runnable.size() > 0 && !isOver()) {
      EngineDispatcher.turn(runnable.take(strategy.choose(runnable.size())));
    }
  }

  /** Whether no message is on its way. */
  boolean isAtRest() {
    return runnable.size() == 0;
  }

  /** Handles messages until none is left, whatever fails: nothing of a run may reach the next. */
  void drain() {
    while (runnable.size() > 0) {
      EngineDispatcher.turn(runnable.take(0));
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
