package org.fputlab.fault;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A fault as a scenario file's timeline or a command names it.
 *
 * @param at when it begins, in nanoseconds of the run
 * @param on the actor, task, lock or function it is put on
 * @param kind which fault, as in {@code hang}
 * @param duration how long it lasts, in nanoseconds; empty until the end
 * @param settings its further settings by name, as in {@code by = 100}
 */
public record FaultSpec(
    long at, String on, String kind, OptionalLong duration, Map<String, Double> settings) {

  private static final String[] UNITS = {"ns", "us", "ms", "s"};

  /** A setting that must be there. */
  public double setting(String name) {
    Double value = settings.get(name);
    if (value == null) {
      throw new IllegalArgumentException(kind + " lacks its setting " + name);
    }
    return value;
  }

  /** A setting that may be left out. */
  public double setting(String name, double otherwise) {
    return settings.getOrDefault(name, otherwise);
  }

  /** What it does, as in {@code slow by 10 for 20s}. */
  public String what() {
    StringBuilder what = new StringBuilder(kind);
    new TreeMap<>(settings)
        .forEach((name, value) -> what.append(' ').append(name).append(' ').append(plain(value)));
    duration.ifPresent(nanos -> what.append(" for ").append(inUnits(nanos)));
    return what.toString();
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** In the largest unit that leaves nothing over. */
  private static String inUnits(long nanos) {
    long count = nanos;
    int unit = 0;
    while (unit < UNITS.length - 1 && count % 1000 == 0 && count > 0) {
      count /= 1000;
      unit++;
    }
    return count + UNITS[unit];
  }
}
