package org.fputlab.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a task waits for.
 *
 * @param resource what
 * @param shared whether it asks for a share (a reader) or for all of it
 * @param sleep how it sleeps
 * @param since when the wait began, in nanoseconds of the run
 * @param order the wait's number in the run: of two waits for one resource the lower is served
 *     first
 * @param until when a timer ends it at the latest, in nanoseconds of the run, or 0 where none does
 * @param group if not null, any live task of this group could end the wait, as any idle nfsd thread
 *     can serve an RPC
 */
public record Wait(
    Resource resource,
    boolean shared,
    Sleep sleep,
    long since,
    long order,
    long until,
    @Nullable String group) {

  /** The word of what somebody may bring about that sends signals. */
  public static final String SIGNAL = "signal";

  /** What that is called. */
  public static String signal(boolean fatal, String task) {
    return (fatal ? "SIGKILL to " : "a signal to ") + task;
  }

  /** Whether a timer ends it, whatever else happens. */
  public boolean isBounded() {
    return until > 0;
  }
}
