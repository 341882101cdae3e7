package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One report that a kernel printed, or that somebody took of it.
 *
 * @param kind what kind
 * @param form the kind in the words of the log, as in {@code soft lockup}
 * @param line where it begins
 * @param when the time before that line, or ""
 * @param kernel the release that it names, or ""
 * @param taint the taint that it names, or ""
 * @param tasks the tasks in it
 * @param chain of a lockdep report: the links, the lock held last first, as printed
 * @param locks the locks that it names, each once
 */
public record LogReport(
    Kind kind,
    String form,
    int line,
    String when,
    String kernel,
    String taint,
    List<LoggedTask> tasks,
    List<Link> chain,
    List<PrintedLock> locks) {

  /** The form of what a tracer printed, in which nobody hangs. */
  public static final String TRACER = "tracer";

  /** What kind of report it is. */
  public enum Kind {
    HUNG_TASK,
    LOCKDEP_CIRCULAR,
    LOCKDEP_RECURSIVE,
    LOCKDEP_IRQ,
    SYSRQ,
    PROC_STACK,
    WORKQUEUE,
    TRACE;

    /** Its name in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether lockdep printed it. */
    public boolean isLockdep() {
      return this == LOCKDEP_CIRCULAR || this == LOCKDEP_RECURSIVE || this == LOCKDEP_IRQ;
    }
  }

  /**
   * A link of lockdep's chain: somebody took {@code lock} in {@code stack}, with the lock of the
   * link printed behind it in hand.
   */
  public record Link(PrintedLock lock, List<StackFrame> stack) {}

  static LogReport of(Kind kind, String form, LogLine at, List<LoggedTask> tasks) {
    return new LogReport(
        kind, form, at.number(), at.when(), "", "", List.copyOf(tasks), List.of(), List.of());
  }

  LogReport on(Release release) {
    return new LogReport(
        kind, form, line, when, release.kernel(), release.taint(), tasks, chain, locks);
  }

  LogReport with(List<Link> links, List<PrintedLock> named) {
    return new LogReport(
        kind, form, line, when, kernel, taint, tasks, List.copyOf(links), List.copyOf(named));
  }

  /** The names of the locks of a lockdep report's circle, each depending on the one before. */
  public List<String> cycle() {
    Set<String> names = new LinkedHashSet<>();
    if (kind == Kind.LOCKDEP_CIRCULAR && !chain.isEmpty()) {
      for (int i = chain.size() - 1; i >= 0; i--) {
        names.add(chain.get(i).lock().name());
      }
    } else if (kind.isLockdep()) {
      locks.forEach(lock -> names.add(lock.name()));
    }
    return new ArrayList<>(names);
  }
}
