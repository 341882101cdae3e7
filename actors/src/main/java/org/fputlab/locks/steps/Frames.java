package org.fputlab.locks.steps;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain of calls; chains share their outer ends. */
record Frames(String function, @Nullable Frames caller) {

  /** The functions from which a program begins, outermost first. */
  static Frames of(List<String> functions) {
    Frames frames = new Frames(functions.get(0), null);
    return frames.enter(functions.subList(1, functions.size()));
  }

  /** A call of this function; a list of steps without a name is part of its caller. */
  Frames enter(String callee) {
    return callee.isEmpty() ? this : new Frames(callee, this);
  }

  /** Calls of these, outermost first. */
  Frames enter(List<String> callees) {
    Frames frames = this;
    for (String callee : callees) {
      frames = frames.enter(callee);
    }
    return frames;
  }

  /** Innermost first, as a stack is printed. */
  List<String> innermostFirst() {
    List<String> functions = new ArrayList<>();
    for (Frames frame = this; frame != null; frame = frame.caller) {
      functions.add(frame.function);
    }
    return functions;
  }
}
