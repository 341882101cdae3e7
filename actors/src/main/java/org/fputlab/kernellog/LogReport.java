package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

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

  /** The form of what one of all processors ran when somebody asked. */
  static final String OF_A_PROCESSOR = "NMI backtrace";

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
   *
   * @param number as lockdep counts them, down to 0; -1 in an irq report
   */
  public record Link(int number, PrintedLock lock, List<StackFrame> stack) {}

  static LogReport of(Kind kind, String form, LogLine at, List<LoggedTask> tasks) {
    return new LogReport(
        kind, form, at.number(), at.when(), "", "", List.copyOf(tasks), List.of(), List.of());
  }

  /** Whether it shows who does not let go of a processor. */
  public boolean isStall() {
    return kind == Kind.TRACE && !form.equals(TRACER) && !form.equals(OF_A_PROCESSOR);
  }

  LogReport on(Release release) {
    return new LogReport(
        kind, form, line, when, release.kernel(), release.taint(), tasks, chain, locks);
  }

  LogReport with(List<Link> links, List<PrintedLock> named) {
    return new LogReport(
        kind, form, line, when, kernel, taint, tasks, List.copyOf(links), List.copyOf(named));
  }

  /**
   * The circle that lockdep reports, or null where it reports none. The entries of its chain have
   * the highest number first, each taken with the one of the next lower number in hand; the last,
   * number 0, is what is asked for with the first in hand ({@code print_circular_bug()},
   * kernel/locking/lockdep.c, v6.6).
   *
   * @param source where the report stands
   */
  public @Nullable Cycle circle(String source) {
    if (kind == Kind.LOCKDEP_CIRCULAR && isWhole()) {
      List<Edge> edges = new ArrayList<>();
      for (int i = chain.size() - 2; i >= 0; i--) {
        edges.add(edge(chain.get(i + 1), chain.get(i), "", source));
      }
      Link asked = chain.get(chain.size() - 1);
      return new Cycle(edge(chain.get(0), asked, who(), source), edges);
    }
    return kind == Kind.LOCKDEP_RECURSIVE ? recursion(source) : null;
  }

  /** Whether no link of the chain is missing, as where a log was cut: without it is no circle. */
  public boolean isWhole() {
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).number() != chain.size() - 1 - i) {
        return false;
      }
    }
    return chain.size() > 1;
  }

  private static Edge edge(Link held, Link taken, String who, String source) {
    SeenInLog seen = new SeenInLog(who, held.stack(), taken.stack(), source, KnownBy.PRINTED);
    return Edge.of(node(held.lock()), node(taken.lock()), seen);
  }

  private @Nullable Cycle recursion(String source) {
    if (tasks.size() != 1 || locks.isEmpty()) {
      return null;
    }
    PrintedLock asked = locks.get(0);
    PrintedLock held = locks.get(locks.size() > 1 ? 1 : 0);
    if (!held.name().equals(asked.name())) {
      return null;
    }
    List<StackFrame> stack = tasks.get(0).stack();
    SeenInLog seen = new SeenInLog(who(), SeenInLog.in(held.at()), stack, source, KnownBy.PRINTED);
    return new Cycle(Edge.of(node(held), node(asked), seen), List.of());
  }

  /** As lockdep names it. */
  private String who() {
    return tasks.isEmpty() ? "" : tasks.get(0).comm() + "/" + tasks.get(0).pid();
  }

  private static Node node(PrintedLock lock) {
    return Node.ofClass(lock.kind(), lock.name());
  }

  /** The names of the locks of a lockdep report's circle, each depending on the one before. */
  public List<String> cycle() {
    Set<String> names = new LinkedHashSet<>();
    Cycle circle = kind == Kind.LOCKDEP_CIRCULAR ? circle("") : null;
    if (circle != null) {
      circle.chain().forEach(edge -> names.add(edge.from().name()));
      names.add(circle.closing().from().name());
    } else if (kind.isLockdep()) {
      locks.forEach(lock -> names.add(lock.name()));
    }
    return new ArrayList<>(names);
  }
}
