package org.fputlab.kernel.task;

import java.util.List;
import java.util.Set;
import org.fputlab.engine.Frame;
import org.fputlab.model.Slowdowns;

/** How much slower one task is in some functions, by the faults that it was told of. */
public final class Slowness {

  private final Slowdowns slowdowns = new Slowdowns();

  void slow(int fault, Set<String> functions, double factor) {
    slowdowns.slow(fault, functions, factor);
  }

  void lift(int fault) {
    slowdowns.lift(fault);
  }

  /**
   * How long a timed step takes.
   *
   * @param word its word, which a fault may name too
   */
  public long stretched(String word, long nanos, Execution execution) {
    if (slowdowns.isEmpty()) {
      return nanos;
    }
    List<String> stack = Frame.functions(execution.row().frame());
    return Math.round(nanos * slowdowns.factor(name -> name.equals(word) || stack.contains(name)));
  }
}
