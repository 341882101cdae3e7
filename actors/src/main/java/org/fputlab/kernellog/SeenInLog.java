package org.fputlab.kernellog;

import java.util.List;
import org.fputlab.locks.Edge;
import org.fputlab.locks.Evidence;

/**
 * What a kernel's log shows of somebody who asked for one thing while another was held: the
 * evidence for an edge.
 *
 * @param who as the log names it; "" where only the stack is printed
 * @param heldIn the stack in which the first was taken, or the one function that is known of it
 * @param askedIn the stack in which the second is asked for
 * @param source the report
 * @param knownBy how the edge is known
 */
record SeenInLog(
    String who, List<StackFrame> heldIn, List<StackFrame> askedIn, String source, KnownBy knownBy)
    implements Evidence {

  SeenInLog {
    heldIn = List.copyOf(heldIn);
    askedIn = List.copyOf(askedIn);
  }

  /** What of the log an edge was made from. */
  static SeenInLog of(Edge edge) {
    return (SeenInLog) edge.evidence();
  }

  /** What is known of where a lock was taken, where that is one function or none. */
  static List<StackFrame> in(String function) {
    return function.isEmpty() ? List.of() : List.of(new StackFrame(function, "", true, false));
  }

  @Override
  public List<String> heldAt() {
    return functions(heldIn);
  }

  @Override
  public List<String> askedAt() {
    return functions(askedIn);
  }

  @Override
  public List<Held> holding() {
    return List.of();
  }

  private static List<String> functions(List<StackFrame> stack) {
    return StackFrame.calls(stack).stream().map(StackFrame::source).toList();
  }
}
