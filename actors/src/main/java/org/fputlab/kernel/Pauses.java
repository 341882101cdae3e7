package org.fputlab.kernel;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults that stop one task, and the answer that reached it meanwhile. */
final class Pauses {

  private final Set<Integer> faults = new LinkedHashSet<>();
  private Task.@Nullable Answer heldBack;

  boolean areOver() {
    return faults.isEmpty();
  }

  /** Adds a fault; returns whether the task ran until now. */
  boolean begin(int fault) {
    return faults.add(fault) && faults.size() == 1;
  }

  /** Lifts a fault; returns whether it was the last. */
  boolean end(int fault) {
    return faults.remove(fault) && faults.isEmpty();
  }

  void holdBack(Task.Answer answer) {
    heldBack = answer;
  }

  /** The answer held back, if any, is given out. */
  Task.@Nullable Answer takeHeldBack() {
    Task.Answer answer = heldBack;
    heldBack = null;
    return answer;
  }
}
