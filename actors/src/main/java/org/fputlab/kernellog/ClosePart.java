package org.fputlab.kernellog;

import java.util.List;
import java.util.Locale;

/**
 * How a close came to run on a stack, and which of its locks belong to it.
 *
 * @param begin who runs it
 * @param outermost the place of the function on the stack with which the close begins, or -1
 */
public record ClosePart(Begin begin, int outermost) {

  /** Who runs a close. */
  public enum Begin {
    /** Nobody: no close is on the stack. */
    NONE,
    /** {@code ->flush}, which filp_close calls in its caller under every policy. */
    FLUSH,
    /** {@code delayed_fput}, the worker for kernel threads. */
    WORKER,
    /** The task itself, at return to user mode or at its exit, with nothing else in hand. */
    TASK_WORK,
    /** Whoever dropped the last reference, in the midst of what it did. */
    CALLER,
    /** The end of a mount. */
    UMOUNT;

    /** As JSON and reports have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final ClosePart NOTHING = new ClosePart(Begin.NONE, -1);

  /** Looks at a stack, innermost first. */
  public static ClosePart of(List<StackFrame> stack) {
    List<StackFrame> calls = StackFrame.calls(stack);
    int fput = last(calls, List.of("__fput", "____fput", "__fput_sync"));
    int flush = last(calls, List.of("filp_close", "filp_flush"));
    int umount =
        last(
            calls,
            List.of(
                "cleanup_mnt", "deactivate_super", "deactivate_locked_super", "delayed_mntput"));
    if (fput >= 0) {
      int worker = last(calls, List.of("delayed_fput"));
      int taskWork = last(calls, List.of("task_work_run"));
      if (worker >= 0 || taskWork >= 0) {
        return worker >= 0
            ? new ClosePart(Begin.WORKER, worker)
            : new ClosePart(Begin.TASK_WORK, taskWork);
      }
      return new ClosePart(Begin.CALLER, Math.max(fput, flush));
    }
    if (flush >= 0) {
      return new ClosePart(Begin.FLUSH, flush);
    }
    return umount >= 0 ? new ClosePart(Begin.UMOUNT, umount) : NOTHING;
  }

  /** The place of the outermost of these functions. */
  private static int last(List<StackFrame> calls, List<String> functions) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (functions.contains(calls.get(i).source())) {
        return i;
      }
    }
    return -1;
  }

  public boolean isClose() {
    return begin != Begin.NONE;
  }

  /** Where what was taken in {@code taker} belongs. */
  public enum Side {
    INSIDE,
    OUTSIDE,
    UNKNOWN
  }

  /** Whether a lock that {@code taker} took, on this stack too, was taken by the close itself. */
  public Side sideOf(String taker, List<StackFrame> stack) {
    if (!isClose()) {
      return Side.OUTSIDE;
    }
    List<StackFrame> calls = StackFrame.calls(stack);
    for (int i = 0; i < calls.size(); i++) {
      if (!taker.isEmpty() && calls.get(i).source().equals(taker)) {
        return i < outermost ? Side.INSIDE : Side.OUTSIDE;
      }
    }
    return begin == Begin.TASK_WORK || isCallOfItsOwn(calls) ? Side.INSIDE : Side.UNKNOWN;
  }

  /** close(2) and exit begin with nothing in hand. */
  private static boolean isCallOfItsOwn(List<StackFrame> calls) {
    return calls.stream()
        .map(StackFrame::source)
        .anyMatch(function -> function.endsWith("sys_close") || function.equals("do_exit"));
  }
}
