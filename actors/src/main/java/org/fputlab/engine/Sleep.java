package org.fputlab.engine;

/** How a task sleeps, which decides whether the kernel's own hung-task detector can see it. */
public enum Sleep {
  /** {@code TASK_UNINTERRUPTIBLE}: state D, reported by khungtaskd. */
  UNINTERRUPTIBLE("D"),
  /**
   * {@code TASK_KILLABLE}: state D in listings, but khungtaskd skips it (kernel/hung_task.c, v6.6).
   */
  KILLABLE("D"),
  /**
   * {@code TASK_INTERRUPTIBLE}, where a lock or an event is waited for: state S, never reported.
   */
  INTERRUPTIBLE("S"),
  /** {@code TASK_IDLE}, or a sleep by choice: state I, never reported. */
  IDLE("I"),
  /** It does not sleep but spins, for a spinlock: state R, which khungtaskd does not look at. */
  SPINNING("R");

  private final String letter;

  Sleep(String letter) {
    this.letter = letter;
  }

  /** Whether who waits for work sleeps so: nobody minds how long it lasts. */
  public boolean isForWork() {
    return this == INTERRUPTIBLE || this == IDLE;
  }

  /** The state letter of a task listing. */
  public String letter() {
    return letter;
  }
}
