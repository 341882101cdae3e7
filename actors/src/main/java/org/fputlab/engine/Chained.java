package org.fputlab.engine;

/**
 * A timer's message that belongs to one of several things its actor has under way, as a server has
 * calls. Where timers may fire in any order, those that one actor sets for another keep theirs;
 * with this only those of the same chain do.
 */
public interface Chained {

  /** The number of the thing, as of the call. */
  long chain();
}
