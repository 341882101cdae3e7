package org.fputlab.kernel.task;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults that stop one task, and the answer that reached it meanwhile. */
public final class Pauses {

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

  /** Keeps an answer for later; what it gives is the task's at once. */
  void holdBack(Task.Answer answer, Execution execution) {
    heldBack = answer;
    if (answer == Task.Granted.INSTANCE) {
      execution.takeGranted();
    }
  }

  /** The answer held back, if any, is given out. */
  Task.@Nullable Answer takeHeldBack() {
    Task.Answer answer = heldBack;
    heldBack = null;
    return answer;
  }
}
