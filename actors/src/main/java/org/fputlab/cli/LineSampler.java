package org.fputlab.cli;

import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the lines of a log that are shown where there are more in a second than somebody can
 * read: each so-many-th, by how many there were in the second before, and never more than so many
 * in a second. Tells afterwards how many were left out. Safe from any thread.
 */
final class LineSampler {

  private static final long SECOND = 1_000_000_000L;

  /** Aimed at this much of the limit, so that a few lines more do not exhaust it. */
  private static final double AIM = 0.8;

  private static final String[] ENDINGS = {"th", "st", "nd", "rd"};

  private final long limit;
  private long begun;
  private long came;
  private long shown;
  private long every = 1;
  private boolean exhausted;

  /**
   * @param linesPerSecond as many are shown in a second at most
   * @param now when it begins, in nanoseconds of a clock that is asked for with each line
   */
  LineSampler(long linesPerSecond, long now) {
    this.limit = linesPerSecond;
    this.begun = now;
  }

  /** Whether the line that comes now is shown. */
  synchronized boolean shows() {
    came++;
    if (came % every != 0) {
      return false;
    }
    if (shown == limit) {
      exhausted = true;
      return false;
    }
    shown++;
    return true;
  }

  /**
   * There was no room for a line that was to be shown.
   *
   * @param isNews whether it was to be shown in any case, without asking here
   */
  synchronized void lost(boolean isNews) {
    if (isNews) {
      came++;
    } else {
      shown--;
    }
    exhausted = true;
  }

  /** What to say of the lines left out, if a second is over since that was last asked. */
  synchronized Optional<String> leftOut(long now) {
    return now - begun < SECOND ? Optional.empty() : next(now);
  }

  /** The same at the end, whenever that is. */
  synchronized Optional<String> leftOutAtLast(long now) {
    return next(now);
  }

  private Optional<String> next(long now) {
    long seconds = Math.max(1, Math.round((now - begun) / (double) SECOND));
    Optional<String> text = came == shown ? Optional.empty() : Optional.of(text(seconds));
    double perSecond = came / (double) seconds;
    every = perSecond <= limit ? 1 : (long) Math.ceil(perSecond / (AIM * limit));
    begun = now;
    came = 0;
    shown = 0;
    exhausted = false;
    return text;
  }

  private String text(long seconds) {
    return String.format(
        Locale.ROOT,
        "... %,d more %s in the last %s (sampled: %s)",
        came - shown,
        came - shown == 1 ? "line" : "lines",
        seconds == 1 ? "second" : seconds + " seconds",
        exhausted
            ? String.format(Locale.ROOT, "%,d of %,d shown", shown, came)
            : "every " + ordinal(every) + " shown");
  }

  private static String ordinal(long number) {
    boolean teen = number / 10 % 10 == 1;
    int last = (int) (teen ? 0 : number % 10);
    return String.format(Locale.ROOT, "%,d%s", number, last < 4 ? ENDINGS[last] : ENDINGS[0]);
  }
}
