package org.fputlab.scenario.running;

import org.fputlab.engine.Journal;
import org.fputlab.watch.Finding;

/** Who follows a live run. All calls come between two messages of the run: they must be short. */
public interface LiveListener {

  /** Something notable happened. */
  default void event(Journal.Event event) {}

  /** Something was found, or what was found before has become worse. */
  default void finding(Finding finding) {}

  /** A new state to look at, some ten times a second of real time. */
  default void state(LiveState state) {}
}
