package org.fputlab.kernellog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was not read of a file since it is not certain: how much, why, and where first. */
public final class LeftOut {

  /**
   * What was left out for one reason.
   *
   * @param what in words, as in {@code links without their class}
   * @param count how often
   * @param firstLine where first
   */
  public record Some(String what, int count, long firstLine) {}

  private final Map<String, Some> all = new LinkedHashMap<>();

  void add(String what, long line) {
    Some before = all.get(what);
    all.put(
        what,
        before == null
            ? new Some(what, 1, line)
            : new Some(what, before.count + 1, Math.min(line, before.firstLine)));
  }

  /** By reason, in the order in which each came first. */
  public List<Some> all() {
    return List.copyOf(all.values());
  }
}
