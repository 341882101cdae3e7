package org.fputlab.watch;

import java.util.Locale;

/** What a run comes to. A later one outweighs an earlier one. */
public enum Verdict {
  /** Nothing to report. */
  OK,
  /** Somebody waits longer than the limit, but something could still end the wait. */
  WAITS,
  /** A queue grows without bound. */
  GROWS,
  /** Time stands still: tasks take turn after turn at one instant, and the run was ended. */
  SPINS,
  /** Tasks wait for one another forever, proven. */
  DEADLOCK,
  /**
   * The kernel dies: a stack has no room left, what was freed is used, or it sleeps where it must
   * not.
   */
  CRASHES,
  /** The run ended before anything could be concluded. */
  INCONCLUSIVE;

  /** The verdict as scenario files and reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
