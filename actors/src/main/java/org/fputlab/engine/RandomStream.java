package org.fputlab.engine;

import java.util.function.DoubleSupplier;

/**
 * One component's stream of random numbers (SplitMix64: Steele, Lea, Flood, OOPSLA 2014).
 *
 * <p>Streams are keyed by name and by number, never by the order in which components ask: so the
 * same file has the same release time under every policy (common random numbers).
 */
public final class RandomStream implements DoubleSupplier {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  public RandomStream(long state) {
    this.state = state;
  }

  /** The stream of a component of this name under {@code seed}. */
  public static RandomStream named(long seed, String component) {
    return new RandomStream(key(seed, component));
  }

  /** A number for the component of this name under {@code seed}. */
  public static long key(long seed, String component) {
    long hash = seed ^ GOLDEN;
    for (int i = 0; i < component.length(); i++) {
      hash = mix(hash ^ component.charAt(i)) + GOLDEN;
    }
    return hash;
  }

  /** A number for the {@code n}-th thing of the kind that {@code key} stands for. */
  public static long key(long key, long n) {
    return mix(key + GOLDEN * (n + 1));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The state, to be put back by {@link #rewind}. */
  public long state() {
    return state;
  }

  /** Goes on from {@code state}. */
  public void rewind(long to) {
    state = to;
  }

  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number above 0 and below 1. */
  @Override
  public double getAsDouble() {
    return Math.min(((nextLong() >>> 11) + 0.5) * 0x1.0p-53, Math.nextDown(1.0));
  }

  /** A number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return (int) (((nextLong() >>> 33) * bound) >>> 31);
  }
}
