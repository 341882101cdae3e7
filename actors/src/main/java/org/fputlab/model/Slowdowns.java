package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * By what factor the timed steps of a function take longer than written: one for all unless a fault
 * says otherwise.
 */
public final class Slowdowns {

  private volatile Map<String, Double> factors = Map.of();

  /** Makes every timed step inside {@code function} take {@code factor} times as long. */
  public void slow(String function, double factor) {
    Map<String, Double> more = new LinkedHashMap<>(factors);
    more.put(function, factor);
    factors = Map.copyOf(more);
  }

  /** Back to what is written. */
  public void lift(String function) {
    Map<String, Double> fewer = new LinkedHashMap<>(factors);
    fewer.remove(function);
    factors = Map.copyOf(fewer);
  }

  public boolean isEmpty() {
    return factors.isEmpty();
  }

  /** The factor for {@code function} itself. */
  public double of(String function) {
    return factors.getOrDefault(function, 1.0);
  }
}
