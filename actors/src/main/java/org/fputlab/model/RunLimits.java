package org.fputlab.model;

import java.util.Map;

/**
 * How often each task runs, and each client calls, before it rests. It rests as if its next time
 * never came: it has not ended, and what it might yet do nobody may rule out.
 *
 * @param each for all that are not named; 0 for no limit
 * @param named for tasks and clients by name, where they are to run less often
 */
public record RunLimits(long each, Map<String, Long> named) {

  /** Everybody runs as often as their program says. */
  public static final RunLimits NONE = new RunLimits(0, Map.of());

  public RunLimits {
    named = Map.copyOf(named);
  }

  /** Whether there is any limit. */
  public boolean isAny() {
    return each > 0;
  }

  /** Whether whoever has this name rests after so many runs. */
  public boolean rests(String name, long runs) {
    return each > 0 && runs >= named.getOrDefault(name, each);
  }
}
