package org.fputlab.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What khungtaskd printed the first time, whoever emulated it.
 *
 * @param at the second in which it did
 * @param tasks each task and for how many seconds it was blocked, in the order of the log
 * @param locks who holds which locks, or that lockdep is off
 */
record HungText(double at, List<String> tasks, List<String> locks) {

  private static final Pattern BLOCKED =
      Pattern.compile("INFO: task (\\w+):\\d+ blocked for more than (\\d+) seconds\\.");
  private static final String OFF = "INFO: lockdep is turned off.";

  /** khungtaskd shows a lock of its own. */
  private static final String ITSELF = "khungtaskd";

  static Optional<HungText> in(List<String> log) {
    List<String> lines = KernelText.plain(log);
    Set<String> tasks = new LinkedHashSet<>();
    double at = -1;
    int i = 0;
    for (; i < lines.size() && !endsRound(lines.get(i), at); i++) {
      Matcher blocked = BLOCKED.matcher(lines.get(i));
      if (blocked.find()) {
        at = at < 0 ? KernelText.time(log.get(i)) : at;
        tasks.add(blocked.group(1) + " for " + blocked.group(2) + " s");
      }
    }
    return at < 0
        ? Optional.empty()
        : Optional.of(new HungText(at, List.copyOf(tasks), locks(lines.subList(i, lines.size()))));
  }

  private static boolean endsRound(String line, double at) {
    return at >= 0 && (line.equals(OFF) || line.startsWith("Showing all locks"));
  }

  private static List<String> locks(List<String> lines) {
    if (lines.get(0).equals(OFF)) {
      return List.of(OFF);
    }
    List<String> locks = new ArrayList<>();
    boolean shows = false;
    for (String line : lines) {
      if (line.startsWith("====")) {
        break;
      } else if (line.contains(" held by ")) {
        shows = !line.contains(ITSELF);
      }
      if (shows && !line.isBlank()) {
        locks.add(line.strip());
      }
    }
    return locks;
  }
}
