package org.fputlab.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The faults on a server, by their numbers: what they come to together, and what is left when one
 * of them is lifted.
 */
public final class ServerHealth {

  private final Set<Integer> hangs = new LinkedHashSet<>();
  private final Set<Integer> outages = new LinkedHashSet<>();
  private final Map<Integer, Double> factors = new LinkedHashMap<>();
  private final Map<Integer, Loss> losses = new LinkedHashMap<>();

  /** It answers no request any more. */
  public void hang(int fault) {
    hangs.add(fault);
  }

  /** No packet comes or goes. */
  public void cutOff(int fault) {
    outages.add(fault);
  }

  /** Its service takes {@code factor} times as long. */
  public void slow(int fault, double factor) {
    factors.put(fault, factor);
  }

  /** Some requests are lost on the way. */
  public void lose(int fault, Loss rule) {
    losses.put(fault, rule);
  }

  /** Lifts one fault of whatever kind. */
  public void lift(int fault) {
    hangs.remove(fault);
    outages.remove(fault);
    factors.remove(fault);
    losses.remove(fault);
  }

  public boolean isHung() {
    return !hangs.isEmpty();
  }

  public boolean isReachable() {
    return outages.isEmpty();
  }

  /** How many times as long as else a service takes now. */
  public double slowness() {
    double slowness = 1;
    for (double factor : factors.values()) {
      slowness *= factor;
    }
    return slowness;
  }

  /** A service time as it is now. */
  public long stretched(long nanos) {
    return Math.round(nanos * slowness());
  }

  /**
   * Whether the next request is lost; every rule counts it.
   *
   * @param random 64 random bits at each call, of the request's own
   */
  public boolean loses(LongSupplier random) {
    boolean lost = false;
    for (Loss loss : losses.values()) {
      lost |= loss.takes(random.getAsLong());
    }
    return lost;
  }
}
