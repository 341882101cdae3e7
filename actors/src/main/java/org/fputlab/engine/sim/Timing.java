package org.fputlab.engine.sim;

/** How far a run is bound to the times that its timers were set for. */
public enum Timing {

  /** Timers fire in order of time, when nothing is runnable. */
  DRAWN,

  /**
   * A timer fires at any time, before what is runnable or after it. Only those that one actor set
   * for another keep their order, or of these those of one chain ({@link
   * org.fputlab.engine.Chained}); one set for no time at all fires at once. Time never runs back.
   */
  ANY
}
