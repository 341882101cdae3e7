package org.fputlab.watch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something a supervisor reports.
 *
 * @param kind what kind of thing
 * @param subject the task, mailbox, queue or lock it is about
 * @param headline one line that a reader understands alone
 * @param since when it began, in nanoseconds of the run
 * @param at when it was found, in nanoseconds of the run
 * @param details further lines: a wait tree, a cycle with stacks, a kernel-style report
 * @param figures named numbers for machines, in a fixed order, unit in the name
 * @param implies the verdict that follows from this finding alone; {@code OK} for a remark
 */
public record Finding(
    Kind kind,
    String subject,
    String headline,
    long since,
    long at,
    List<String> details,
    Map<String, Object> figures,
    Verdict implies) {

  /** The same for a finding whatever its figures grow to, and for no other of its run. */
  public String key() {
    return kind + " " + subject + " " + figures.getOrDefault("fault", "");
  }

  /** The kinds, in the order in which reports show them. */
  public enum Kind {
    /** Proven: nothing can free these tasks. */
    DEADLOCK,
    /** A stack deeper than the kernel has room for. */
    STACK_OVERFLOW,
    /** A task used what was freed already. */
    USE_AFTER_FREE,
    /** A task came to a place that may sleep, where it must not. */
    ATOMIC_SLEEP,
    /** Tasks that take turn after turn while time stands still. */
    SPINNING,
    /** A task sleeps longer than the limit. */
    LONG_WAIT,
    /** A mailbox whose requests age while nothing is taken. */
    STALLED_MAILBOX,
    /** A queue that grows without bound. */
    BACKLOG,
    /** Closes that were put off and came far later than the kernel has it. */
    LATE,
    /** Closes of healthy file systems that waited behind one release of another. */
    HOL,
    /** Closes that others, put later, came before. */
    UNFAIR,
    /** flush_delayed_fput returned while others still had closes in hand. */
    MISSED_FLUSH,
    /** A name was changed that should be gone, as a close was pending. */
    SILLY_RENAME,
    /** A list of files that nobody takes off. */
    UNDRAINED,
    /** Lock classes taken in an order that may deadlock, though it did not. */
    LOCK_ORDER,
    /** What khungtaskd would have printed. */
    HUNG_TASK,
    /** What khungtaskd could not have seen. */
    UNSEEN,
    /** umount(2) failed because a close was pending. */
    EBUSY,
    /** execve(2) failed because a writer was still to be closed, or the other way round. */
    ETXTBSY,
    /** A user's open failed because pending closes count as open files. */
    FILE_MAX,
    /** The deepest stack of the run. */
    DEEP_STACK;

    /** The kind as reports write it, as in {@code long wait}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
