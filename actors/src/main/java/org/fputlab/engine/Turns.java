package org.fputlab.engine;

import akka.dispatch.Mailbox;

/**
 * Who hears of every turn of a run, in order. Together with seed and scenario the turns say all
 * that happened: random numbers come from the seed, and times from the timers.
 */
public interface Turns {

  /** Hears nothing. */
  Turns UNHEARD =
      new Turns() {
        @Override
        public void handled(Mailbox mailbox) {}

        @Override
        public void timerFired() {}

        @Override
        public void fromOutside(long at, String what) {}

        @Override
        public void ended(long at) {}
      };

  /** A mailbox is about to handle its next message. */
  void handled(Mailbox mailbox);

  /** Time is about to move to the next timer. */
  void timerFired();

  /** Somebody outside is about to do something to the run, as to begin a fault. */
  void fromOutside(long at, String what);

  /** The run ended. */
  void ended(long at);
}
