package org.fputlab.scenario.running;

import java.util.List;
import org.fputlab.fault.FaultSpec;
import org.fputlab.scenario.Scenario;

/** A run under way on the wall clock, to look at and to interfere with; from any thread. */
public interface LiveRun {

  /** What runs. */
  Scenario scenario();

  /** Under which policy, from which seed, and for how long. */
  RunOptions options();

  /** The newest state. */
  LiveState state();

  /** Tells {@code listener} of the events and findings so far, and of everything from now on. */
  void follow(LiveListener listener);

  /** Tells {@code listener} nothing more. */
  void unfollow(LiveListener listener);

  /**
   * Begins a fault now.
   *
   * @return its number in the run, from 1
   * @throws IllegalArgumentException if there is no such fault, or it cannot be put on that
   */
  int inject(FaultSpec fault);

  /** Lifts a fault; returns false where it is lifted already, unknown, or final. */
  boolean lift(int fault);

  /** Lifts all that can be; returns their numbers. */
  List<Integer> liftAll();

  /**
   * The tree of waits that the task of this name is part of, line by line; empty if it has none.
   */
  List<String> waitTree(String task);

  /** Has the actors take note of changed log levels. */
  void logLevelsChanged();

  /** Ends the run where it is, with its report. */
  void stop();
}
