package org.fputlab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * By what factor timed steps take longer than written: one, unless faults say otherwise. Written by
 * one thread, read by all.
 */
public final class Slowdowns {

  private record Slowdown(int fault, Set<String> functions, double factor) {}

  private volatile List<Slowdown> slowdowns = List.of();

  /** Makes every timed step inside one of {@code functions} take {@code factor} times as long. */
  public void slow(int fault, Set<String> functions, double factor) {
    List<Slowdown> more = new ArrayList<>(slowdowns);
    more.add(new Slowdown(fault, functions, factor));
    slowdowns = List.copyOf(more);
  }

  /** Takes back what that fault slowed. */
  public void lift(int fault) {
    List<Slowdown> fewer = new ArrayList<>(slowdowns);
    fewer.removeIf(slowdown -> slowdown.fault() == fault);
    slowdowns = List.copyOf(fewer);
  }

  public boolean isEmpty() {
    return slowdowns.isEmpty();
  }

  /**
   * The factor for a task that is in the functions of which {@code isIn} is true. A fault counts
   * once, however often its functions are on the stack.
   */
  public double factor(Predicate<String> isIn) {
    double factor = 1;
    for (Slowdown slowdown : slowdowns) {
      if (slowdown.functions().stream().anyMatch(isIn)) {
        factor *= slowdown.factor();
      }
    }
    return factor;
  }
}
