package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link of a circle: somebody asks for {@code wanted} with {@code held} in hand.
 *
 * @param task who, or "" where only a stack is known
 * @param held the name of what it has
 * @param wanted the name of what it asks for
 * @param asks how it asks for it, by the table's word, as {@code mutex} or {@code work}
 * @param stack where it asks
 * @param part the close on that stack
 * @param side whether what it holds was taken by that close
 * @param knownBy how the link is known
 */
public record Dependency(
    String task,
    String held,
    String wanted,
    String asks,
    List<StackFrame> stack,
    ClosePart part,
    ClosePart.Side side,
    KnownBy knownBy) {

  private static final String DELAYED = "delayed_fput_work";

  /** The links of a lockdep report's circle, in the order of {@link LogReport#cycle}. */
  public static List<Dependency> of(LogReport report, FunctionTable table) {
    List<LogReport.Link> chain = report.chain();
    List<Dependency> links = new ArrayList<>();
    if (report.kind() == LogReport.Kind.LOCKDEP_CIRCULAR) {
      for (int i = chain.size() - 1; i >= 0; i--) {
        LogReport.Link held = i + 1 < chain.size() ? chain.get(i + 1) : chain.get(0);
        links.add(link(held, chain.get(i), table));
      }
    } else if (report.kind() == LogReport.Kind.LOCKDEP_RECURSIVE && report.tasks().size() == 1) {
      recursive(report, table, links);
    }
    return links;
  }

  private static Dependency link(LogReport.Link held, LogReport.Link wanted, FunctionTable table) {
    ClosePart part = ClosePart.of(wanted.stack());
    WaitCause cause = cause(wanted.stack(), table);
    WaitCause taken = cause(held.stack(), table);
    String taker = taken == null ? "" : taken.in();
    return new Dependency(
        "",
        held.lock().name(),
        wanted.lock().name(),
        asks(cause, wanted.lock()),
        wanted.stack(),
        part,
        part.sideOf(taker, wanted.stack()),
        KnownBy.PRINTED);
  }

  private static void recursive(LogReport report, FunctionTable table, List<Dependency> links) {
    List<PrintedLock> locks = report.locks();
    if (locks.isEmpty()) {
      return;
    }
    LoggedTask task = report.tasks().get(0);
    PrintedLock held = locks.get(locks.size() > 1 ? 1 : 0);
    ClosePart part = ClosePart.of(task.stack());
    links.add(
        new Dependency(
            task.name(),
            held.name(),
            locks.get(0).name(),
            asks(cause(task.stack(), table), locks.get(0)),
            task.stack(),
            part,
            part.sideOf(held.at(), task.stack()),
            KnownBy.PRINTED));
  }

  /** Lockdep's own functions are on top of its stacks. */
  private static @Nullable WaitCause cause(List<StackFrame> stack, FunctionTable table) {
    List<StackFrame> calls = StackFrame.calls(stack);
    int from = 0;
    while (from < calls.size() && isOfLockdep(calls.get(from).source())) {
      from++;
    }
    return WaitCause.of(calls.subList(from, calls.size()), table);
  }

  private static boolean isOfLockdep(String function) {
    return function.startsWith("lock_")
        || function.startsWith("__lock_acquire")
        || function.startsWith("check_")
        || function.startsWith("validate_chain")
        || function.startsWith("print_")
        || function.contains("dump_stack")
        || function.startsWith("touch_wq_lockdep_map");
  }

  private static String asks(@Nullable WaitCause cause, PrintedLock lock) {
    if (lock.isWork()) {
      return "work";
    }
    String role = cause == null ? "" : cause.role();
    return WaitCause.isLock(role) ? role : "mutex";
  }

  /** The links of a circle of tasks, each asking for what the next has. */
  public static List<Dependency> of(Situation.Circle circle) {
    List<Dependency> links = new ArrayList<>();
    List<SeenWait> waits = circle.waits();
    for (int i = 0; i < waits.size(); i++) {
      SeenWait wait = waits.get(i);
      SeenWait before = waits.get((i + waits.size() - 1) % waits.size());
      LoggedTask task = wait.task().task();
      ClosePart part = ClosePart.of(task.stack());
      links.add(
          new Dependency(
              task.name(),
              before.key(),
              wait.key(),
              wait.cause().role(),
              task.stack(),
              part,
              part.sideOf(wait.task().taker(before.lock()), task.stack()),
              wait.knownBy()));
    }
    return links;
  }

  /** The function that asks, below those of lockdep and of the lock itself. */
  public String in() {
    for (StackFrame frame : StackFrame.calls(stack)) {
      String function = frame.source();
      boolean lock = function.contains("lock") && !function.contains("_unlock");
      if (!isOfLockdep(function) && !lock && !function.startsWith("down_")) {
        return function;
      }
    }
    return "";
  }

  /** Whether it is there because closes are put off to a worker. */
  public boolean comesOfDeferral() {
    return held.contains(DELAYED) || (wanted.contains(DELAYED) && part.isClose());
  }

  /** Whether another way of closing might take it away. */
  public boolean isMovable() {
    boolean place =
        part.begin() == ClosePart.Begin.CALLER
            || part.begin() == ClosePart.Begin.WORKER
            || part.begin() == ClosePart.Begin.TASK_WORK;
    return comesOfDeferral() || (place && side != ClosePart.Side.INSIDE);
  }

  /** What would take the link away, as a sentence; "" where it has nothing to do with a close. */
  public String remedy() {
    if (comesOfDeferral()) {
      return "comes of putting the close off to delayed_fput: gone under sync and fput-now, and for"
          + " nfsd's closes under nfsd-sync";
    }
    return switch (part.begin()) {
      case NONE -> "";
      case FLUSH -> "a close's ->flush, which runs in the closer under every policy";
      case UMOUNT -> "the end of a mount, which no policy for closes moves";
      case WORKER, TASK_WORK, CALLER -> remedyOfClose();
    };
  }

  private String remedyOfClose() {
    return switch (side) {
      case INSIDE -> "a close that takes both itself: every policy has it";
      case OUTSIDE ->
          "a close under a lock of its caller: gone where the close is put off (deferred)";
      case UNKNOWN -> "a close; whether it took both itself the log does not show";
    };
  }
}
