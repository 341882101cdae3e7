package org.fputlab.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a task's stack. Frames are immutable and linked to their caller, so a watcher that
 * reads one sees a whole stack.
 *
 * @param function the kernel function's name
 * @param caller the frame below, or null at the bottom
 * @param depth frames from the bottom, 1 for the bottom itself
 */
public record Frame(String function, @Nullable Frame caller, int depth) {

  /** Pushes {@code function} on {@code caller}'s stack. */
  public static Frame push(@Nullable Frame caller, String function) {
    return new Frame(function, caller, caller == null ? 1 : caller.depth + 1);
  }

  /** The functions of a stack, innermost first, as a kernel log prints them. */
  public static List<String> functions(@Nullable Frame top) {
    List<String> functions = new ArrayList<>();
    for (Frame frame = top; frame != null; frame = frame.caller) {
      functions.add(frame.function);
    }
    return functions;
  }
}
