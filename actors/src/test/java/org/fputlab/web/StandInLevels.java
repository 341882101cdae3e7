package org.fputlab.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Log levels that nothing logs by. */
final class StandInLevels implements LogLevels {

  private final Map<String, String> levels = new LinkedHashMap<>(Map.of("nfsd", "warn"));
  private int changes;

  @Override
  public List<String> names() {
    return List.of("all", "nfsd", "vfs", "nfsd-0", "nfsd-1");
  }

  @Override
  public synchronized Map<String, String> levels() {
    return new LinkedHashMap<>(levels);
  }

  @Override
  public synchronized void set(Map<String, String> some) {
    levels.putAll(some);
    changes++;
  }

  synchronized int changes() {
    return changes;
  }
}
