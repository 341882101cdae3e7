package org.fputlab.model;

import java.util.Locale;

/** What may end a sleep before its time, as the word that goes to sleep says. */
public enum Sleeping {
  /** Nothing. */
  UNINTERRUPTIBLE,
  /** A fatal signal. */
  KILLABLE,
  /** Any signal. */
  INTERRUPTIBLE,
  /** Nothing, and nobody minds: {@code TASK_IDLE}, of who waits for work. */
  IDLE;

  /** The word that sleeps so, as in {@code mutex_lock_interruptible}. */
  public String word(String plain) {
    return this == UNINTERRUPTIBLE ? plain : plain + "_" + name().toLowerCase(Locale.ROOT);
  }

  /** What {@link #word} made the word from. */
  public static String plain(String word) {
    for (Sleeping each : values()) {
      String end = each.word("");
      if (!end.isEmpty() && word.endsWith(end)) {
        return word.substring(0, word.length() - end.length());
      }
    }
    return word;
  }
}
