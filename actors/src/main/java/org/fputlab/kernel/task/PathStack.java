package org.fputlab.kernel.task;

import java.util.Arrays;
import org.fputlab.engine.Frame;
import org.fputlab.engine.TaskRow;
import org.fputlab.model.Path;
import org.fputlab.model.Step;
import org.jspecify.annotations.Nullable;

/**
 * The paths that one task is in, each called by the one below it, and how far it is in each. Those
 * that are functions have a frame, as the task's row shows.
 */
final class PathStack {

  private static final Path[] NO_PATHS = {};

  private final TaskRow row;
  private Path[] paths = NO_PATHS;
  private int[] next = {};
  private @Nullable Frame[] callers = new @Nullable Frame[0];
  private int depth;

  PathStack(TaskRow row) {
    this.row = row;
  }

  /** Calls {@code path}, with the frames of {@code through} below its own. */
  void push(Path path, String... through) {
    if (depth == paths.length) {
      grow();
    }
    Frame caller = row.frame();
    Frame top = caller;
    for (String function : through) {
      top = Frame.push(top, function);
    }
    paths[depth] = path;
    next[depth] = 0;
    callers[depth++] = caller;
    row.frame(path.function().isEmpty() ? top : Frame.push(top, path.function()));
  }

  /** Takes the next step, once it has returned from what is at its end; null where all is. */
  @Nullable Step next() {
    while (depth > 0) {
      int top = depth - 1;
      if (next[top] < paths[top].length()) {
        return paths[top].step(next[top]++);
      }
      pop();
    }
    return null;
  }

  private void pop() {
    depth--;
    row.frame(callers[depth]);
    callers[depth] = null;
  }

  private void grow() {
    int larger = Math.max(8, depth * 2);
    paths = Arrays.copyOf(paths, larger);
    next = Arrays.copyOf(next, larger);
    callers = Arrays.copyOf(callers, larger);
  }

  /** Whether no step is left. */
  boolean isAtEnd() {
    for (int at = 0; at < depth; at++) {
      if (next[at] < paths[at].length()) {
        return false;
      }
    }
    return true;
  }

  /** Begins the present path again when what is called from it has returned. */
  void startOver() {
    next[depth - 1] = 0;
  }

  /** Does the present step once more when what was called from it has returned. */
  void again() {
    next[depth - 1]--;
  }
}
