package org.fputlab.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where tasks tell of each step that they take, if anybody listens. */
public final class StepsHeard {

  /** Hears of steps. */
  public interface Listener {

    /** This task is about to take this step; how it reads is worked out where it is asked for. */
    void step(TaskRow task, Supplier<String> step);
  }

  private @Nullable Listener listener;

  /** From now on this listener hears of every step, until the run is over. */
  public void listen(Listener to) {
    listener = to;
  }

  /** Whether anybody listens. */
  public boolean areHeard() {
    return listener != null;
  }

  /** A task is about to take a step. */
  public void tell(TaskRow task, Supplier<String> step) {
    Listener to = listener;
    if (to != null) {
      to.step(task, step);
    }
  }

  void clear() {
    listener = null;
  }
}
