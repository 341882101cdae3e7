package org.fputlab.kernellog;

import java.util.ArrayList;
import java.util.List;
import org.fputlab.locks.Cycle;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Node;
import org.jspecify.annotations.Nullable;

/**
 * One edge of a circle that a log shows, and what part a close has in it.
 *
 * @param edge what is asked for while what is held
 * @param asks how it is asked for, by the table's word, as {@code mutex} or {@code work}
 * @param part the close on the stack that asks
 * @param side whether what is held was taken by that close
 */
public record Dependency(Edge edge, String asks, ClosePart part, ClosePart.Side side) {

  private static final String DELAYED = "delayed_fput_work";

  /** The edges of a lockdep report's circle, the one that closes it first. */
  public static List<Dependency> of(LogReport report, FunctionTable table) {
    Cycle circle = report.circle("line " + report.line());
    return circle == null
        ? List.of()
        : circle.edges().stream().map(edge -> of(edge, table)).toList();
  }

  private static Dependency of(Edge edge, FunctionTable table) {
    List<StackFrame> stack = SeenInLog.of(edge).askedIn();
    WaitCause taken = cause(SeenInLog.of(edge).heldIn(), table);
    return of(edge, asks(cause(stack, table), edge.to()), taken == null ? "" : taken.in());
  }

  private static Dependency of(Edge edge, String asks, String taker) {
    List<StackFrame> stack = SeenInLog.of(edge).askedIn();
    ClosePart part = ClosePart.of(stack);
    return new Dependency(edge, asks, part, part.sideOf(taker, stack));
  }

  /** Lockdep's own functions are on top of its stacks. */
  private static @Nullable WaitCause cause(List<StackFrame> stack, FunctionTable table) {
    List<StackFrame> calls = StackFrame.calls(stack);
    int from = 0;
    while (from + 1 < calls.size() && isOfLockdep(calls.get(from).source())) {
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
        || function.startsWith("find_usage_")
        || function.contains("dump_stack")
        || function.startsWith("touch_wq_lockdep_map");
  }

  private static String asks(@Nullable WaitCause cause, Node wanted) {
    if (wanted.kind() == Node.Kind.WORK || wanted.kind() == Node.Kind.QUEUE) {
      return "work";
    }
    String role = cause == null ? "" : cause.role();
    return WaitCause.isLock(role) ? role : "mutex";
  }

  /** The edges of a circle of tasks: each asks for something while it has what another wants. */
  public static List<Dependency> of(Situation.Circle circle) {
    List<Dependency> links = new ArrayList<>();
    for (SeenWait wait : circle.waits()) {
      for (SeenWait other : circle.waits()) {
        if (other.holders().contains(wait.task())) {
          links.add(of(other, wait));
        }
      }
    }
    return links;
  }

  private static Dependency of(SeenWait held, SeenWait wait) {
    LoggedTask task = wait.task().task();
    String taker = wait.task().taker(held.lock());
    SeenInLog seen =
        new SeenInLog(task.name(), SeenInLog.in(taker), task.stack(), "", wait.knownBy());
    return of(Edge.of(held.node(), wait.node(), seen), wait.cause().role(), taker);
  }

  /** Who asks, or "" where only a stack is known. */
  public String task() {
    return SeenInLog.of(edge).who();
  }

  /** The name of what is held. */
  public String held() {
    return edge.from().name();
  }

  /** The name of what is asked for. */
  public String wanted() {
    return edge.to().name();
  }

  /** Where it is asked for. */
  public List<StackFrame> stack() {
    return SeenInLog.of(edge).askedIn();
  }

  /** How the edge is known. */
  public KnownBy knownBy() {
    return SeenInLog.of(edge).knownBy();
  }

  /** The function that asks, below those of lockdep and of the lock itself. */
  public String in() {
    for (StackFrame frame : StackFrame.calls(stack())) {
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
    return held().contains(DELAYED) || (wanted().contains(DELAYED) && part.isClose());
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
