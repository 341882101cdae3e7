package org.fputlab.kernellog;

/**
 * One line of a log without what loggers, terminals and mail programs put before it.
 *
 * @param number its number in the file, from 1
 * @param text what the kernel printed, without blanks around it
 * @param clock the date and time before it as they stood there, or ""
 * @param seconds the kernel's own stamp, in seconds since boot, or NaN
 * @param caller who printed it (CONFIG_PRINTK_CALLER), as in {@code T59} or {@code C0}, or ""
 */
record LogLine(int number, String text, String clock, double seconds, String caller) {

  /** Whether a logger or the kernel put a time before it. */
  boolean isStamped() {
    return !clock.isEmpty() || !Double.isNaN(seconds);
  }

  boolean isBlank() {
    return text.isEmpty();
  }

  /** The same line with another text. */
  LogLine with(String other) {
    return new LogLine(number, other, clock, seconds, caller);
  }

  /** When it was printed, as a person would quote it, or "". */
  String when() {
    if (!clock.isEmpty()) {
      return clock;
    }
    return Double.isNaN(seconds) ? "" : String.format(java.util.Locale.ROOT, "%.3f s", seconds);
  }
}
