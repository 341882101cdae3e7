package org.fputlab.model;

/**
 * A signal that one task sends another. {@code SIGKILL} is fatal; for every other the task is taken
 * to have a handler, so that it interrupts a system call and ends nothing else.
 *
 * <p>Mirrors {@code signal_pending_state} (include/linux/sched/signal.h, v6.6): a fatal signal ends
 * a killable and an interruptible sleep, any other only the latter. Leaves out signals that are
 * blocked or ignored, and those whose default is to kill.
 */
public enum Signal {
  SIGKILL,
  SIGINT,
  SIGTERM,
  SIGALRM,
  SIGUSR1,
  SIGUSR2;

  /** Whether whoever gets it ends. */
  public boolean isFatal() {
    return this == SIGKILL;
  }

  /** Whether it ends a sleep of this kind. */
  public boolean ends(Sleeping how) {
    return how == Sleeping.INTERRUPTIBLE || (how == Sleeping.KILLABLE && isFatal());
  }
}
