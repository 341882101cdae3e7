package org.fputlab.kernellog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a line of {@code /proc/lockdep}, {@code /proc/lockdep_chains} and {@code
 * /proc/lockdep_stats} (kernel/locking/lockdep_proc.c, 4.14 to 6.19).
 */
final class ProcLines {

  static final String CLASSES_HEAD = "all lock classes:";
  static final String CHAINS_HEAD = "all lock chains:";
  static final String CONTEXT = "irq_context: ";
  static final String FIRST_STAT = "lock-classes:";

  /** The longest that a kernel was seen to print, a macro's whole text, has 560 characters. */
  private static final int LONGEST_NAME = 2_000;

  /** Hashed or not; before there is enough randomness to hash it with, a word. */
  private static final String POINTER = "([0-9a-f]{8}|[0-9a-f]{16}|\\(_{4}ptrval_{4}\\))";

  private static final Pattern CLASS =
      Pattern.compile(
          POINTER
              + "(?: OPS: *\\d{1,18})?"
              + "(?: FD: *(\\d{1,9}) BD: *(\\d{1,9}))?(?: ([.+?-]{4}|[.+?-]{6}))?: (\\S.*)");

  private static final Pattern LINK = Pattern.compile("-> \\[" + POINTER + "\\] (\\S.*)");
  private static final Pattern CHAINED = Pattern.compile("\\[" + POINTER + "\\] (\\S.*)");
  private static final Pattern CONTEXTS =
      Pattern.compile("irq_context: ([0-3]|hardirq|softirq|hardirq\\|softirq)");
  private static final Pattern STAT =
      Pattern.compile("([a-z][-a-z_/() ]{2,39}): +(\\d{1,18})(?: \\[max: \\d{1,18}\\])?");

  /** What only another line's beginning in the middle of this one can be. */
  private static final Pattern JOINED =
      Pattern.compile(
          ".*([FB]D:|-> \\[|irq_context:|[0-9a-f]{3,}\\] |\\[ *\\d+\\.\\d{6}\\]"
              + "|\\d\\d:\\d\\d:\\d\\d|\\p{Cntrl}|\ufffd).*");

  private ProcLines() {}

  /**
   * A line that names a class.
   *
   * @param forward of {@code FD:}, or -1
   * @param backward of {@code BD:}, or -1
   */
  record Head(ProcLock lock, long forward, long backward, String usage) {}

  static @Nullable Head head(String text) {
    Matcher line = CLASS.matcher(text);
    if (!line.matches() || !isName(line.group(5))) {
      return null;
    }
    String usage = line.group(4);
    return new Head(
        ProcLock.of(line.group(1), line.group(5)),
        count(line.group(2)),
        count(line.group(3)),
        usage == null ? "" : usage);
  }

  private static long count(@Nullable String digits) {
    return digits == null ? -1 : Long.parseLong(digits);
  }

  /** The class behind an arrow, or null. */
  static @Nullable ProcLock link(String text) {
    return text.startsWith("-> [") ? named(LINK.matcher(text)) : null;
  }

  /** A class of a chain, or null. */
  static @Nullable ProcLock chained(String text) {
    return text.startsWith("[") ? named(CHAINED.matcher(text)) : null;
  }

  private static @Nullable ProcLock named(Matcher line) {
    return line.matches() && isName(line.group(2))
        ? ProcLock.of(line.group(1), line.group(2))
        : null;
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && !JOINED.matcher(name).matches();
  }

  /** Of the line before a chain, in which kind of interrupt it was; or null. */
  static @Nullable String context(String text) {
    Matcher line = CONTEXTS.matcher(text);
    return line.matches() ? line.group(1) : null;
  }

  /** A figure of {@code /proc/lockdep_stats}, or null. */
  static @Nullable Matcher stat(String text) {
    Matcher line = STAT.matcher(text);
    return line.matches() ? line : null;
  }

  /** Whether a line was meant to be one of these, whatever became of it. */
  static boolean isRemains(String text) {
    return text.contains("-> [") || (text.contains(" FD:") && text.contains(" BD:"));
  }
}
